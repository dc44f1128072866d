/** What an operator can see of the engine in /metrics. Nothing of it can be tied to a person or a text. */
import { Counter, Gauge, Histogram } from "prom-client";
import type { Metrics } from "../platform/metrics.ts";

/** In seconds; what people feel begins at 0.1. */
const BUCKETS = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5];

export function observe(metrics: Metrics) {
  const registers = [metrics];
  const commits = new Histogram({
    name: "richtschnur_collab_commit_seconds",
    help: "Time that a transaction of the log took, from its start to the disk",
    buckets: BUCKETS,
    registers,
  });
  const rows = new Counter({
    name: "richtschnur_collab_rows_total",
    help: "Rows that the log has taken",
    registers,
  });
  const deliveries = new Histogram({
    name: "richtschnur_collab_write_to_broadcast_seconds",
    help: "Time from the arrival of a change to the moment when all sockets have been given it",
    buckets: BUCKETS,
    registers,
  });
  const refusals = new Counter({
    name: "richtschnur_collab_refusals_total",
    help: "Messages that the guard has refused",
    labelNames: ["reason"],
    registers,
  });

  return {
    committed(milliseconds: number, count: number): void {
      commits.observe(milliseconds / 1000);
      rows.inc(count);
    },
    delivered: (milliseconds: number) => deliveries.observe(milliseconds / 1000),
    refused: (reason: string) => refusals.inc({ reason }),
    gauge(name: string, help: string, value: () => number): void {
      new Gauge({
        name,
        help,
        registers,
        collect() {
          this.set(value());
        },
      });
    },
  };
}
