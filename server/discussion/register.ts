/** The register of concerns as a file: every concern with its way and its end, in the language of the reader. */
import type { Thread } from "#shared/discussion.ts";
import type { ThreadStatus } from "#shared/discussion-limits.ts";
import type { SectionId } from "#shared/ids.ts";
import type { Locale } from "#shared/roles.ts";
import { csvOf } from "#shared/spreadsheet.ts";

export interface RegisterNames {
  readonly locale: Locale;
  /** Title of the guideline. */
  readonly title: string;
  readonly section: (id: SectionId) => string;
  readonly body: (id: string) => string;
}

export function registerCsv(concerns: readonly Thread[], names: RegisterNames): string {
  const t = TEXTS[names.locale];
  const rows = concerns.map((concern) => [
    concern.number,
    names.section(concern.sectionId),
    concern.onBehalfOf === null ? t.own : names.body(concern.onBehalfOf),
    concern.author.name,
    concern.createdAt.slice(0, 10),
    concern.place.quote,
    concern.messages[0]?.text ?? "",
    t.statuses[concern.status] ?? concern.status,
    endOf(concern)?.at.slice(0, 10) ?? "",
    endOf(concern)?.by.name ?? "",
    endOf(concern)?.reason ?? "",
    concern.steps.map((step) => stepText(step, t, names)).join(" | "),
  ]);
  return csvOf([t.columns, ...rows]);
}

export function registerMarkdown(concerns: readonly Thread[], names: RegisterNames): string {
  const t = TEXTS[names.locale];
  const parts = concerns.map((concern) => {
    const [first, ...answers] = concern.messages.filter((message) => message.deletedAt === null);
    return [
      `## ${t.concern} ${concern.number}: ${inline(names.section(concern.sectionId))}`,
      `**${t.columns[2]}:** ${inline(concern.onBehalfOf === null ? t.own : names.body(concern.onBehalfOf))}  `,
      `**${t.columns[7]}:** ${t.statuses[concern.status] ?? concern.status}`,
      ...(concern.place.quote === "" ? [] : [quoted(concern.place.quote)]),
      ...(first === undefined ? [] : [`${inline(first.author.name)}: ${plain(first.text)}`]),
      ...answers.map(
        (answer) => `- ${inline(answer.author.name)}: ${plain(answer.text).replaceAll("\n", " ")}`,
      ),
      ...concern.steps.map((step) => `- ${inline(stepText(step, t, names))}`),
    ].join("\n\n");
  });
  return [`# ${t.register}: ${inline(names.title)}`, ...parts].join("\n\n").concat("\n");
}

function endOf({ status, steps }: Thread) {
  return status === "open" ? undefined : steps.at(-1);
}

function stepText(step: Thread["steps"][number], t: RegisterTexts, names: RegisterNames): string {
  const body = step.body === null ? "" : `, ${names.body(step.body)}`;
  const reason = step.reason === null ? "" : `: ${step.reason}`;
  return `${step.at.slice(0, 10)} ${t.statuses[step.status] ?? step.status} (${step.by.name}${body})${reason}`;
}

/** Mentions without their addresses. */
function plain(text: string): string {
  return text
    .replaceAll(/@\[([^\]\n]{1,120})\]\((?:person|body):[A-Za-z0-9_-]{1,64}\)/g, "@$1")
    .replaceAll("<", "\\<");
}

function inline(text: string): string {
  return text.replaceAll(/[\\`*_[\]<>#|]/g, "\\$&").replaceAll(/\s+/g, " ");
}

function quoted(text: string): string {
  return text
    .split(/[\n\v]/)
    .map((line) => `> ${inline(line)}`)
    .join("\n");
}

interface RegisterTexts {
  readonly register: string;
  readonly concern: string;
  readonly own: string;
  readonly columns: readonly string[];
  readonly statuses: Readonly<Partial<Record<ThreadStatus, string>>>;
}

const TEXTS: Readonly<Record<Locale, RegisterTexts>> = {
  de: {
    register: "Register der Bedenken",
    concern: "Bedenken",
    own: "eigenes Bedenken",
    columns: [
      "Nr.",
      "Abschnitt",
      "Für",
      "Geäußert von",
      "Am",
      "Stelle",
      "Wortlaut",
      "Stand",
      "Ende am",
      "Beendet von",
      "Grund",
      "Verlauf",
    ],
    statuses: {
      open: "offen",
      settled: "erledigt",
      withdrawn: "zurückgezogen",
      notFollowed: "nicht gefolgt",
    },
  },
  en: {
    register: "Register of concerns",
    concern: "Concern",
    own: "personal concern",
    columns: [
      "No.",
      "Section",
      "For",
      "Raised by",
      "On",
      "Passage",
      "Wording",
      "Status",
      "Ended on",
      "Ended by",
      "Reason",
      "Course",
    ],
    statuses: { open: "open", settled: "settled", withdrawn: "withdrawn", notFollowed: "not followed" },
  },
};
