/** Medians of the rounds as a Markdown table, ratios to ours beside them, and what of the goals is met. */
import { median } from "./samples.ts";
import type { TargetName } from "./targets.ts";
import type { Goal, Readings, Workload } from "./workload.ts";

export type Results = ReadonlyMap<TargetName, readonly Readings[]>;

export function tableOf(workload: Workload, results: Results): string {
  const targets = [...results.keys()];
  const lines = [`| ${["", ...targets].join(" | ")} |`, `|---|${"---:|".repeat(targets.length)}`];
  for (const { key, title, unit } of workload.measures) {
    const cells = targets.map((target) => cell(results, target, key));
    if (cells.some((text) => text !== "–"))
      lines.push(`| ${title}${unit === "" ? "" : `, ${unit}`} | ${cells.join(" | ")} |`);
  }
  return lines.join("\n");
}

/** One line a goal: what was wanted, what was measured, whether it is met. */
export function verdictsOf(workload: Workload, results: Results): { line: string; met: boolean | null }[] {
  return workload.goals.map((goal) => {
    const measure = workload.measures.find(({ key }) => key === goal.measure);
    const own = middle(results, "richtschnur", goal.measure);
    const beside = goal.beside === undefined ? 1 : middle(results, goal.beside, goal.measure);
    const value = own / beside;
    const met = Number.isFinite(value)
      ? value <= (goal.most ?? value) && value >= (goal.least ?? value)
      : null;
    const shown = Number.isFinite(value)
      ? `${digits(value)}${unitOf(goal, measure?.unit ?? "")}`
      : "not measured";
    return { met, line: `${measure?.title}: ${wish(goal, measure?.unit ?? "")} → ${shown}` };
  });
}

function wish(goal: Goal, unit: string): string {
  const bound = goal.most === undefined ? `≥ ${goal.least}` : `≤ ${goal.most}`;
  return goal.beside === undefined ? `${bound}${unitOf(goal, unit)}` : `${bound} × ${goal.beside}`;
}

function unitOf(goal: Goal, unit: string): string {
  if (goal.beside !== undefined) return " ×";
  return unit === "" ? "" : ` ${unit}`;
}

function cell(results: Results, target: TargetName, key: string): string {
  const values = (results.get(target) ?? []).map((readings) => readings[key] ?? Number.NaN);
  const value = median(values);
  if (!Number.isFinite(value)) return "–";
  const finite = values.filter(Number.isFinite);
  const spread = finite.length > 1 ? ` (${digits(Math.min(...finite))}–${digits(Math.max(...finite))})` : "";
  return `${digits(value)}${spread}`;
}

function middle(results: Results, target: TargetName, key: string): number {
  return median((results.get(target) ?? []).map((readings) => readings[key] ?? Number.NaN));
}

/** Three digits that count. */
export function digits(value: number): string {
  if (Number.isInteger(value) || Math.abs(value) >= 1000) return String(Math.round(value));
  return String(Number(value.toPrecision(3)));
}
