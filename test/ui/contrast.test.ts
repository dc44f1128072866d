/** WCAG 2.2: text 4.5:1 (1.4.3), borders of controls and drawings that mean something 3:1 (1.4.11). */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { PERSON_COLOURS } from "#shared/roles.ts";

type Tokens = ReadonlyMap<string, string>;

const sheet = readFileSync(new URL("../../client/ui/tokens.css", import.meta.url), "utf8");
const light = tokensOf(':root[data-theme="light"]');
const dark = tokensOf(':root[data-theme="dark"]');
const system = tokensOf(':root[data-theme="system"]');

const GROUNDS = ["paper", "surface", "sunk"];
const MEANINGS = ["accent", "concern", "return", "agreed", "suggestion"];
const TEXT_PAIRS = [
  ...["ink", "quiet", ...MEANINGS].flatMap((text) => GROUNDS.map((ground) => [text, ground] as const)),
  ...MEANINGS.map((meaning) => [meaning, `${meaning}-wash`] as const),
  ...MEANINGS.map((meaning) => ["ink", `${meaning}-wash`] as const),
  ["on-accent", "accent"] as const,
  ...PERSON_COLOURS.map((colour) => ["on-person", `person-${colour}`] as const),
];
const CONTROL_PAIRS = [
  ...["control", "accent", "quiet", "concern", "agreed"].flatMap((line) =>
    ["paper", "surface"].map((ground) => [line, ground] as const),
  ),
  ...PERSON_COLOURS.map((colour) => [`person-${colour}`, "paper"] as const),
];

test.each([
  ["light", light],
  ["dark", dark],
] as const)("text stands out 4.5:1 from every ground it may stand on, %s", (_name, tokens) => {
  expect(tooFaint(TEXT_PAIRS, tokens, 4.5)).toEqual([]);
});

test.each([
  ["light", light],
  ["dark", dark],
] as const)("controls and knots stand out 3:1, %s", (_name, tokens) => {
  expect(tooFaint(CONTROL_PAIRS, tokens, 3)).toEqual([]);
});

test("a dark device shows what the choice of dark shows", () => {
  expect(Object.fromEntries(system)).toEqual(Object.fromEntries(dark));
});

/** The pairs below the ratio, each with its own. */
function tooFaint(pairs: readonly (readonly [string, string])[], tokens: Tokens, least: number): string[] {
  return pairs
    .map(([front, back]) => ({ front, back, ratio: contrast(colour(tokens, front), colour(tokens, back)) }))
    .filter(({ ratio }) => ratio < least)
    .map(({ front, back, ratio }) => `${front} on ${back} ${ratio.toFixed(2)}`);
}

/** Colours of the first rule whose selector list holds `selector`; those in words or with alpha are left out. */
function tokensOf(selector: string): Tokens {
  const start = sheet.indexOf(selector);
  if (start === -1) throw new RangeError(`tokens.css has no rule for ${selector}`);
  const rule = sheet.slice(sheet.indexOf("{", start), sheet.indexOf("}", start));
  return new Map(
    [...rule.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)].map(([, name = "", value = ""]) => [name, value]),
  );
}

function colour(tokens: Tokens, name: string): string {
  const value = tokens.get(name);
  if (value === undefined) throw new RangeError(`tokens.css has no colour --${name}`);
  return value;
}

function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

/** Relative luminance of sRGB, 0 to 1. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
