/** Everything around one open draft: connection, view, and what the screen shows of them. Signals; no drawing. */
import { type ReadonlySignal, signal } from "@preact/signals";
import type { Command, EditorState } from "prosemirror-state";
import { TextSelection } from "prosemirror-state";
import { Doc } from "yjs";
import type { Content } from "#shared/collab.ts";
import { buildSection } from "#shared/document/build.ts";
import type { SectionContent } from "#shared/document/content.ts";
import {
  bringBackSection,
  moveSection,
  type OutlineSection,
  type RemovedSection,
  readOutline,
  removedSections,
  removeSection,
} from "#shared/document/outline.ts";
import { schema } from "#shared/document/schema.ts";
import { rootsOf } from "#shared/document/to-doc.ts";
import { readVariables, setVariable } from "#shared/document/variables.ts";
import type { Guideline } from "#shared/guidelines.ts";
import { type Connection, openConnection } from "../collab/connection.ts";
import { toast } from "../ui/toast.tsx";
import type { Catalogue } from "./catalogue.ts";
import { linkRange } from "./commands.ts";
import { type LiveView, openLiveView } from "./live-view.ts";
import { mountStaticDoc } from "./static-view.ts";
import { editorTexts } from "./texts.ts";

export type OpenDialog =
  | { readonly open: "none" }
  | { readonly open: "link"; readonly href: string }
  | { readonly open: "variable"; readonly name: string };

export interface Desk {
  readonly guideline: Guideline;
  readonly catalogue: Catalogue;
  readonly editable: boolean;
  readonly connection: Connection;
  readonly outline: ReadonlySignal<readonly OutlineSection[]>;
  readonly removed: ReadonlySignal<readonly RemovedSection[]>;
  /** Null until the text is in step with the server. */
  readonly live: ReadonlySignal<LiveView | null>;
  /** The state that is on screen; changes with every keystroke and move of the selection. */
  readonly editorState: ReadonlySignal<EditorState | null>;
  /** The section in which the reader is. */
  readonly current: ReadonlySignal<string | null>;
  readonly panelOpen: ReadonlySignal<boolean>;
  readonly cordOpen: ReadonlySignal<boolean>;
  readonly toolbarPinned: ReadonlySignal<boolean>;
  readonly dialog: ReadonlySignal<OpenDialog>;
  /** Puts the text into the page: at once to read, and live once it is in step. */
  mount(element: HTMLElement): void;
  run(command: Command): void;
  /** Opens the link dialog for what is selected. */
  readonly link: Command;
  openPanel(open: boolean): void;
  openCord(open: boolean): void;
  pinToolbar(pinned: boolean): void;
  openDialog(dialog: OpenDialog): void;
  goTo(section: string): void;
  setCurrent(section: string | null): void;
  addSection(content: SectionContent): void;
  renameSection(id: string, title: string): void;
  moveSection(id: string, index: number): void;
  removeSection(id: string): void;
  bringBack(id: string): void;
  variables(): Readonly<Record<string, string>>;
  setVariable(name: string, value: string): void;
  plainText(): string;
  destroy(): void;
}

