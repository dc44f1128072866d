/**
 * @y/websocket-server as it comes: everything in memory. Its protocols package asks for a `@y/y` that was never
 * published; it gets the Yjs that the server itself uses.
 */
import { registerHooks } from "node:module";

registerHooks({
  resolve(specifier, context, next) {
    if (specifier !== "@y/y") return next(specifier, context);
    return next("yjs", { ...context, parentURL: import.meta.resolve("@y/websocket-server/server") });
  },
});
await import("@y/websocket-server/server");
