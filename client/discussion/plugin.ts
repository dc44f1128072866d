/**
 * What is discussed, drawn in the text: highlights, suggestions in place, a bubble beside every heading and selection,
 * and the keys between text and threads. Drawn as decorations; nothing of it is part of the text.
 */
import { effect } from "@preact/signals";
import type { Node } from "prosemirror-model";
import {
  type Command,
  type EditorState,
  NodeSelection,
  Plugin,
  PluginKey,
  TextSelection,
} from "prosemirror-state";
import { Decoration, DecorationSet, type EditorView } from "prosemirror-view";
import type { Doc } from "yjs";
import type { Thread } from "#shared/discussion.ts";
import { blocks } from "#shared/discussion-rules.ts";
import { openPositions } from "#shared/document/anchors.ts";
import { newId, type SectionId, type ThreadId } from "#shared/ids.ts";
import type { DiscussionKeys } from "../editor/shortcuts.ts";
import { changedWords } from "./changed-words.ts";
import { focusCard } from "./focus-card.ts";
import type { Discussion } from "./model.ts";
import { compositionAt, wholeAt } from "./places.ts";
import { openSelectionBubble } from "./selection-bubble.ts";
import { discussionTexts } from "./texts.ts";
import "./in-text.css";

/** A thread's place in the view. */
interface Spot {
  readonly thread: Thread;
  readonly from: number;
  readonly to: number;
}

interface DiscussionState {
  readonly spots: readonly Spot[];
  readonly set: DecorationSet;
}

const key = new PluginKey<DiscussionState>("discussion");
/** Meta of transactions that draw threads anew. */
const REDRAW = "richtschnur-discussion";
/** How long the text rests before threads are looked up in it anew, in milliseconds. */
const REST = 250;
/** How long it is waited for while others go on writing, in milliseconds. */
const LONGEST = 2000;

export interface DiscussionPluginOptions {
  readonly ydoc: Doc;
  readonly discussion: Discussion;
  /** Shows the panel, at the thread or at what is being written. */
  readonly onShow: () => void;
  /** Whether the panel is in sight, so that choosing a passage may choose its thread. */
  readonly isShown: () => boolean;
}

