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

  const closes = new Counter({
    name: "richtschnur_collab_closes_total",
    help: "Sockets that the server has closed, by close code",
    labelNames: ["code"],
    registers,
  });

  function gauge(name: string, help: string, value: () => number): void {
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(value());
      },
    });
  }

  /** For what is counted elsewhere, where it happens a hundred thousand times a second. */
  function total(name: string, help: string, value: () => number): void {
    new Counter({
      name,
      help,
      registers,
      collect() {
        this.reset();
        this.inc(value());
      },
    });
  }

  return {
    committed(milliseconds: number, count: number): void {
      commits.observe(milliseconds / 1000);
      rows.inc(count);
    },
    delivered: (milliseconds: number) => deliveries.observe(milliseconds / 1000),
    refused: (reason: string) => refusals.inc({ reason }),
    closed: (code: number) => closes.inc({ code }),

    watch(read: {
      readonly connections: () => number;
      readonly rooms: () => number;
      readonly stale: () => number;
      readonly documentBytes: () => number;
      readonly received: () => number;
      readonly sent: () => number;
    }): void {
      gauge("richtschnur_collab_connections", "Open sockets", read.connections);
      gauge("richtschnur_collab_rooms", "Documents in memory", read.rooms);
      gauge("richtschnur_collab_stale_listeners", "Sockets too slow for what is sent to them", read.stale);
      gauge("richtschnur_collab_document_bytes", "State of all documents in memory", read.documentBytes);
      total("richtschnur_collab_received_bytes_total", "Bytes of messages received", read.received);
      total("richtschnur_collab_sent_bytes_total", "Bytes of frames sent", read.sent);
    },
  };
}
