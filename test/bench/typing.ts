import { Doc, getState } from "yjs";
import { until } from "../support/until.ts";
import { connectClient } from "./client.ts";
import type { Random } from "./random.ts";
import type { Site } from "./targets.ts";
import type { Typist } from "./typist.ts";

/** Everybody types at this rate (edits a second) with uneven pauses, as people do. @returns what stops them */
export function typeSteadily(typists: readonly Typist[], rate: number, random: Random): () => void {
  let typing = true;
  for (const typist of typists) {
    const next = () => {
      if (!typing) return;
      if (typist.client.wire.open) typist.type();
      setTimeout(next, ((0.5 + random()) * 1000) / rate);
    };
    setTimeout(next, (random() * 1000) / rate);
  }
  return () => {
    typing = false;
  };
}

/** How many writers' last edit somebody who comes now does not get. NaN on the relay, which keeps nothing. */
export async function writersLacking(site: Site, typists: readonly Typist[], document = 0): Promise<number> {
  if (site.target === "relay") return Number.NaN;
  const ydoc = new Doc();
  const newcomer = await connectClient(site.seat(document, "writer", 0), {}, ydoc);
  const lacking = () =>
    typists.filter(({ track }) => getState(ydoc.store, track.client) < (track.ends.at(-1) ?? 0)).length;
  // Some servers answer first and send the rest behind it.
  await until("the newcomer to have everything", () => lacking() === 0, 3000).catch(() => {});
  newcomer.terminate();
  return lacking();
}
