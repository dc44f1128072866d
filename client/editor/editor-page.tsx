import { useSignal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { type FirstState, readFirstState, statePath } from "../collab/first-state.ts";
import { type Draft, DraftGate } from "../reading/draft-gate.tsx";
import { drawSections, type JsonNode } from "../reading/draw.ts";
import { takeEarly } from "../shell/early.ts";
import { session } from "../shell/session.ts";
import { Mark } from "../ui/mark.tsx";
import { type Place, placeIn } from "./place.ts";
import { editorTexts } from "./texts.ts";
import "./editor.css";

type Workplace = typeof import("./workplace.tsx").Workplace;

/** A guideline's draft, written together. */
export function EditorPage() {
  if (session.value.state !== "signedIn") return null;
  return <DraftGate>{(draft, reload) => <Opening draft={draft} reload={reload} />}</DraftGate>;
}

/** What is needed before one may write, all of it brought while the text is read. */
interface Ready {
  readonly Workplace: Workplace;
  readonly state: FirstState | null;
  readonly place: Place | null;
}

interface OpeningProps {
  readonly draft: Draft;
  readonly reload: () => Promise<void>;
}

/** The text can be read at once; the editor's script comes behind it. */
function Opening({ draft, reload }: OpeningProps) {
  const { guideline, content, catalogue } = draft;
  const ready = useSignal<Ready | null>(null);
  const text = useMemo(() => {
    const paper = document.createElement("div");
    paper.className = "sheet__text";
    paper.append(
      ...drawSections(content.doc as JsonNode, {
        variables: content.variables,
        catalogue,
        kind: guideline.kind,
      }),
    );
    return paper;
    // The text that was there at first, whatever is asked for again later.
  }, [guideline.id]);
  useEffect(() => {
    let current = true;
    const path = statePath(guideline.id);
    const answer = readFirstState(takeEarly(path) ?? fetch(path));
    afterPaint(async () => {
      const { Workplace } = await import("./workplace.tsx");
      const state = await answer;
      if (!current) return;
      // Somebody may have read on meanwhile.
      ready.value = { Workplace, state, place: scrollY > 0 ? placeIn(text) : null };
    });
    return () => {
      current = false;
    };
  }, []);
  if (ready.value === null) return <FirstSight draft={draft} text={text} />;
  const { Workplace, state, place } = ready.value;
  return (
    <Workplace
      guideline={guideline}
      content={content}
      catalogue={catalogue}
      firstSight={{ text, state, place }}
      onChanged={reload}
    />
  );
}

/** Bar, cord and text where they are going to stand, without what needs the editor. */
function FirstSight({ draft: { guideline }, text }: { readonly draft: Draft; readonly text: HTMLElement }) {
  const t = editorTexts();
  const sheet = useRef<HTMLDivElement>(null);
  useEffect(() => sheet.current?.replaceChildren(text), [text]);
  return (
    <>
      <header class="bar">
        <span class="bar__home">
          <Mark />
        </span>
        <div class="bar__document">
          <h1 class="bar__title">{guideline.title}</h1>
          <span class="bar__status">{guideline.archivedAt === null ? t.draft : t.archived}</span>
        </div>
      </header>
      <div class="desk">
        <nav class="rail" aria-label={t.sections}>
          <ol class="cord">
            {guideline.outline.map(({ id, title, status }) => (
              <li key={id} class="cord__item">
                <span class={`knot knot--${status}`} aria-hidden="true" />
                <a class="cord__link" href={`#${id}`}>
                  {title || t.untitled}
                </a>
              </li>
            ))}
          </ol>
        </nav>
        <main id="content" class="sheet" tabIndex={-1}>
          <div class="sheet__paper" lang={guideline.locale} ref={sheet} />
        </main>
      </div>
    </>
  );
}

/** A task behind the next frame: what is drawn now is on its way to the screen. */
function afterPaint(work: () => void): void {
  requestAnimationFrame(() => setTimeout(work));
}
