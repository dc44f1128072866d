/** The decision record as files. Pure, so that what is written can be read in a test. */
import type { BodyId } from "#shared/ids.ts";
import type { QuestionEntry, RecordEntry } from "#shared/questions.ts";
import { csvOf } from "#shared/spreadsheet.ts";
import { formatDate } from "../i18n/index.ts";
import { pageTexts } from "./page-texts.ts";

/** A line of the record in words. */
export interface RecordLine {
  readonly at: string;
  readonly section: string;
  readonly about: string;
  readonly kind: QuestionEntry["kind"] | "hold";
  readonly step: string;
  readonly answer: string;
  readonly reason: string;
  readonly person: string;
  readonly forBody: string;
  readonly onBehalf: boolean;
  readonly holds: boolean;
}

export function recordLines(
  record: readonly RecordEntry[],
  nameOf: (body: BodyId) => string,
): readonly RecordLine[] {
  const t = pageTexts();
  return record.map((each): RecordLine => {
    if (each.about === "hold") {
      const { hold, lifted } = each;
      return {
        at: hold.at,
        section: "",
        about: t.entries.hold,
        kind: "hold",
        step: t.entries.hold,
        answer:
          lifted === null ? t.until(formatDate(hold.reviewOn)) : t.liftedOn(formatDate(lifted.at), lifted.by),
        reason: hold.reason,
        person: hold.by.name,
        forBody: "",
        onBehalf: hold.onBehalf,
        holds: lifted === null,
      };
    }
    const { entry } = each;
    return {
      at: entry.at,
      section: each.section,
      about: each.text,
      kind: entry.kind,
      step: t.entries[entry.kind],
      answer: answerOf(entry),
      reason: entry.reason,
      person: entry.by.name,
      forBody: entry.forBody === null ? "" : nameOf(entry.forBody),
      onBehalf: entry.onBehalf,
      holds: !each.superseded,
    };
  });
}

function answerOf(entry: QuestionEntry): string {
  const t = pageTexts();
  if (entry.kind === "answered") return entry.inWords;
  if (entry.kind !== "deferred") return "";
  return t.until(formatDate(entry.until)) + (entry.person === null ? "" : `, ${entry.person.name}`);
}

export function signature({ person, forBody, onBehalf }: RecordLine): string {
  const t = pageTexts();
  if (forBody === "") return person;
  return onBehalf ? t.inPlaceOf(person, forBody) : t.for(person, forBody);
}

export function recordMarkdown(title: string, lines: readonly RecordLine[], now: string): string {
  const t = pageTexts();
  const parts = lines.map((line) =>
    [
      `## ${escapeMarkdown(line.about)}`,
      "",
      ...(line.section === "" ? [] : [`*${escapeMarkdown(line.section)}*`, ""]),
      `**${line.step}${line.answer === "" ? "" : `: ${escapeMarkdown(line.answer)}`}**${line.holds ? "" : ` (${t.superseded})`}`,
      ...(line.reason === "" ? [] : ["", `${t.reason}: ${escapeMarkdown(line.reason)}`]),
      "",
      `${escapeMarkdown(signature(line))}, ${formatDate(line.at)}`,
    ].join("\n"),
  );
  return `${[`# ${t.record}: ${escapeMarkdown(title)}`, t.asOf(formatDate(now)), ...parts].join("\n\n")}\n`;
}

export function recordCsv(lines: readonly RecordLine[]): string {
  const t = pageTexts();
  const rows = lines.map((line) => [
    line.at.slice(0, 10),
    line.section,
    line.about,
    line.step,
    line.answer,
    line.reason,
    line.person,
    line.forBody,
    line.onBehalf ? t.yes : t.no,
    line.holds ? t.yes : t.no,
  ]);
  return csvOf([t.csvHead, ...rows]);
}

function escapeMarkdown(text: string): string {
  return text.replaceAll(/[\\`*_[\]<>#|]/g, (sign) => `\\${sign}`).replaceAll("\n", " ");
}
