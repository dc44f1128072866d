/** What a workload is: how to play it once against one server, what to read off, and what we want it to say. */
import type { Site, TargetName } from "./targets.ts";

/** Numbers read off one run; what a server cannot tell is NaN. */
export type Readings = Readonly<Record<string, number>>;

interface Measure {
  readonly key: string;
  readonly title: string;
  readonly unit: string;
}

/** What we want a measure of ours to be: beside a peer's in the same run, or as it stands. */
export interface Goal {
  readonly measure: string;
  readonly beside?: TargetName;
  readonly most?: number;
  readonly least?: number;
}

export type Options = Readonly<Record<string, number>>;

export interface Stage {
  readonly target: TargetName;
  /** Starts a fresh server with the same documents in it. */
  open(env?: Readonly<Record<string, string>>): Promise<Site>;
  /** File of the history that `needsHistory` asks for. */
  readonly historyFile: string;
  /** Where pictures are kept. */
  readonly outputFolder: string;
  /** From the call on: how much of its core this process itself uses, in percent. */
  watchSelf(): () => number;
  note(line: string): void;
}

export interface Workload<O extends Options = Options> {
  readonly name: string;
  describe(options: O): string;
  /** With their defaults. */
  readonly options: O;
  /** How many documents the server begins with. */
  documents(options: O): number;
  readonly targets: readonly TargetName[];
  readonly rounds: number;
  /** Only played where it is named. */
  readonly apart?: boolean;
  readonly needsHistory?: boolean;
  readonly measures: readonly Measure[];
  readonly goals: readonly Goal[];
  /** @throws when the server broke a promise that has no number */
  play(stage: Stage, options: O): Promise<Readings>;
}

/** Keeps the names of a workload's options to itself: who runs it knows them by `options` alone. */
export function defineWorkload<O extends Options>(workload: Workload<O>): Workload {
  return workload as unknown as Workload;
}
