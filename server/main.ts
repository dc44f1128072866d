/** `npm start` */
import { loadEnvFile } from "node:process";
import { TemplateFaults } from "#server/templates/index.ts";
import { openApp } from "./app.ts";
import { ensureClient } from "./platform/client-build.ts";
import { readConfig, SettingError } from "./platform/config.ts";

try {
  loadEnvFile();
} catch {
  // There need not be an .env.
}

try {
  const config = readConfig(process.env);
  const built = await ensureClient();
  if (built) console.log("Built the interface.");
  const app = await openApp(config);
  console.log(`Richtschnur listens on ${app.url}`);
  const link = await app.identity.setupLink();
  if (link !== null) console.log(`Set up your organisation with this link, which works once:\n${link}`);
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void stop(app.close));
} catch (error) {
  console.error(explain(error));
  process.exit(1);
}

async function stop(close: () => Promise<void>): Promise<void> {
  await close();
  process.exit(0);
}

/** One clear line for what the person at the keyboard can mend; the whole error for everything else. */
function explain(error: unknown): unknown {
  if (error instanceof SettingError || error instanceof TemplateFaults) return error.message;
  const { code } = error as { code?: string };
  if (code === "EADDRINUSE")
    return `The port ${process.env.PORT ?? 3000} is taken. Stop what listens there, or set PORT.`;
  if (code === "EACCES") return `No right to use the port or the data folder: ${String(error)}`;
  return error;
}
