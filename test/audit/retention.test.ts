/** Steps of a text are kept for 30 days; longer only with a reason, which everybody who looks can read. */
import { expect, test } from "vitest";
import { readConfig, SettingError } from "#server/platform/config.ts";
import type { AuditPage } from "#shared/audit.ts";
import { anAppAtWork } from "#test/support/app.ts";

test("a longer time without a reason stops the start with one line", () => {
  const longer = { DATA_DIR: "data", COLLAB_LOG_DAYS: "90" };
  expect(() => readConfig(longer)).toThrow(SettingError);
  expect(() => readConfig(longer)).toThrow(/COLLAB_LOG_REASON/);
  expect(readConfig({ ...longer, COLLAB_LOG_REASON: "Vereinbart" })).toMatchObject({
    collabLogDays: 90,
    collabLogReason: "Vereinbart",
  });
});

test("another time than before is recorded with its reason, the usual one is not", async () => {
  const settings = async (env: Readonly<Record<string, string>>) => {
    await using work = await anAppAtWork({ env });
    const { rows } = await work.admin.ask<AuditPage>("GET", "/api/audit");
    return rows.flatMap(({ entry }) => (entry.kind === "setting.logDays" ? [entry] : []));
  };
  expect(await settings({})).toEqual([]);
  expect(
    await settings({ COLLAB_LOG_DAYS: "60", COLLAB_LOG_REASON: "Mit dem Betriebsrat vereinbart" }),
  ).toEqual([{ kind: "setting.logDays", days: 60, reason: "Mit dem Betriebsrat vereinbart" }]);
});
