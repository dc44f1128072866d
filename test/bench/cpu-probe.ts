/** Loaded into a server process before its own code: answers every "cpu" with the CPU time used, in microseconds. */
process.on("message", (message) => {
  if (message !== "cpu") return;
  const { user, system } = process.cpuUsage();
  process.send?.(user + system);
});
// Listening must not keep the process alive.
process.channel?.unref();
