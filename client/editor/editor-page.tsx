import { useSignal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { type FirstState, readFirstState, statePath } from "../collab/first-state.ts";
import { type Draft, DraftGate } from "../reading/draft-gate.tsx";
import { type JsonNode, sectionBySection } from "../reading/draw.ts";
import { drawFirstText } from "../reading/first-text.ts";
import { takeEarly } from "../shell/early.ts";
import { session } from "../shell/session.ts";
import { afterPaint } from "../ui/after-paint.ts";
import { FirstBar, FirstCord } from "./first-sight.tsx";
import { type Place, placeIn } from "./place.ts";
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
  const text = useMemo(
    () =>
      drawFirstText(
        sectionBySection(content.doc as JsonNode, {
          variables: content.variables,
          catalogue,
          kind: guideline.kind,
        }),
      ),
    // The text that was there at first, whatever is asked for again later.
    [guideline.id],
  );
  useEffect(() => {
    let current = true;
    const path = statePath(guideline.id);
    const answer = readFirstState(takeEarly(path) ?? fetch(path));
    afterPaint(async () => {
      const { Workplace } = await import("./workplace.tsx");
      const state = await answer;
      if (!current) return;
      // It is read on until the socket has brought what may be written.
      if (state?.epoch === content.epoch) text.stop();
      else text.finish();
      // Somebody may have read on meanwhile.
      ready.value = { Workplace, state, place: scrollY > 0 ? placeIn(text.element) : null };
    });
    return () => {
      current = false;
      text.stop();
    };
  }, []);
  if (ready.value === null) return <FirstSight draft={draft} text={text.element} />;
  const { Workplace, state, place } = ready.value;
  return (
    <Workplace
      guideline={guideline}
      content={content}
      catalogue={catalogue}
      firstSight={{ text: text.element, state, place }}
      onChanged={reload}
    />
  );
}

/** Bar, cord and text where they are going to stand, without what needs the editor. */
function FirstSight({ draft: { guideline }, text }: { readonly draft: Draft; readonly text: HTMLElement }) {
  const sheet = useRef<HTMLDivElement>(null);
  useEffect(() => sheet.current?.replaceChildren(text), [text]);
  return (
    <>
      <FirstBar guideline={guideline} />
      <div class="desk">
        <FirstCord guideline={guideline} />
        <main id="content" class="sheet" tabIndex={-1}>
          <div class="sheet__paper" lang={guideline.locale} ref={sheet} />
        </main>
      </div>
    </>
  );
}