export function discussionPlugin(options: DiscussionPluginOptions): Plugin<DiscussionState> {
  const { ydoc, discussion, onShow, isShown } = options;

  function draw(state: EditorState): DiscussionState {
    const position = openPositions(ydoc, state.doc);
    const spots: Spot[] = [];
    for (const thread of discussion.threads.peek()) {
      const { place } = thread;
      if (place.on === "section" || place.state === "orphaned") continue;
      if (thread.status !== "open" && thread.id !== discussion.focused.peek()) continue;
      const at = (relative: unknown) => position({ section: thread.sectionId, relative });
      const [from, to] = [at(place.start), at(place.end)];
      if (from !== null && to !== null && from <= to) spots.push({ thread, from, to });
    }
    return { spots, set: decorate(state, spots) };
  }

  function decorate(state: EditorState, spots: readonly Spot[]): DecorationSet {
    const focused = discussion.focused.peek();
    const inText = discussion.inText.peek();
    const drawn = spots.flatMap((spot) => [
      ...highlight(state, spot, spot.thread.id === focused),
      ...(inText ? suggestionIn(state.doc, spot) : []),
    ]);
    const bubbles: Decoration[] = [];
    if (discussion.standing.peek()?.comments === true)
      state.doc.forEach((section, pos) => {
        const { open = 0, concerns = 0 } = discussion.counts.peek().get(section.attrs.id) ?? {};
        const title = section.firstChild?.textContent ?? "";
        bubbles.push(
          Decoration.widget(pos + 1, () => bubble(section.attrs.id, title, open, concerns), {
            key: `bubble:${section.attrs.id}:${title}:${open}:${concerns}`,
            side: -1,
            ignoreSelection: true,
            stopEvent: () => true,
          }),
        );
      });
    return DecorationSet.create(state.doc, [...drawn, ...bubbles]);
  }

  function bubble(sectionId: SectionId, title: string, open: number, concerns: number): HTMLElement {
    const t = discussionTexts();
    const button = document.createElement("button");
    button.type = "button";
    button.className = concerns > 0 ? "bubble bubble--concern" : open > 0 ? "bubble bubble--open" : "bubble";
    button.contentEditable = "false";
    button.setAttribute("aria-label", t.composeOn(title || t.untitled, open));
    button.title = t.composeOn(title || t.untitled, open);
    button.dataset.count = open > 0 ? String(open) : "";
    button.addEventListener("mousedown", (event) => event.preventDefault());
    button.addEventListener("click", () => {
      discussion.compose({
        id: newId<ThreadId>(),
        sectionId,
        anchor: null,
        kind: "comment",
        body: "",
        onBehalfOf: null,
        addressedTo: null,
        action: "replace",
        text: "",
      });
      onShow();
    });
    return button;
  }

  const compose: Command = (state) => {
    if (discussion.standing.peek()?.comments !== true) return false;
    const composition = compositionAt(ydoc, state);
    if (composition === null) return false;
    discussion.compose(composition);
    onShow();
    return true;
  };

  /** From the text to the thread at the caret. */
  const toThread: Command = (state) => {
    const found = threadsAt(key.getState(state)?.spots ?? [], state.selection.from, state.selection.to);
    const [thread] = found;
    if (thread === undefined) return false;
    discussion.focus(thread.id);
    onShow();
    focusCard(thread.id);
    return true;
  };

  const commands: DiscussionKeys = { "Mod-Alt-m": compose, "Mod-Alt-d": toThread };

  /** By the place of the key: with Alt it gives another letter on some keyboards. */
  function onKey(view: EditorView, event: KeyboardEvent): boolean {
    if (!(event.ctrlKey || event.metaKey) || !event.altKey) return false;
    for (const [keys, command] of Object.entries(commands))
      if (event.code === `Key${keys.slice(-1).toUpperCase()}`)
        return command(view.state, view.dispatch, view);
    return false;
  }

  return new Plugin<DiscussionState>({
    key,
    state: {
      init: (_config, state) => draw(state),
      apply(tr, before, _old, state) {
        if (tr.getMeta(REDRAW) === true) return draw(state);
        if (!tr.docChanged) return before;
        return {
          spots: before.spots.map((spot) => ({
            ...spot,
            from: tr.mapping.map(spot.from, 1),
            to: tr.mapping.map(spot.to, -1),
          })),
          set: before.set.map(tr.mapping, tr.doc),
        };
      },
    },
    props: {
      decorations: (state) => key.getState(state)?.set,
      handleClick(view, pos) {
        const [thread] = threadsAt(key.getState(view.state)?.spots ?? [], pos, pos);
        if (thread === undefined) {
          discussion.focus(null);
          return false;
        }
        discussion.focus(thread.id);
        if (!view.editable && !isShown()) onShow();
        return false;
      },
      handleKeyDown: onKey,
      handleDOMEvents: {
        // ProseMirror hears no keys in a text that may only be read.
        keydown(view, event) {
          if (view.editable || !(onKey(view, event) || readingKeys(view, event))) return false;
          event.preventDefault();
          return true;
        },
      },
    },
    view(view) {
      const paper = openSelectionBubble(view, () => compose(view.state, view.dispatch, view));
      let next: ReturnType<typeof setTimeout> | null = null;
      let rest: ReturnType<typeof setTimeout> | null = null;
      let changedAt = 0;
      const forget = () => {
        if (next !== null) clearTimeout(next);
        if (rest !== null) clearTimeout(rest);
        next = rest = null;
      };
      const redraw = () => {
        forget();
        if (view.isDestroyed) return;
        view.dispatch(view.state.tr.setMeta(REDRAW, true).setMeta("addToHistory", false));
        tellPositions();
      };
      const tellPositions = () => {
        const spots = key.getState(view.state)?.spots ?? [];
        discussion.placed(
          new Map(spots.map(({ thread, from }) => [thread.id, from])),
          new Map(
            spots.flatMap(({ thread, from }) => {
              const whole = wholeAt(view.state.doc, from);
              return thread.place.quote === "" && whole !== null ? [[thread.id, whole] as const] : [];
            }),
          ),
        );
      };
      const stop = effect(() => {
        discussion.threads.value;
        discussion.focused.value;
        discussion.inText.value;
        discussion.standing.value;
        discussionTexts();
        next ??= setTimeout(redraw);
      });
      return {
        update(updated, before) {
          paper.update(discussion.standing.peek()?.comments === true);
          // Positions that were mapped along are looked up again once the text rests.
          if (updated.state.doc === before.doc) return;
          const now = performance.now();
          if (rest === null) changedAt = now;
          else clearTimeout(rest);
          rest = setTimeout(redraw, Math.max(0, Math.min(REST, changedAt + LONGEST - now)));
        },
        destroy() {
          stop();
          paper.destroy();
          forget();
        },
      };
    },
  });
}

/** Threads at a place, the shortest first: it is the one that was meant. */
function threadsAt(spots: readonly Spot[], from: number, to: number): readonly Thread[] {
  return spots
    .filter((spot) => spot.from <= to && spot.to >= from)
    .sort((a, b) => a.to - a.from - (b.to - b.from))
    .map(({ thread }) => thread);
}

function highlight(state: EditorState, { thread, from, to }: Spot, isFocused: boolean): Decoration[] {
  const classes = [
    "discussed",
    `discussed--${thread.kind}`,
    blocks(thread) ? "discussed--blocks" : "",
    isFocused ? "discussed--focused" : "",
  ];
  const attributes = { class: classes.filter(Boolean).join(" ") };
  const node = state.doc.nodeAt(from);
  if (from === to && node !== null && !node.isInline)
    return [Decoration.node(from, from + node.nodeSize, { class: `${attributes.class} discussed--object` })];
  return from === to ? [] : [Decoration.inline(from, to, attributes)];
}

