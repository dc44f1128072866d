/** The question that stands in the text in place of the rule, with the way to answer it. */
import { effect } from "@preact/signals";
import type { NodeViewConstructor } from "prosemirror-view";
import type { Catalogue } from "../editor/catalogue.ts";
import { editorTexts } from "../editor/texts.ts";
import { formatDate, formatList } from "../i18n/index.ts";
import { bodyKeyName } from "../identity/body-names.ts";
import type { Questions } from "./model.ts";
import { questionTexts } from "./texts.ts";

/** What can be done from the block; null where a text is only shown as it was. */
export interface PendingActions {
  readonly questions: Questions;
  /** Opens the form beside the text, with an option that was chosen in the block. */
  open(id: string, option: string | null): void;
  takeOver(id: string): void;
}

export function pendingView(catalogue: () => Catalogue, actions: PendingActions | null): NodeViewConstructor {
  return (node) => {
    const ref = String(node.attrs.ref);
    const dom = document.createElement("div");
    dom.className = "pending";
    dom.contentEditable = "false";
    dom.setAttribute("role", "group");
    let drawn = "";
    const draw = () => {
      const block = describe(ref, catalogue(), actions);
      const key = JSON.stringify(block, (_key, value) => (typeof value === "function" ? undefined : value));
      // Whoever stands on a button keeps it: what says the same is not drawn anew.
      if (key === drawn) return;
      drawn = key;
      dom.setAttribute("aria-label", block.text);
      dom.replaceChildren(...elementsOf(block));
    };
    return {
      dom,
      // Again whenever the language or the question changes.
      destroy: effect(draw),
      ignoreMutation: () => true,
      stopEvent: (event) => event.target instanceof Element && event.target.closest("button") !== null,
    };
  };
}

interface Block {
  readonly text: string;
  readonly lines: readonly string[];
  /** Without `act` it is only shown. */
  readonly choices: readonly {
    readonly label: string;
    readonly act: (() => void) | null;
    readonly main: boolean;
  }[];
}

function describe(ref: string, catalogue: Catalogue, actions: PendingActions | null): Block {
  const t = questionTexts();
  const question = actions?.questions.find(ref) ?? null;
  if (actions === null || question === null) return fromCatalogue(ref, catalogue);
  const { questions, open } = actions;
  const asked = t.asked(formatList(question.askedOf.map(questions.nameOf)));
  const block = { text: question.text };
  if (question.status === "answered" || question.status === "notApplicable") {
    const said =
      question.status === "answered" ? t.decided(question.decision.inWords) : t.entry.notApplicable;
    const put = { label: t.putWording, act: () => actions.takeOver(ref), main: true };
    return { ...block, lines: [said], choices: [put] };
  }
  const deferred =
    question.status === "deferred" ? [t.status.deferred(formatDate(question.deferral.until))] : [];
  const lines = [`${asked}.`, ...deferred, ...(question.blocking ? [editorTexts().notAnswered] : [])];
  const mayAnswer = questions.answersFor(question).length > 0;
  const ways = (question.options ?? []).map(({ value, label }) => ({
    label,
    act: mayAnswer ? () => open(ref, value) : null,
    main: false,
  }));
  const way = {
    label: mayAnswer ? t.answerQuestion : t.openQuestion,
    act: () => open(ref, null),
    main: mayAnswer,
  };
  return { ...block, lines, choices: mayAnswer && ways.length > 0 ? ways : [...ways, way] };
}

/** The question as the templates know it, to read; own questions are shown once the text is live. */
export function describeQuestion(
  ref: string,
  catalogue: Catalogue,
  own?: ReadonlyMap<string, string>,
): readonly HTMLElement[] {
  return elementsOf(fromCatalogue(ref, catalogue, own));
}

function fromCatalogue(ref: string, catalogue: Catalogue, own?: ReadonlyMap<string, string>): Block {
  const t = editorTexts();
  const question = catalogue.question(ref);
  const asked = t.asked(formatList((question?.askedOf ?? []).map(bodyKeyName)));
  const options = question?.type === "option" ? question.options : [];
  return {
    text: question?.text ?? own?.get(ref) ?? questionTexts().unknown,
    lines: question === null ? [] : [`${asked} ${t.notAnswered}`],
    choices: options.map(({ label }) => ({ label, act: null, main: false })),
  };
}

function elementsOf({ text, lines, choices }: Block): readonly HTMLElement[] {
  const parts = [paragraph("pending__text", text), ...lines.map((line) => paragraph("pending__asked", line))];
  if (choices.length === 0) return parts;
  const list = document.createElement("ul");
  list.className = "pending__options";
  for (const { label, act, main } of choices) {
    const item = document.createElement("li");
    if (act === null) item.textContent = label;
    else {
      const button = document.createElement("button");
      button.type = "button";
      button.className = main ? "button button--primary" : "button";
      button.textContent = label;
      button.addEventListener("click", act);
      item.className = "pending__way";
      item.append(button);
    }
    list.append(item);
  }
  return [...parts, list];
}

function paragraph(className: string, text: string): HTMLElement {
  const element = document.createElement("p");
  element.className = className;
  element.textContent = text;
  return element;
}
