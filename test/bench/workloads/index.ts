import type { Workload } from "../workload.ts";
import { fanOut, fanOutBusy } from "./fan-out.ts";
import { history } from "./history.ts";

/** In the order in which they are played and told of. */
export const WORKLOADS: readonly Workload[] = [fanOut, fanOutBusy, history];
