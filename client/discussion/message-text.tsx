/**
 * Messages as people write them: paragraphs, lists, quotes, **strong**, *em*, `code`, links, and mentions. Every word
 * becomes a text node; nothing that somebody wrote is ever read as HTML.
 */
import type { ComponentChildren } from "preact";
import { isSafeHref } from "#shared/document/layout.ts";
import { bodyName } from "../identity/body-names.ts";
import type { Directory } from "./model.ts";

export function MessageText({ text, directory }: { readonly text: string; readonly directory: Directory }) {
  return (
    <div class="message__text">{blocksOf(text).map((block, at) => drawBlock(block, at, directory))}</div>
  );
}

type Block =
  | { readonly type: "paragraph" | "quote"; readonly lines: readonly string[] }
  | { readonly type: "list"; readonly ordered: boolean; readonly items: readonly string[] };

const BULLET = /^\s*[-*]\s+(.*)$/;
const NUMBER = /^\s*\d{1,3}[.)]\s+(.*)$/;
const QUOTE = /^\s*>\s?(.*)$/;

function blocksOf(text: string): readonly Block[] {
  const blocks: Block[] = [];
  for (const part of text.split(/\n{2,}/)) {
    const lines = part.split("\n");
    for (const [kind, run] of runsOf(lines)) {
      if (kind === "paragraph") blocks.push({ type: "paragraph", lines: run });
      else if (kind === "quote") blocks.push({ type: "quote", lines: run });
      else blocks.push({ type: "list", ordered: kind === "number", items: run });
    }
  }
  return blocks;
}

type LineKind = "paragraph" | "quote" | "bullet" | "number";

/** Adjoining lines of one kind, without what marks them. */
function runsOf(lines: readonly string[]): [LineKind, string[]][] {
  const runs: [LineKind, string[]][] = [];
  for (const line of lines) {
    const [kind, words] = readLine(line);
    const last = runs.at(-1);
    if (last?.[0] === kind) last[1].push(words);
    else runs.push([kind, [words]]);
  }
  return runs;
}

function readLine(line: string): [LineKind, string] {
  for (const [kind, pattern] of [
    ["bullet", BULLET],
    ["number", NUMBER],
    ["quote", QUOTE],
  ] as const) {
    const words = pattern.exec(line)?.[1];
    if (words !== undefined) return [kind, words];
  }
  return ["paragraph", line];
}

function drawBlock(block: Block, key: number, directory: Directory): ComponentChildren {
  if (block.type === "list") {
    const items = block.items.map((item, at) => <li key={at}>{drawInline(item, directory)}</li>);
    return block.ordered ? <ol key={key}>{items}</ol> : <ul key={key}>{items}</ul>;
  }
  const lines = block.lines.flatMap((line, at) => [
    ...(at === 0 ? [] : [<br key={`b${at}`} />]),
    ...drawInline(line, directory),
  ]);
  return block.type === "quote" ? <blockquote key={key}>{lines}</blockquote> : <p key={key}>{lines}</p>;
}

const INLINE =
  /`(?<code>[^`\n]+)`|\*\*(?<strong>[^*\n]+)\*\*|\*(?<em>[^*\n]+)\*|@\[(?<name>[^\]\n]{1,120})\]\((?<who>person|body):(?<id>[A-Za-z0-9_-]{1,64})\)|\[(?<label>[^\]\n]{1,200})\]\((?<href>[^)\s]{1,2000})\)|(?<bare>https?:\/\/[^\s<>()]+[^\s<>().,;:!?])/g;

function drawInline(text: string, directory: Directory): ComponentChildren[] {
  const drawn: ComponentChildren[] = [];
  let at = 0;
  for (const match of text.matchAll(INLINE)) {
    drawn.push(text.slice(at, match.index), drawMatch(match, directory));
    at = match.index + match[0].length;
  }
  return [...drawn, text.slice(at)];
}

function drawMatch(match: RegExpExecArray, directory: Directory): ComponentChildren {
  const { code, strong, em, who, id, name, label, href, bare } = match.groups ?? {};
  if (code !== undefined) return <code key={match.index}>{code}</code>;
  if (strong !== undefined) return <strong key={match.index}>{drawInline(strong, directory)}</strong>;
  if (em !== undefined) return <em key={match.index}>{drawInline(em, directory)}</em>;
  if (id !== undefined) {
    // The name that is true now; a label of somebody's own making is not believed.
    const known = who === "person" ? personName(id, directory) : nameOfBody(id, directory);
    return (
      <span key={match.index} class="mention">
        @{known ?? name}
      </span>
    );
  }
  const address = href ?? bare ?? "";
  if (!isSafeHref(address)) return match[0];
  return (
    <a key={match.index} href={address} target="_blank" rel="noopener noreferrer nofollow">
      {label ?? address}
    </a>
  );
}

function personName(id: string, { people }: Directory): string | undefined {
  return people.find((person) => person.id === id)?.name;
}

function nameOfBody(id: string, { bodies }: Directory): string | undefined {
  const body = bodies.find((each) => each.id === id);
  return body && bodyName(body);
}
