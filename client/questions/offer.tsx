import { findPassage, findPending } from "#shared/document/passages.ts";
import { toDoc } from "#shared/document/to-doc.ts";
import type { Question } from "#shared/questions.ts";
import { describeError } from "../shell/api.ts";
import { Button } from "../ui/button.tsx";
import { toast } from "../ui/toast.tsx";
import type { PanelDesk } from "./panel-desk.ts";
import { questionTexts } from "./texts.ts";
import { Wording } from "./wording.tsx";

/**
 * What was decided and does not stand in the text, because people had changed the place, or because an earlier state
 * was restored: both beside each other, and a button. Nothing is overwritten by itself.
 */
export function Offer({ desk, question }: { readonly desk: PanelDesk; readonly question: Question }) {
  const t = questionTexts();
  // Read again whenever the text has changed.
  desk.text.value;
  const text =
    question.status === "answered"
      ? question.decision.text
      : question.status === "notApplicable"
        ? question.exclusion.text
        : null;
  if (text === null) return null;
  if (text === "waiting") return <p class="quiet">{t.waitingForText}</p>;
  const asksStill = findPending(desk.ydoc, question.id).length > 0;
  if (text === "done" && !asksStill) return null;
  const decision = question.status === "answered" ? question.decision : null;
  const place = asksStill ? null : findPassage(desk.ydoc, question.passage);
  const now = place === null ? null : wordsOf(desk, place.lines);
  const takeOver = async () => {
    try {
      await desk.questions.takeOver(question.id, place?.fingerprint ?? null);
      toast(t.takenOver);
    } catch (error) {
      toast(describeError(error));
    }
  };
  return (
    <div class="offer">
      {!asksStill && <p>{t.offered}</p>}
      {decision?.wording != null && (
        <>
          <p class="offer__caption">{t.offeredDecided}</p>
          <Wording
            lines={decision.wording}
            fill={(name) => decision.set[name] || desk.variables()[name] || null}
            labelOf={desk.labelOf}
            lang={desk.guideline.locale}
          />
          {!asksStill && (
            <>
              <p class="offer__caption">{t.offeredNow}</p>
              <p class="offer__now" lang={desk.guideline.locale}>
                {now ?? t.offeredNothing}
              </p>
            </>
          )}
        </>
      )}
      {Object.entries(decision?.offered ?? {}).map(([name, value]) => (
        <p key={name}>{t.offeredVariable(desk.labelOf(name), value)}</p>
      ))}
      {desk.editable && (
        <Button onClick={() => void takeOver()}>{asksStill ? t.putWording : t.takeOver}</Button>
      )}
    </div>
  );
}

function wordsOf(desk: PanelDesk, lines: readonly string[]): string {
  const values = desk.variables();
  const words: string[] = [];
  toDoc(desk.ydoc).descendants((node) => {
    if (!node.isTextblock) return true;
    if (lines.includes(String(node.attrs.id)))
      words.push(
        node.textBetween(0, node.content.size, "", (leaf) =>
          leaf.type.name === "variable" ? values[String(leaf.attrs.name)] || "…" : " ",
        ),
      );
    return false;
  });
  return words.join(" ");
}
