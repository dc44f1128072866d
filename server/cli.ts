/** `npm run cli -- user add | reset-password | deactivate`, `audit verify`, `room <id>`: for what has no screen, beside a running server or without. */
import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import type { z } from "zod";
import { mountAudit } from "#server/audit/index.ts";
import { reportRoom } from "#server/collab/index.ts";
import { mountIdentity } from "#server/identity/index.ts";
import { reviewWitness } from "#server/reviews/index.ts";
import { versionWitness } from "#server/versions/index.ts";
import { personRequest } from "#shared/identity.ts";
import { systemClock } from "./platform/clock.ts";
import { type Config, loadSettingsFile, readConfig, SettingError } from "./platform/config.ts";
import { openDatabase } from "./platform/db.ts";
import { AppError } from "./platform/errors.ts";
import { createEvents } from "./platform/events.ts";
import { createLog } from "./platform/log.ts";

const USAGE = `Usage:
  npm run cli -- user add --email <address> --name <name> --password <password> [--role admin] [--body <key>]…
  npm run cli -- user reset-password --email <address> --password <password>
  npm run cli -- user deactivate --email <address>
  npm run cli -- audit verify
  npm run cli -- room <id>`;

/** What the person at the keyboard can mend. */
class UsageError extends Error {}

const { values, positionals } = readArguments();
const [first = "", ...others] = positionals;

try {
  console.log(await (first === "room" ? room(others) : run(positionals.join(" "))));
} catch (error) {
  const known = error instanceof UsageError || error instanceof AppError || error instanceof SettingError;
  console.error(known ? error.message : error);
  process.exitCode = 1;
}

function settings(): Config {
  loadSettingsFile();
  const config = readConfig(process.env);
  if (!existsSync(config.dbFile))
    throw new UsageError(`There is no database at ${config.dbFile}. Start the server once, or set DATA_DIR.`);
  return config;
}

async function room([id, ...more]: readonly string[]): Promise<string> {
  if (id === undefined || more.length > 0) throw new UsageError(`Which guideline?\n${USAGE}`);
  const lines = await reportRoom(settings().dbFile, id);
  if (lines === null) throw new UsageError(`There is no text of a guideline “${id}”.`);
  return lines.join("\n");
}

async function run(command: string): Promise<string> {
  const config = settings();
  const db = openDatabase(config.dbFile);
  const log = createLog("silent");
  const audit = mountAudit({ db, clock: systemClock });
  audit.heardBy(() => versionWitness(db));
  audit.heardBy(() => reviewWitness(db));
  const { service } = mountIdentity({
    db,
    config,
    events: createEvents(() => {}),
    clock: systemClock,
    log,
    mailer: null,
    audit,
  });
  try {
    switch (command) {
      case "user add": {
        const { body: bodyKeys = [], ...rest } = values;
        const person = await service.addPerson({ ...read(personRequest, rest), bodyKeys });
        return `Added ${person.name} (${person.email}).`;
      }
      case "user reset-password": {
        const { email, password } = read(personRequest.pick({ email: true, password: true }), values);
        await service.resetPassword(email, password);
        return `${email} has a new password. All sessions have ended.`;
      }
      case "user deactivate": {
        const { email } = read(personRequest.pick({ email: true }), values);
        await service.deactivate(email);
        return `The account of ${email} is closed. Open windows lose it within a second.`;
      }
      case "audit verify": {
        const verification = await audit.verify();
        if (!verification.sound)
          throw new UsageError(`The audit log is broken at ${verification.row}: ${verification.problem}.`);
        const { rows, head } = verification;
        return `All ${rows} rows are as they were written${head === null ? "" : `; the last one is ${head}`}.`;
      }
      default:
        throw new UsageError(
          `${command === "" ? "What should be done?" : `There is no command “${command}”.`}\n${USAGE}`,
        );
    }
  } finally {
    await db.destroy();
  }
}

function read<T extends z.ZodType>(schema: T, given: unknown): z.output<T> {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map(({ path, message }) => `--${path.join(".")}: ${message}`);
  throw new UsageError(`${lines.join("\n")}\n${USAGE}`);
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        email: { type: "string" },
        name: { type: "string" },
        password: { type: "string" },
        role: { type: "string" },
        body: { type: "string", multiple: true },
      },
    });
  } catch (error) {
    console.error(`${(error as Error).message}\n${USAGE}`);
    process.exit(1);
  }
}
