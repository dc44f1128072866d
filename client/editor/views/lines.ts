/** What lines say beside their text: list numbers, labels, headings of boxes, checkboxes. Drawn as decorations. */
import { effect } from "@preact/signals";
import type { Node } from "prosemirror-model";
import { type EditorState, Plugin, PluginKey, type Transaction } from "prosemirror-state";
import { Decoration, DecorationSet, type EditorView } from "prosemirror-view";
import type { TextKind } from "#shared/document/layout.ts";
import { schema } from "#shared/document/schema.ts";
import { locale } from "../../i18n/index.ts";
import { toggleTask } from "../commands.ts";
import { editorTexts } from "../texts.ts";
import { createCounters } from "./counters.ts";

const key = new PluginKey<DecorationSet>("lines");

/** Meta of transactions that draw all labels anew. */
const REDRAW_LINES = "richtschnur-redraw-lines";

export function linesPlugin(): Plugin<DecorationSet> {
  return new Plugin<DecorationSet>({
    key,
    state: {
      init: (_config, state) => decorate(state),
      apply(tr, set, _before, state) {
        if (tr.getMeta(REDRAW_LINES) === true) return decorate(state);
        return tr.docChanged ? redecorate(set.map(tr.mapping, tr.doc), tr) : set;
      },
    },
    props: { decorations: (state) => key.getState(state) },
    // Labels are in the language of the interface, which may change while the text is open.
    view: (view) => {
      let first = true;
      const stop = effect(() => {
        locale.value;
        if (first) first = false;
        else view.dispatch(view.state.tr.setMeta(REDRAW_LINES, true).setMeta("addToHistory", false));
      });
      return { destroy: stop };
    },
  });
}

/** Decorations of a section do not change while the section does not. */
const known = new WeakMap<Node, { readonly language: unknown; readonly specs: readonly Spec[] }>();

/** A decoration by its place in the section. */
type Spec =
  | {
      readonly type: "line";
      readonly from: number;
      readonly to: number;
      readonly attributes: Record<string, string>;
    }
  | { readonly type: "task"; readonly at: number; readonly checked: boolean };

function decorate({ doc }: EditorState): DecorationSet {
  const decorations: Decoration[] = [];
  doc.forEach((section, start) => {
    decorations.push(...decorationsOf(section, start));
  });
  return DecorationSet.create(doc, decorations);
}

/** Draws the sections anew that were changed or moved; the others' decorations stay the same objects. */
function redecorate(mapped: DecorationSet, { doc, before, mapping }: Transaction): DecorationSet {
  const stayed = new Map<Node, number>();
  before.forEach((section, start) => {
    const place = mapping.mapResult(start, 1);
    if (!place.deletedAfter) stayed.set(section, place.pos);
  });
  let set = mapped;
  doc.forEach((section, start) => {
    if (stayed.get(section) === start) return;
    set = set.remove(set.find(start + 1, start + section.nodeSize - 1));
    set = set.add(doc, [...decorationsOf(section, start)]);
  });
  return set;
}

function decorationsOf(section: Node, start: number): readonly Decoration[] {
  const t = editorTexts();
  const before = known.get(section);
  const specs = before?.language === t ? before.specs : describe(section);
  known.set(section, { language: t, specs });
  return specs.map((spec) => toDecoration(spec, start));
}

function toDecoration(spec: Spec, start: number): Decoration {
  if (spec.type === "line") return Decoration.node(start + spec.from, start + spec.to, spec.attributes);
  const at = start + spec.at;
  return Decoration.widget(at, (view, position) => checkbox(view, spec.checked, position), {
    side: -1,
    key: `task-${spec.checked}`,
    stopEvent: () => true,
    ignoreSelection: true,
  });
}

function checkbox(view: EditorView, checked: boolean, position: () => number | undefined): HTMLElement {
  const box = document.createElement("input");
  box.type = "checkbox";
  box.className = "task-box";
  box.checked = checked;
  box.disabled = !view.editable;
  box.contentEditable = "false";
  box.setAttribute("aria-label", editorTexts().taskOpen);
  box.addEventListener("change", () => {
    const at = position();
    if (at === undefined) return;
    const hadFocus = document.activeElement === box;
    toggleTask(at - 1)(view.state, view.dispatch);
    // The box has been drawn anew.
    const line = view.nodeDOM(at - 1);
    if (hadFocus && line instanceof HTMLElement) line.querySelector<HTMLElement>(".task-box")?.focus();
  });
  return box;
}

function describe(section: Node): readonly Spec[] {
  const t = editorTexts();
  const specs: Spec[] = [];
  const counters = createCounters();
  section.descendants((node, pos, parent) => {
    const from = pos + 1;
    const to = from + node.nodeSize;
    if (node.type === schema.nodes.box) {
      counters.reset();
      specs.push({ type: "line", from, to, attributes: boxAttributes(node) });
      return true;
    }
    if (node.type !== schema.nodes.block) {
      counters.reset();
      return !node.isLeaf && node.type !== schema.nodes.title;
    }
    const { kind, indent, force, start, checked } = node.attrs;
    const attributes: Record<string, string> = {};
    const spoken: string[] = [];
    if (force !== "none") {
      const label = force === "binding" ? t.binding : t.recommended;
      attributes["data-label"] = label;
      spoken.push(label);
    }
    if (kind === "ordered") {
      const number = counters.next(indent, start);
      attributes["data-number"] = `${number}.`;
      spoken.push(t.spoken.number(number), t.spoken.level(indent + 1));
    } else {
      counters.interrupt(kind === "bullet" || kind === "task" ? indent : -1);
      if (kind === "bullet") spoken.push(t.spoken.bullet, t.spoken.level(indent + 1));
      if (kind === "task")
        spoken.push(checked ? t.spoken.taskDone : t.spoken.task, t.spoken.level(indent + 1));
    }
    Object.assign(attributes, spokenAttributes(kind, spoken.join(", ")));
    if (parent?.type !== schema.nodes.cell && node.content.size === 0) attributes["data-empty"] = "";
    if (Object.keys(attributes).length > 0) specs.push({ type: "line", from, to, attributes });
    if (kind === "task") specs.push({ type: "task", at: from + 1, checked });
    return false;
  });
  return specs;
}

/**
 * What stands beside a line is part of its name. List lines are groups, since they have no list around them that
 * would make them items; headings stay headings.
 */
function spokenAttributes(kind: TextKind, spoken: string): Record<string, string> {
  if (spoken === "") return {};
  if (kind === "h3" || kind === "h4") return { "aria-description": spoken };
  return { role: "group", "aria-label": spoken };
}

function boxAttributes(node: Node): Record<string, string> {
  const t = editorTexts();
  const { type, tone, verdict } = node.attrs as {
    type: string;
    tone: keyof typeof t.tones;
    verdict: keyof typeof t.verdicts;
  };
  const label = type === "example" ? t.verdicts[verdict] : type === "situation" ? t.situation : t.tones[tone];
  return { "data-label": label, role: "group", "aria-label": label };
}
