/**
 * What was written, when, and what of it has reached whom. It reads the clocks in the updates, so a server may merge
 * as many as it likes into one: an edit has arrived with the first update whose clocks cover it.
 */
import { createSamples, type Samples } from "./samples.ts";

/** Clock ranges of one update, flat: client, from, to, client, from, to, … */
export type Ranges = readonly number[];

export interface Track {
  readonly client: number;
  readonly index: number;
  /** The client's clock behind each of its edits, and when it was sent. */
  readonly ends: number[];
  readonly sentAt: number[];
}

/** How far one reader has come: number of edits seen of each track. */
export interface Reader {
  readonly seen: number[];
}

export interface Ledger {
  track(client: number): Track;
  reader(): Reader;
  /** An update arrives at a reader. `initial` answers its question for the document and counts as no delivery. */
  heard(reader: Reader, ranges: Ranges, at: number, initial: boolean): void;
  /** From now on latencies go into these samples, of edits sent from now on. */
  measure(samples: Samples): void;
  readonly delivered: number;
  /** Edits that a reader will never get: later ones of the same writer have come without them. */
  readonly skipped: number;
  /** Edits that have not come to this reader. */
  missing(reader: Reader, except?: Track): number;
}

export function createLedger(): Ledger {
  const tracks: Track[] = [];
  const byClient = new Map<number, Track>();
  let latencies = createSamples();
  let from = Number.POSITIVE_INFINITY;
  let delivered = 0;
  let skipped = 0;

  return {
    track(client) {
      const track: Track = { client, index: tracks.length, ends: [], sentAt: [] };
      tracks.push(track);
      byClient.set(client, track);
      return track;
    },
    reader: () => ({ seen: [] }),
    heard({ seen }, ranges, at, initial) {
      for (let index = 0; index < ranges.length; index += 3) {
        const track = byClient.get(ranges[index] as number);
        if (track === undefined) continue;
        const start = ranges[index + 1] as number;
        const end = ranges[index + 2] as number;
        let next = seen[track.index] ?? 0;
        if (!initial)
          for (; next < track.ends.length && (track.ends[next] as number) <= start; next++) skipped += 1;
        for (; next < track.ends.length && (track.ends[next] as number) <= end; next++) {
          if (initial) continue;
          delivered += 1;
          const sent = track.sentAt[next] as number;
          if (sent >= from) latencies.add(at - sent);
        }
        seen[track.index] = next;
      }
    },
    measure(samples) {
      latencies = samples;
      from = performance.now();
    },
    get delivered() {
      return delivered;
    },
    get skipped() {
      return skipped;
    },
    missing({ seen }, except) {
      let missing = 0;
      for (const track of tracks)
        if (track !== except) missing += track.ends.length - (seen[track.index] ?? 0);
      return missing;
    },
  };
}
