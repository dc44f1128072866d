import { useSignal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { type Draft, DraftGate } from "../reading/draft-gate.tsx";
import { drawSections, type JsonNode } from "../reading/draw.ts";
import { session } from "../shell/session.ts";
import { Mark } from "../ui/mark.tsx";
import { editorTexts } from "./texts.ts";
import "./editor.css";

type Workplace = typeof import("./workplace.tsx").Workplace;

/** A guideline's draft, written together. */
export function EditorPage() {
  if (session.value.state !== "signedIn") return null;
  return <DraftGate>{(draft, reload) => <Opening draft={draft} reload={reload} />}</DraftGate>;
}

interface OpeningProps {
  readonly draft: Draft;
  readonly reload: () => Promise<void>;
}

/** The text can be read at once; the editor's script comes behind it. */
function Opening({ draft, reload }: OpeningProps) {
  const { guideline, content, catalogue } = draft;
  const workplace = useSignal<{ readonly Workplace: Workplace } | null>(null);
  const text = useMemo(() => {
    const paper = document.createElement("div");
    paper.className = "sheet__text";
    paper.append(...drawSections(content.doc as JsonNode, { variables: content.variables, catalogue }));
    return paper;
    // The text that was there at first, whatever is asked for again later.
  }, [guideline.id]);
  useEffect(() => {
    let current = true;
    afterPaint(async () => {
      const { Workplace } = await import("./workplace.tsx");
      if (current) workplace.value = { Workplace };
    });
    return () => {
      current = false;
    };
  }, []);
  if (workplace.value === null) return <FirstSight draft={draft} text={text} />;
  const { Workplace } = workplace.value;
  return (
    <Workplace
      guideline={guideline}
      content={content}
      catalogue={catalogue}
      firstSight={text}
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
