import type { IncomingMessage } from "node:http";
import type { Config } from "./config.ts";

/**
 * Whether a request that changes something, or a socket, comes from our own pages. Browsers send `Origin` with all of
 * these; programs that send none carry no ambient cookie, so they are no forgery.
 */
export function isOwnOrigin(request: IncomingMessage, { baseUrl }: Config): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined) return request.headers["sec-fetch-site"] !== "cross-site";
  return origin === baseUrl.origin || (baseUrl.protocol === "http:" && origin === `http://${host}`);
}