export function createDesk(parts: {
  readonly guideline: Guideline;
  readonly content: Content;
  readonly catalogue: Catalogue;
  readonly editable: boolean;
}): Desk {
  const { guideline, content, catalogue, editable } = parts;
  const ydoc = new Doc();
  const connection = openConnection({
    guidelineId: guideline.id,
    epoch: content.epoch,
    url: location.origin,
    ydoc,
  });
  const live = signal<LiveView | null>(null);
  const editorState = signal<EditorState | null>(null);
  const outline = signal<readonly OutlineSection[]>(guideline.outline as readonly OutlineSection[]);
  const removed = signal<readonly RemovedSection[]>([]);
  const current = signal<string | null>(null);
  const panelOpen = signal(matchMedia("(min-width: 1200px)").matches);
  const cordOpen = signal(false);
  const toolbarPinned = signal(false);
  const dialog = signal<OpenDialog>({ open: "none" });
  let takeAwayStatic = () => {};
  let destroyed = false;

  const { sections, order } = rootsOf(ydoc);
  const readSections = () => {
    const next = readOutline(ydoc);
    if (JSON.stringify(next) !== JSON.stringify(outline.value)) outline.value = next;
    const gone = removedSections(ydoc);
    if (JSON.stringify(gone) !== JSON.stringify(removed.value)) removed.value = gone;
  };
  // Often in one turn of the event loop, so it is read once behind them all.
  let reading = false;
  const onSections = () => {
    if (reading) return;
    reading = true;
    queueMicrotask(() => {
      reading = false;
      if (!destroyed) readSections();
    });
  };

  const onLink: Command = (state) => {
    const range = linkRange(state);
    if (range === null) return false;
    dialog.value = { open: "link", href: range.href };
    return true;
  };
  const warnOfLoss = (event: BeforeUnloadEvent) => {
    if (connection.unsaved.peek() > 0) event.preventDefault();
  };
  addEventListener("beforeunload", warnOfLoss);

  async function goLive(element: HTMLElement): Promise<void> {
    await connection.synced;
    if (destroyed) return;
    const scroll = scrollY;
    takeAwayStatic();
    const view = openLiveView({
      element,
      connection,
      catalogue,
      editable,
      label: () => editorTexts().editorLabel(guideline.title),
      lang: guideline.locale,
      onChange: (state) => {
        editorState.value = state;
      },
      onFailure: () => toast(editorTexts().redrawn),
      onLink,
      onToolbar: () => {
        toolbarPinned.value = true;
        // Also where it stands there already.
        queueMicrotask(() => document.querySelector<HTMLElement>(".toolbar--pinned button")?.focus());
        return true;
      },
      onSave: () => {
        const { saved, unsaved } = editorTexts();
        const count = connection.unsaved.peek();
        toast(count === 0 ? saved : unsaved(count));
        return true;
      },
      onVariable: (name) => {
        dialog.value = { open: "variable", name };
      },
    });
    view.binding.clearHistory();
    live.value = view;
    sections.observeDeep(onSections);
    order.observe(onSections);
    readSections();
    scrollTo({ top: scroll });
  }

  function edit(change: () => void): void {
    live.value?.binding.edit(change);
  }

  const titleOf = (id: string) =>
    outline.value.find((section) => section.id === id)?.title || editorTexts().untitled;

  return {
    guideline,
    catalogue,
    editable,
    connection,
    outline,
    removed,
    live,
    editorState,
    current,
    panelOpen,
    cordOpen,
    toolbarPinned,
    dialog,
    mount(element) {
      takeAwayStatic = mountStaticDoc(element, content, catalogue);
      void goLive(element);
    },
    run: (command) => live.value?.run(command),
    link: onLink,
    openPanel(open) {
      panelOpen.value = open;
    },
    openCord(open) {
      cordOpen.value = open;
    },
    pinToolbar(pinned) {
      toolbarPinned.value = pinned;
    },
    openDialog(next) {
      dialog.value = next;
    },
    goTo(section) {
      cordOpen.value = false;
      const arrive = () => {
        const view = live.value?.view;
        view?.state.doc.forEach((node, pos) => {
          if (node.attrs.id !== section) return;
          view.dispatch(view.state.tr.setSelection(TextSelection.near(view.state.doc.resolve(pos + 2))));
        });
        view?.focus();
        document
          .querySelector(`section[data-id="${CSS.escape(section)}"]`)
          ?.scrollIntoView({ block: "start" });
        current.value = section;
      };
      // What the cord covered takes focus at once, so that no key is lost before it is drawn uncovered.
      document.getElementById("content")?.removeAttribute("inert");
      arrive();
    },
    setCurrent(section) {
      current.value = section;
    },
    addSection(added) {
      const index =
        current.value === null ? -1 : outline.value.findIndex((section) => section.id === current.value);
      edit(() => {
        const id = buildSection(ydoc, added, index < 0 ? outline.value.length : index + 1);
        queueMicrotask(() => this.goTo(id));
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
      queueMicrotask(() => this.goTo(id));
    },
    variables: () => readVariables(ydoc),
    setVariable(name, value) {
      edit(() => setVariable(ydoc, name, value));
    },
    plainText: () => {
      const doc = editorState.value?.doc;
      return doc === undefined
        ? ""
        : doc.textBetween(0, doc.content.size, "\n", (leaf) => leaf.type.spec.leafText?.(leaf) ?? "");
    },
    destroy() {
      destroyed = true;
      removeEventListener("beforeunload", warnOfLoss);
      sections.unobserveDeep(onSections);
      order.unobserve(onSections);
      takeAwayStatic();
      live.value?.destroy();
      connection.destroy();
      ydoc.destroy();
    },
  };
}
