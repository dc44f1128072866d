import { expect, test } from "vitest";
import { LOCALES } from "#shared/roles.ts";
import { settings, templates } from "./support.ts";

test("there are six kits, in the same order in both languages", () => {
  const keys = ["kmu", "mittelstand", "behoerde", "schule", "soziale-einrichtung", "konzern"];
  for (const locale of LOCALES) expect(templates.kits(locale, "none").map(({ key }) => key)).toEqual(keys);
});

test("the four sections on which people disagree most are in every kit, and seven to ten questions block", () => {
  for (const setting of settings("de")) {
    const kit = templates.kit(setting) ?? expect.fail();
    expect(kit.sections.map(({ key }) => key)).toEqual(
      expect.arrayContaining(["private-and-business", "lead-department", "monitoring", "error-handling"]),
    );
    expect(kit.blocking.length).toBeGreaterThanOrEqual(7);
    expect(kit.blocking.length).toBeLessThanOrEqual(10);
  }
});

test("with a staff representation there is always a section on co-determination; without one most kits have none", () => {
  const without: string[] = [];
  for (const setting of settings("de")) {
    const kit = templates.kit(setting) ?? expect.fail();
    const has = kit.sections.some(({ key }) => key === "co-determination");
    if (setting.representation !== "none") expect([setting.kit, has]).toEqual([setting.kit, true]);
    else if (!has) without.push(kit.key);
  }
  expect([...new Set(without)]).toEqual(["kmu", "mittelstand", "soziale-einrichtung", "konzern"]);
});

test("a guideline speaks the words of its kit, its kind and its staff representation", () => {
  const text = (
    kit: string,
    kind: "guideline" | "instruction",
    representation: "betriebsrat" | "personalrat" | "none",
  ) => JSON.stringify(templates.instantiate({ kit, locale: "de", kind, representation }, {}));
  const authority = text("behoerde", "instruction", "personalrat");
  expect(authority).toContain("Dienstanweisung");
  expect(authority).toContain("dem Personalrat");
  expect(authority).toContain("Dienststellenleitung");
  expect(authority).not.toMatch(/Leitlinie|Betriebsrat|Geschäftsführung/);
  const small = text("kmu", "guideline", "none");
  expect(small).toContain("Vertrauensperson der Belegschaft");
  expect(small).not.toMatch(/Betriebsrat|Personalrat|Dienstanweisung/);
  expect(text("konzern", "guideline", "betriebsrat")).toContain("Konzernbetriebsrat");
});

test("no word of a template is left unfilled", () => {
  for (const locale of LOCALES)
    for (const setting of settings(locale)) {
      const made = JSON.stringify([templates.instantiate(setting, {}), templates.kit(setting)]);
      expect(made).not.toMatch(/(?<!\{)\{[A-Za-z][a-z-]*\}(?!\})|%%/);
    }
});

test("a question is never asked of a staff representation that does not exist", () => {
  for (const setting of settings("de")) {
    const asked = [...templates.sections(setting).values()].flatMap(({ questions }) =>
      questions.flatMap(({ askedOf }) => askedOf),
    );
    expect(asked.includes("betriebsrat")).toBe(setting.representation !== "none");
  }
});

test("an approval takes two steps at most, ends with management, and asks the staff representation where there is one", () => {
  for (const setting of settings("de")) {
    const { approval } = templates.kit(setting) ?? expect.fail();
    expect(approval.length).toBeLessThanOrEqual(2);
    expect(approval.at(-1)?.approve).toContain("geschaeftsfuehrung");
    expect(approval.flatMap(({ consent }) => consent)).toEqual(
      setting.representation === "none" ? [] : ["betriebsrat"],
    );
  }
});

test("proposals fill the draft, and what is given at the start goes before them", () => {
  const setting = {
    kit: "mittelstand",
    locale: "de",
    kind: "guideline",
    representation: "betriebsrat",
  } as const;
  const { variables } = templates.instantiate(setting, { "checks-per-day": "dreimal" }) ?? expect.fail();
  expect(variables["correction-time"]).toBe("4 Stunden");
  expect(variables["service-hours"]).toBe("montags bis freitags von 9 bis 16 Uhr");
  expect(variables["staff-representation"]).toBe("Betriebsrat");
  expect(variables["checks-per-day"]).toBe("dreimal");
  expect(variables["hours-per-week"]).toBeUndefined();
});
