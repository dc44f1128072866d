/**
 * Loaded into a server process before its own code: answers every "collect" with the bytes that it holds after a full
 * garbage collection, on the heap and outside of it.
 */
process.on("message", (message) => {
  if (message !== "collect") return;
  // Twice: what finalizers let go of in the first is free after the second.
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  process.send?.(heapUsed + external);
});
// Listening must not keep the process alive.
process.channel?.unref();
