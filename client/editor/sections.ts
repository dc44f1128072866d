/** What is done to whole sections, mostly from the cord. All of it can be undone, and nothing of it touches text. */
import { type ReadonlySignal, signal } from "@preact/signals";
import type { AbstractType, Doc, YEvent, Map as YMap } from "yjs";
import { buildSection } from "#shared/document/build.ts";
import type { SectionContent } from "#shared/document/content.ts";
import {
  bringBackSection,
  describeSection,
  moveSection,
  type OutlineSection,
  type RemovedSection,
  removedSections,
  removeSection,
} from "#shared/document/outline.ts";
import { readOrder } from "#shared/document/read.ts";
import { schema } from "#shared/document/schema.ts";
import { rootsOf } from "#shared/document/to-doc.ts";
import { readVariables, setVariable } from "#shared/document/variables.ts";
import type { TemplateContent } from "#shared/templates.ts";
import { toast } from "../ui/toast.tsx";
import type { LiveView } from "./live-view.ts";
import { editorTexts } from "./texts.ts";

export interface Sections {
  readonly outline: ReadonlySignal<readonly OutlineSection[]>;
  readonly removed: ReadonlySignal<readonly RemovedSection[]>;
  /**
   * Adds a section behind the one in which the reader is, and goes there. Its `variables` fill only what is empty.
   */
  addSection(content: SectionContent & Partial<Pick<TemplateContent, "variables">>): void;
  renameSection(id: string, title: string): void;
  /** @param index where it stands afterwards, counted in the new order */
  moveSection(id: string, index: number): void;
  removeSection(id: string): void;
  bringBack(id: string): void;
}

/** How long the outline may be behind the text, in milliseconds. */
const REST = 100;

interface SectionsOptions {
  /** What is known before the text is in step with the server. */
  readonly outline: readonly OutlineSection[];
  readonly live: ReadonlySignal<LiveView | null>;
  readonly current: ReadonlySignal<string | null>;
  readonly edit: (change: () => void) => void;
  readonly goTo: (section: string) => void;
}

/** @returns the sections; they follow the shared document from `follow` on, until `destroy` */
export function createSections(ydoc: Doc, options: SectionsOptions) {
  const { live, current, edit, goTo } = options;
  const { sections, order } = rootsOf(ydoc);
  const outline = signal(options.outline);
  const removed = signal<readonly RemovedSection[]>([]);
  const described = new Map<string, OutlineSection>();
  /** Sections that have changed since they were described, and whether the order of all has. */
  const changed = new Set<string>();
  let reordered = true;

  const read = () => {
    for (const id of changed) described.delete(id);
    changed.clear();
    const next = readOrder(order, sections).map((id) => {
      const section = described.get(id) ?? describeSection(id, sections.get(id) as YMap<unknown>);
      described.set(id, section);
      return section;
    });
    if (JSON.stringify(next) !== JSON.stringify(outline.value)) outline.value = next;
    if (reordered) removed.value = removedSections(ydoc);
    reordered = false;
  };
  // Often in one turn of the event loop, and nobody reads the cord as fast as all type.
  let timer: ReturnType<typeof setTimeout> | null = null;
  const readSoon = () => {
    timer ??= setTimeout(() => {
      timer = null;
      read();
    }, REST);
  };
  const onSections = (events: readonly YEvent<AbstractType<unknown>>[]) => {
    for (const event of events) {
      if (event.target === sections) reordered = true;
      else changed.add(String(event.path[0]));
    }
    readSoon();
  };
  // What stands where in the cord is asked for right behind the change; focus depends on it.
  const onOrder = () => {
    reordered = true;
    queueMicrotask(read);
  };

  const titleOf = (id: string) =>
    outline.value.find((section) => section.id === id)?.title || editorTexts().untitled;

  const actions: Sections = {
    outline,
    removed,
    addSection(added) {
      const index =
        current.value === null ? -1 : outline.value.findIndex((section) => section.id === current.value);
      edit(() => {
        const id = buildSection(ydoc, added, index < 0 ? outline.value.length : index + 1);
        const present = readVariables(ydoc);
        for (const [name, value] of Object.entries(added.variables ?? {}))
          if (!present[name]) setVariable(ydoc, name, value);
        queueMicrotask(() => goTo(id));
      });
    },
    renameSection(id, title) {
      const view = live.value?.view;
      view?.state.doc.forEach((node, pos) => {
        const old = node.firstChild;
        if (node.attrs.id !== id || old === null) return;
        const tr = view.state.tr;
        if (title === "") tr.delete(pos + 2, pos + 2 + old.content.size);
        else tr.replaceWith(pos + 2, pos + 2 + old.content.size, schema.text(title));
        view.dispatch(tr);
      });
    },
    moveSection(id, index) {
      edit(() => moveSection(ydoc, id, index));
    },
    removeSection(id) {
      const title = titleOf(id);
      const index = outline.value.findIndex((section) => section.id === id);
      edit(() => removeSection(ydoc, id));
      toast(editorTexts().removedToast(title), () => edit(() => bringBackSection(ydoc, id, index)));
    },
    bringBack(id) {
      edit(() => bringBackSection(ydoc, id, outline.value.length));
      queueMicrotask(() => goTo(id));
    },
  };
  // A draft can be left before it has become live.
  let follows = false;
  return {
    actions,
    /** Moves a section over its neighbour; false where there is none. */
    step(id: string, by: 1 | -1): boolean {
      const index = outline.value.findIndex((section) => section.id === id) + by;
      if (index < 0 || index >= outline.value.length) return false;
      actions.moveSection(id, index);
      return true;
    },
    follow() {
      follows = true;
      sections.observeDeep(onSections);
      order.observe(onOrder);
      read();
    },
    destroy() {
      if (timer !== null) clearTimeout(timer);
      if (!follows) return;
      sections.unobserveDeep(onSections);
      order.unobserve(onOrder);
    },
  };
}
