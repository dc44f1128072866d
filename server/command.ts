/** What the commands that start a server have in common: settings, the interface, and one clear line when it fails. */
import { TemplateFaults } from "#server/templates/index.ts";
import type { App } from "./app.ts";
import { type Config, loadSettingsFile, readConfig, SettingError } from "./platform/config.ts";

/**
 * Runs `start` with the settings of the environment, and stops the server with the process.
 * @param fixed settings that the environment does not change
 * @param usual settings that hold where the environment says nothing
 */
export async function serve(
  start: (config: Config) => Promise<App>,
  fixed: Readonly<Record<string, string>> = {},
  usual: Readonly<Record<string, string>> = {},
): Promise<App> {
  try {
    loadSettingsFile();
    const app = await start(readConfig({ ...usual, ...process.env, ...fixed }));
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void stop(app));
    return app;
  } catch (error) {
    console.error(explain(error));
    process.exit(1);
  }
}

async function stop(app: App): Promise<void> {
  await app.close();
  process.exit(0);
}

/** One clear line for what the person at the keyboard can mend; the whole error for everything else. */
function explain(error: unknown): unknown {
  if (error instanceof SettingError || error instanceof TemplateFaults) return error.message;
  const { code } = error as { code?: string };
  if (code === "EADDRINUSE")
    return `The port ${process.env.PORT ?? 3000} is taken. Stop what listens there, or set PORT.`;
  if (code === "EACCES") return `No right to use the port or the data folder: ${String(error)}`;
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND")
    return `HOST=${process.env.HOST} is no address of this machine.`;
  if (code?.startsWith("SQLITE_")) return `The database in the data folder cannot be used: ${String(error)}`;
  return error;
}
