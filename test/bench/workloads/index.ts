import type { Workload } from "../workload.ts";
import { cursors } from "./cursors.ts";
import { fanOut, fanOutBusy } from "./fan-out.ts";
import { flood } from "./flood.ts";
import { history } from "./history.ts";
import { idle } from "./idle.ts";
import { kill } from "./kill.ts";
import { many } from "./many.ts";
import { quiet } from "./quiet.ts";
import { soak } from "./soak.ts";
import { stalled } from "./stalled.ts";

/** In the order in which they are played and told of. */
export const WORKLOADS: readonly Workload[] = [
  fanOut,
  fanOutBusy,
  history,
  many,
  cursors,
  stalled,
  idle,
  quiet,
  kill,
  flood,
  soak,
];
