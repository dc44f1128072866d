import { timingSafeEqual } from "node:crypto";
import type { Request, RequestHandler } from "express";
import { collectDefaultMetrics, Registry } from "prom-client";
import type { Config } from "./config.ts";

/** Counters of this server; nothing in them can be tied to a person. */
export type Metrics = Registry;

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return registry;
}

const LOOPBACK = new Set(["127.0.0.1", "::1", "::ffff:127.0.0.1"]);
const FORWARDING = [
  "forwarded",
  "via",
  "x-forwarded-for",
  "x-forwarded-host",
  "x-forwarded-proto",
  "x-real-ip",
];

/** Prometheus text, for the loopback address or who knows METRICS_TOKEN. */
export function metricsRoute(metrics: Metrics, { metricsToken, trustProxy }: Config): RequestHandler {
  return async (request, response) => {
    const allowed =
      metricsToken === null
        ? trustProxy === 0 && isFromThisMachine(request)
        : sameText(request.get("authorization") ?? "", `Bearer ${metricsToken}`);
    if (!allowed) {
      response.status(403).type("text").send("Metrics are for the loopback address or METRICS_TOKEN.\n");
      return;
    }
    response.type(metrics.contentType).send(await metrics.metrics());
  };
}

/** A proxy on this machine also comes from the loopback address, but says for whom it asks. */
function isFromThisMachine(request: Request): boolean {
  const forwarded = FORWARDING.some((name) => request.get(name) !== undefined);
  return !forwarded && LOOPBACK.has(request.socket.remoteAddress ?? "");
}

/** Compares without telling by its duration where the texts differ. */
export function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