/** Struck and inserted words in place, with who proposes them. */
function suggestionIn(doc: Node, { thread, from, to }: Spot): Decoration[] {
  const { suggestion, place } = thread;
  if (suggestion === null || thread.status !== "open" || suggestion.outdated || place.share < 1) return [];
  const { action, text } = suggestion;
  if (place.on === "block") {
    const object = place.quote === "" ? doc.nodeAt(from) : null;
    const isObject = object?.isBlock === true;
    const behind = isObject ? from + object.nodeSize : behindBlock(doc, to, place.line);
    const lines = action === "delete" ? [] : [inserted(thread, behind, text, true)];
    if (action === "insert") return lines;
    if (isObject)
      return [
        Decoration.node(from, behind, { class: "suggested suggested--out suggested--object" }),
        ...lines,
      ];
  }
  if (action === "delete") return [struck(from, to)];
  if (action === "insert") return [inserted(thread, to, text)];
  const positions = tokenPositions(doc, from, to);
  const at = (token: number) => positions[token] ?? to;
  return changedWords(place.quote, suggestion.text).flatMap(({ from: start, to: end, text }) => [
    ...(end > start ? [struck(at(start), at(end))] : []),
    ...(text === "" ? [] : [inserted(thread, at(end), text)]),
  ]);
}

/** Behind the line that ends a block, or behind the box that is meant as a whole. */
function behindBlock(doc: Node, to: number, id: string | null): number {
  const $to = doc.resolve(to);
  return $to.after($to.node(-1).attrs.id === id ? $to.depth - 1 : $to.depth);
}

/** Where the tokens of a passage stand in the view: one position each, the end of a line where the next one follows. */
function tokenPositions(doc: Node, from: number, to: number): readonly number[] {
  const positions: number[] = [];
  let lineEnd: number | null = null;
  doc.nodesBetween(from, to, (node, pos) => {
    if (!node.isTextblock) return true;
    if (lineEnd !== null) positions.push(lineEnd);
    lineEnd = pos + 1 + node.content.size;
    for (let at = Math.max(pos + 1, from); at < Math.min(lineEnd, to); at++) positions.push(at);
    return false;
  });
  return positions;
}

function struck(from: number, to: number): Decoration {
  return Decoration.inline(from, to, { class: "suggested suggested--out" });
}

function inserted(thread: Thread, at: number, text: string, inLines = false): Decoration {
  return Decoration.widget(
    at,
    () => {
      const element = document.createElement("ins");
      element.className = inLines ? "suggested suggested--in suggested--lines" : "suggested suggested--in";
      element.contentEditable = "false";
      element.textContent = text;
      element.title = thread.author.name;
      return element;
    },
    { key: `${thread.id}:${at}:${text}`, side: 1, ignoreSelection: true },
  );
}

/** Who only reads has no caret: lines are chosen with the arrows, and words with Shift. */
function readingKeys(view: EditorView, event: KeyboardEvent): boolean {
  if (event.altKey || event.ctrlKey || event.metaKey) return false;
  const { doc, selection } = view.state;
  if (event.shiftKey && (event.key === "ArrowRight" || event.key === "ArrowLeft")) {
    const { $from, anchor, head } = selection;
    if (!$from.parent.inlineContent) return false;
    const text = doc.textBetween($from.start(), $from.end(), "", "x");
    const offset = head - $from.start();
    const isWhole = anchor === $from.start() && head === $from.end();
    const next =
      event.key === "ArrowRight"
        ? (/\s*\S+/.exec(text.slice(isWhole ? 0 : offset))?.[0].length ?? 0) + (isWhole ? 0 : offset)
        : text.slice(0, offset).replace(/\S+\s*$/, "").length;
    const to = Math.max($from.start() + next, anchor);
    view.dispatch(view.state.tr.setSelection(TextSelection.create(doc, anchor, to)));
    return true;
  }
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (step === 0 || event.shiftKey) return false;
  const lines: { from: number; to: number; isObject: boolean }[] = [];
  doc.descendants((node, pos) => {
    if (node.isTextblock) lines.push({ from: pos + 1, to: pos + 1 + node.content.size, isObject: false });
    else if (node.isAtom && NodeSelection.isSelectable(node))
      lines.push({ from: pos, to: pos + node.nodeSize, isObject: true });
    return !node.isTextblock;
  });
  const at = lines.findIndex(({ to }) => to >= selection.from);
  const isOn = lines[at]?.from === selection.from && lines[at]?.to === selection.to;
  const next = lines[isOn ? at + step : Math.max(at, 0)];
  if (next === undefined) return false;
  const chosen = next.isObject
    ? NodeSelection.create(doc, next.from)
    : TextSelection.create(doc, next.from, next.to);
  view.dispatch(view.state.tr.setSelection(chosen).scrollIntoView());
  return true;
}
