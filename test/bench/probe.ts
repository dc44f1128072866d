/** Loaded into a server process before its own code: answers every "collect" with a full garbage collection. */
process.on("message", (message) => {
  if (message !== "collect") return;
  // Twice: what finalizers let go of in the first is free after the second.
  globalThis.gc?.();
  globalThis.gc?.();
  process.send?.("collected");
});
// Listening must not keep the process alive.
process.channel?.unref();
