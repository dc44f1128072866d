/** Everything around one open draft: connection, view, and what the screen shows of them. Signals; no drawing. */
import { type ReadonlySignal, signal } from "@preact/signals";
import type { Command, EditorState } from "prosemirror-state";
import { NodeSelection, TextSelection } from "prosemirror-state";
import { applyUpdate, Doc } from "yjs";
import type { Content } from "#shared/collab.ts";
import { isNumbered } from "#shared/document/numbering.ts";
import type { OutlineSection } from "#shared/document/outline.ts";
import { rootsOf } from "#shared/document/to-doc.ts";
import { readVariables, setVariable } from "#shared/document/variables.ts";
import type { Guideline } from "#shared/guidelines.ts";
import type { ThreadId } from "#shared/ids.ts";
import { type Connection, openConnection } from "../collab/connection.ts";
import type { FirstState } from "../collab/first-state.ts";
import { createDiscussion, type Discussion } from "../discussion/model.ts";
import { discussionPlugin } from "../discussion/plugin.ts";
import type { SectionNotes } from "../guidelines/section-notes.ts";
import { createQuestions, type Questions } from "../questions/model.ts";
import { describeError } from "../shell/api.ts";
import { toast } from "../ui/toast.tsx";
import { type BlockDialog, type BlockTools, createBlockTools } from "./block-tools.ts";
import type { Catalogue } from "./catalogue.ts";
import { linkRange } from "./commands.ts";
import { type Company, createCompany } from "./company.ts";
import { copyAsMarkdown } from "./copy-markdown.ts";
import { searchedSelection } from "./find.ts";
import { goToLinked } from "./linked-place.ts";
import { type LiveView, openLiveView } from "./live-view.ts";
import { phone } from "./narrow.ts";
import { createPanels, type Panels } from "./panels.ts";
import { goToPlace, goToSection, type Place, placeIn } from "./place.ts";
import { numberingPlugin } from "./plugins/numbering.ts";
import { createSections, type Sections } from "./sections.ts";
import { enterText, showSelection } from "./show-selection.ts";
import { editorTexts } from "./texts.ts";

export type OpenDialog =
  | { readonly open: "none" }
  | { readonly open: "link"; readonly href: string }
  | { readonly open: "variable"; readonly name: string }
  | BlockDialog
  | { readonly open: "members" }
  | { readonly open: "nameVersion" };

export interface Find {
  /** The words to begin with. */
  readonly words: string;
  readonly replacing: boolean;
}

export interface Desk extends Sections, Panels {
  readonly guideline: Guideline;
  readonly catalogue: Catalogue;
  readonly editable: boolean;
  readonly connection: Connection;
  readonly company: Company;
  readonly questions: Questions;
  /** What capabilities say of sections on the cord. */
  readonly notes: readonly SectionNotes[];
  /** Null until the text is in step with the server. */
  readonly live: ReadonlySignal<LiveView | null>;
  /** The state that is on screen; changes with every keystroke and move of the selection. */
  readonly editorState: ReadonlySignal<EditorState | null>;
  /** The section in which the reader is. */
  readonly current: ReadonlySignal<string | null>;
  readonly toolbarPinned: ReadonlySignal<boolean>;
  readonly dialog: ReadonlySignal<OpenDialog>;
  readonly discussion: Discussion;
  /** Puts the text into the page: at once to read, and live once it is in step. */
  readonly blocks: BlockTools;
  /** Copies a section, or without one the whole text, as Markdown. */
  copyMarkdown(section?: string): Promise<void>;
  mount(element: HTMLElement): void;
  /** Where the text opens because somebody has read on to there; null where that is not known. */
  readonly firstPlace: Place | null;
  run(command: Command): void;
  /** Opens the link dialog for what is selected. */
  readonly link: Command;
  pinToolbar(pinned: boolean): void;
  openDialog(dialog: OpenDialog): void;
  /** What is looked for, or null. */
  readonly find: ReadonlySignal<Find | null>;
  openFind(replacing: boolean): void;
  closeFind(): void;
  /** Closes what covers the text on phones. */
  uncover(): void;
  goTo(section: string): void;
  /** @param pos a ProseMirror position of the text that is on screen */
  goToPosition(pos: number): void;
  setCurrent(section: string | null): void;
  /** Values of the placeholders by name. */
  readonly values: ReadonlySignal<Readonly<Record<string, string>>>;
  /** Keys while a placeholder is being chosen; true if one was dealt with. */
  readonly onCompletionKey: { current: (event: KeyboardEvent) => boolean };
  undo(): void;
  setVariable(name: string, value: string): void;
  plainText(): string;
  destroy(): void;
}

/** What stood there to read before the text is live. */
export interface FirstSight {
  readonly text: HTMLElement;
  /** The document, where it has come already. */
  readonly state: FirstState | null;
  /** Where somebody has read on to; null at the beginning. */
  readonly place: Place | null;
}

