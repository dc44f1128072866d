import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Question } from "#shared/questions.ts";
import type { Catalogue } from "../editor/catalogue.ts";
import { defineTexts } from "../i18n/index.ts";
import { api } from "../shell/api.ts";
import { Bar } from "../shell/bar.tsx";
import { Page } from "../shell/page.tsx";
import { session } from "../shell/session.ts";
import { type Draft, DraftGate } from "./draft-gate.tsx";
import { drawSections, type JsonNode, sectionTitles } from "./draw.ts";
import "../editor/editor.css";
import "./reading.css";

/** The draft as it is now, to read: plain headings, lists and tables outside of the editor. */
export default function ReadingPage() {
  const current = session.value;
  if (current.state !== "signedIn") return null;
  return (
    <>
      <Bar me={current.me} />
      <DraftGate>{(draft) => <Reading draft={draft} />}</DraftGate>
    </>
  );
}

function Reading({ draft: { guideline, content, catalogue } }: { readonly draft: Draft }) {
  const t = texts();
  const text = useRef<HTMLDivElement>(null);
  const mayEdit =
    guideline.archivedAt === null && (guideline.role === "owner" || guideline.role === "editor");
  const doc = content.doc as JsonNode;
  const own = useSignal<ReadonlyMap<string, string>>(new Map());
  useEffect(() => {
    if (!hasOwnQuestion(doc, catalogue)) return;
    api.get<readonly Question[]>(`/api/guidelines/${guideline.id}/questions`).then(
      (questions) => {
        own.value = new Map(questions.map(({ id, text: words }) => [id, words]));
      },
      // The text is read all the same; that a question is open there stands in it.
      () => {},
    );
  }, [content, catalogue]);
  useEffect(() => {
    const afterTitle = ({ id, title }: { readonly id: string; readonly title: string }) =>
      editLink(`/guidelines/${guideline.id}#${id}`, t.edit, title || t.untitled);
    text.current?.replaceChildren(
      ...drawSections(doc, {
        variables: content.variables,
        kind: guideline.kind,
        ownQuestions: own.value,
        catalogue,
        ...(mayEdit ? { afterTitle } : {}),
      }),
    );
    const named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (named !== null && text.current?.contains(named) === true) named.scrollIntoView();
  }, [content, catalogue, own.value, t]);
  return (
    <Page title={guideline.title} lead={t.lead}>
      <p class="reading__ways">
        <a class="button" href={`/guidelines/${guideline.id}`}>
          {mayEdit ? t.toEditor : t.toDraft}
        </a>
      </p>
      <nav class="reading__contents" aria-label={t.contents}>
        <h2 class="reading__heading">{t.contents}</h2>
        <ol>
          {sectionTitles(doc).map(({ id, title }) => (
            <li key={id}>
              <a href={`#${id}`}>{title || t.untitled}</a>
            </li>
          ))}
        </ol>
      </nav>
      <div class="sheet__paper reading__paper" lang={guideline.locale}>
        <div class="sheet__text reading" ref={text} />
      </div>
    </Page>
  );
}

function editLink(href: string, text: string, title: string): HTMLElement {
  const link = document.createElement("a");
  link.className = "reading__edit";
  link.href = href;
  link.textContent = text;
  link.setAttribute("aria-label", `${text}: ${title}`);
  return link;
}

const texts = defineTexts({
  de: {
    lead: "Leseansicht des Entwurfs, wie er beim Öffnen dieser Seite war.",
    contents: "Inhalt",
    toEditor: "Zum Schreiben",
    toDraft: "Zum Entwurf",
    edit: "Diesen Abschnitt bearbeiten",
    untitled: "Ohne Titel",
  },
  en: {
    lead: "Reading view of the draft, as it was when this page was opened.",
    contents: "Contents",
    toEditor: "Go and write",
    toDraft: "To the draft",
    edit: "Edit this section",
    untitled: "Untitled",
  },
});

/** Whether a question stands in the text that the templates do not know. */
function hasOwnQuestion({ type, attrs, content = [] }: JsonNode, catalogue: Catalogue): boolean {
  if (type === "pending") return catalogue.question(String(attrs?.ref ?? "")) === null;
  return content.some((child) => hasOwnQuestion(child, catalogue));
}
