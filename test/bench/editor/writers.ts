/** Ten people at once in a process of their own, each typing in a section, until the process is ended. */
import { setTimeout as pause } from "node:timers/promises";
import { createRelativePositionFromTypeIndex, relativePositionToJSON } from "yjs";
import { ROOT } from "#shared/document/layout.ts";
import type { GuidelineId, PersonId } from "#shared/ids.ts";
import { flowsOf, join, type Writer } from "#test/support/cohort.ts";
import { withSession } from "#test/support/people.ts";

export interface Writing {
  readonly url: string;
  readonly guidelineId: GuidelineId;
  /** One for each writer: the session, and the section in which it types. */
  readonly seats: readonly { readonly cookie: string; readonly section: number }[];
  /** Characters a second of each. */
  readonly rate: number;
}

process.once("message", (message) => void write(message as Writing));

async function write({ url, guidelineId, seats, rate }: Writing): Promise<void> {
  const people = seats.map(({ cookie }, index) =>
    withSession(url, { id: "" as PersonId, name: `Writer ${index}`, email: "" }, cookie),
  );
  const writers = await Promise.all(people.map((someone) => join(someone, guidelineId)));
  process.send?.("writing");
  await Promise.all(
    writers.map(async (writer, index) => {
      const section = seats[index]?.section ?? 0;
      await pause((1000 / rate / writers.length) * index);
      for (let typed = 0; ; typed++) {
        // Words of five letters, in the section's first line.
        writer.type(section, typed, typed % 6 === 5 ? " " : "o");
        showCursor(writer, section, typed + 1);
        await pause(1000 / rate);
      }
    }),
  );
}

function showCursor({ ydoc, connection }: Writer, index: number, offset: number): void {
  const flow = flowsOf(ydoc)[index];
  const section = ydoc.getArray<string>(ROOT.order).get(index);
  if (flow === undefined) return;
  const relative: unknown = relativePositionToJSON(createRelativePositionFromTypeIndex(flow, offset));
  connection.setCursor({ section, anchor: relative, head: relative });
}