export function createDesk(parts: {
  readonly guideline: Guideline;
  readonly content: Content;
  readonly catalogue: Catalogue;
  readonly firstSight: FirstSight;
  readonly editable: boolean;
}): Desk {
  const { guideline, content, catalogue, firstSight, editable } = parts;
  const ydoc = new Doc();
  const isFilled = firstSight.state?.epoch === content.epoch;
  // Before anybody listens to the document: what came is passed on to nobody, so it need not be encoded again.
  if (isFilled && firstSight.state !== null) applyUpdate(ydoc, firstSight.state.update, "first");
  const connection = openConnection({
    guidelineId: guideline.id,
    epoch: content.epoch,
    url: location.origin,
    ydoc,
    isFilled,
  });
  const live = signal<LiveView | null>(null);
  const editorState = signal<EditorState | null>(null);
  const current = signal<string | null>(null);
  const toolbarPinned = signal(false);
  const dialog = signal<OpenDialog>({ open: "none" });
  const find = signal<Find | null>(null);
  const values = signal<Readonly<Record<string, string>>>(content.variables);
  const { variables } = rootsOf(ydoc);
  const readValues = () => {
    values.value = readVariables(ydoc);
  };
  const onCompletionKey = { current: (_event: KeyboardEvent) => false };
  const panels = createPanels();
  const questions = createQuestions(guideline);
  const discussion = createDiscussion(
    guideline,
    (name) => readVariables(ydoc)[name] || catalogue.variable(name)?.label || name,
  );
  let destroyed = false;

  const edit = (change: () => void) => live.value?.binding.edit(change);
  const sections = createSections(ydoc, {
    outline: guideline.outline as readonly OutlineSection[],
    live,
    current,
    edit,
    goTo,
  });

  const onLink: Command = (state) => {
    const range = linkRange(state);
    if (range === null) return false;
    dialog.value = { open: "link", href: range.href };
    return true;
  };
  const blocks = createBlockTools({
    guidelineId: guideline.id,
    peers: connection.peers,
    link: onLink,
    openDialog: (next) => {
      dialog.value = next;
    },
    moveSection: sections.step,
  });
  const openFind = (replacing: boolean) => {
    const state = editorState.peek();
    find.value = { words: state === null ? "" : searchedSelection(state), replacing };
  };
  const warnOfLoss = (event: BeforeUnloadEvent) => {
    if (connection.unsaved.peek() > 0) event.preventDefault();
  };
  addEventListener("beforeunload", warnOfLoss);

  function goLive(element: HTMLElement, place: Place | null): void {
    firstSight.text.remove();
    const view = openLiveView({
      element,
      connection,
      catalogue,
      editable,
      blockPlugins: blocks.plugins,
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
      onFind: (replacing) => () => {
        openFind(replacing);
        return true;
      },
      onCompletionKey: (event) => onCompletionKey.current(event),
      pending: {
        questions,
        open(id, option) {
          questions.show("section");
          questions.open(id, option);
          panels.showPanel("questions");
        },
        takeOver: (id) => void questions.takeOver(id, null).catch((error) => toast(describeError(error))),
      },
      plugins: [
        ...(isNumbered(guideline.kind) ? [numberingPlugin()] : []),
        discussionPlugin({
          ydoc,
          discussion,
          onShow: () => panels.showPanel("discussion"),
          isShown: () => panels.panelOpen.peek() && panels.panelTab.peek() === "discussion",
        }),
      ],
    });
    view.binding.clearHistory();
    live.value = view;
    openThreadOfAddress();
    sections.follow();
    variables.observe(readValues);
    readValues();
    goToPlace(element, place);
    goToLinked(view.view);
  }

  /** A notice leads to a thread: `?thread=<id>`. */
  function openThreadOfAddress(): void {
    const thread = new URLSearchParams(location.search).get("thread");
    if (thread === null) return;
    discussion.focus(thread as ThreadId);
    panels.showPanel("discussion");
  }

  /** What covers the text on phones has done its work once somebody goes to a place in it. */
  function uncover(): void {
    panels.openCord(false);
    if (phone.value) panels.openPanel(false);
    // The text takes focus at once, so that no key is lost before it is drawn uncovered.
    document.getElementById("content")?.removeAttribute("inert");
  }

  function goTo(section: string): void {
    uncover();
    const view = live.value?.view;
    view?.state.doc.forEach((node, pos) => {
      if (node.attrs.id !== section) return;
      view.dispatch(view.state.tr.setSelection(TextSelection.near(view.state.doc.resolve(pos + 2))));
    });
    if (view !== undefined) enterText(view);
    goToSection(document, section);
    current.value = section;
  }

  function goToPosition(pos: number): void {
    const view = live.value?.view;
    if (view === undefined || pos > view.state.doc.content.size) return;
    uncover();
    const $pos = view.state.doc.resolve(pos);
    const object = $pos.nodeAfter !== null && NodeSelection.isSelectable($pos.nodeAfter);
    const selection = object ? NodeSelection.create(view.state.doc, pos) : TextSelection.near($pos);
    view.dispatch(view.state.tr.setSelection(selection));
    enterText(view);
    showSelection(view);
  }

  return {
    guideline,
    catalogue,
    editable,
    connection,
    company: createCompany(connection),
    ...sections.actions,
    ...panels,
    questions,
    notes: [discussion.notes, questions.notes],
    discussion,
    live,
    editorState,
    current,
    toolbarPinned,
    dialog,
    blocks,
    async copyMarkdown(section) {
      const doc = editorState.value?.doc;
      if (doc !== undefined) await copyAsMarkdown(doc, guideline.kind, section);
    },
    firstPlace: firstSight.place,
    mount(element) {
      if (isFilled) {
        goLive(element, firstSight.place);
        return;
      }
      element.append(firstSight.text);
      void connection.synced.then(() => {
        if (!destroyed) goLive(element, placeIn(element));
      });
    },
    run: (command) => live.value?.run(command),
    link: onLink,
    pinToolbar(pinned) {
      toolbarPinned.value = pinned;
    },
    openDialog(next) {
      dialog.value = next;
    },
    uncover,
    goTo,
    setCurrent(section) {
      current.value = section;
    },
    find,
    openFind,
    closeFind() {
      find.value = null;
    },
    goToPosition,
    values,
    onCompletionKey,
    undo() {
      live.value?.run(live.value.binding.undo);
    },
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
      sections.destroy();
      variables.unobserve(readValues);
      questions.destroy();
      discussion.destroy();
      firstSight.text.remove();
      live.value?.destroy();
      connection.destroy();
      ydoc.destroy();
    },
  };
}
