import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Content } from "#shared/collab.ts";
import type { Guideline } from "#shared/guidelines.ts";
import { ParticipantNote } from "../discussion/participation-dialog.tsx";
import { formatList } from "../i18n/index.ts";
import { offer } from "../shell/palette-offers.ts";
import { session } from "../shell/session.ts";
import { afterPaint } from "../ui/after-paint.ts";
import { onDemand } from "../ui/on-demand.tsx";
import { useRestoredNote } from "../versions/restored-note.ts";
import type { Catalogue } from "./catalogue.ts";
import { Comings } from "./comings.tsx";
import { ConnectionBanner } from "./connection-state.tsx";
import { Cord } from "./cord.tsx";
import { createDesk, type Desk, type FirstSight } from "./desk.ts";
import { LinkDialog, VariableDialog } from "./dialogs.tsx";
import { DocumentBar } from "./document-bar.tsx";
import { FindBar } from "./find-bar.tsx";
import { FirstBar, FirstCord } from "./first-sight.tsx";
import { phone } from "./narrow.ts";
import { offersOf } from "./offers.ts";
import { Sheet } from "./sheet.tsx";
import { SidePanel } from "./side-panel.tsx";
import { SlashMenu } from "./slash-menu.tsx";
import { editorTexts } from "./texts.ts";
import { Toolbar } from "./toolbar.tsx";
import { isUnset, usedVariables } from "./variables.ts";

const MembersDialog = onDemand(async () => (await import("../guidelines/members-dialog.tsx")).MembersDialog);
const NameVersionDialog = onDemand(
  async () => (await import("../versions/name-version-dialog.tsx")).NameVersionDialog,
);
const FigureDialog = onDemand(async () => (await import("./figure-dialog.tsx")).FigureDialog);
// What helps with a text that is live already comes behind it, so that one may write sooner.
const LineHandle = onDemand(async () => (await import("./line-handle.tsx")).LineHandle);
const LinkCard = onDemand(async () => (await import("./link-card.tsx")).LinkCard);
const TableTools = onDemand(async () => (await import("./table-tools.tsx")).TableTools);
const VariableList = onDemand(async () => (await import("./variable-list.tsx")).VariableList);
const ReturnNote = onDemand(async () => (await import("../reviews/approval-state.tsx")).ReturnNote);
const LawDialog = onDemand(async () => (await import("./law-dialog.tsx")).LawDialog);

interface WorkplaceProps {
  readonly guideline: Guideline;
  readonly content: Content;
  readonly catalogue: Catalogue;
  readonly firstSight: FirstSight;
  readonly onChanged: () => Promise<void>;
}

/** Told to whoever measures how soon a text can be read and written. */
performance.mark("editor-script");

/** Everything around one open draft: bar, cord, text, side panel, and the dialogs that are opened from them. */
export function Workplace({ guideline, content, catalogue, firstSight, onChanged }: WorkplaceProps) {
  const desk = useSignal<Desk | null>(null);
  /** One may write as soon as the text stands there; what stands around it comes a task behind it. */
  const isFurnished = useSignal(false);
  const editable =
    guideline.archivedAt === null && (guideline.role === "editor" || guideline.role === "owner");
  const isFirst = useRef(true);
  // Before the next frame: nothing is seen between the text to read and the live one.
  useLayoutEffect(() => {
    const sight = isFirst.current ? firstSight : { ...firstSight, state: null, place: null };
    isFirst.current = false;
    const opened = createDesk({ guideline, content, catalogue, firstSight: sight, editable });
    desk.value = opened;
    const asked = new URLSearchParams(location.search).get("question");
    if (asked !== null) {
      opened.questions.open(asked);
      opened.showPanel("questions");
    }
    if (new URLSearchParams(location.search).get("scope") === "mine") {
      opened.questions.show("mine");
      opened.showPanel("questions");
    }
    const takeBack = offer(() => offersOf(opened));
    afterPaint(() => {
      isFurnished.value = true;
    });
    return () => {
      takeBack();
      opened.destroy();
    };
    // A right that changes needs another connection and another view.
  }, [guideline.id, editable, content.epoch]);

  useRestoredNote(guideline.id, (section) => {
    const found = desk
      .peek()
      ?.outline.peek()
      .find(({ id }) => id === section);
    return found?.title || editorTexts().untitled;
  });

  const current = session.value;
  const now = desk.value;
  if (current.state !== "signedIn" || now === null) return null;
  const furnished = isFurnished.value;
  return (
    <>
      {furnished ? (
        <DocumentBar desk={now} guideline={guideline} me={current.me} />
      ) : (
        <FirstBar guideline={guideline} />
      )}
      {furnished && <Comings company={now.company} />}
      {furnished && <ConnectionBanner connection={now.connection} textOf={now.plainText} />}
      <div class={now.panelOpen.value ? "desk desk--panel" : "desk"}>
        {furnished ? <Cord desk={now} /> : <FirstCord guideline={guideline} />}
        <main
          id="content"
          class="sheet"
          tabIndex={-1}
          inert={phone.value && (now.cordOpen.value || now.panelOpen.value)}
        >
          {now.find.value !== null && (
            <FindBar desk={now} words={now.find.value.words} replacing={now.find.value.replacing} />
          )}
          <RightsNote guideline={guideline} />
          {now.live.value !== null && guideline.role !== "participant" && (
            <ReturnNote guidelineId={guideline.id} onFailure={() => {}} />
          )}
          <Sheet desk={now} />
          {furnished && editable && (
            <>
              <Toolbar desk={now} />
              <SlashMenu desk={now} />
            </>
          )}
          {furnished && now.live.value !== null && <Helpers desk={now} editable={editable} />}
        </main>
        {furnished && now.panelOpen.value && <SidePanel desk={now} />}
      </div>
      <Dialogs desk={now} guideline={guideline} onChanged={onChanged} />
    </>
  );
}

function Helpers({ desk, editable }: { readonly desk: Desk; readonly editable: boolean }) {
  const without = () => {};
  return (
    <>
      {editable && (
        <>
          <LineHandle desk={desk} onFailure={without} />
          <TableTools desk={desk} onFailure={without} />
          <VariableList desk={desk} onFailure={without} />
        </>
      )}
      <LinkCard desk={desk} onFailure={without} />
    </>
  );
}

/** Says why one cannot write here. */
function RightsNote({ guideline }: { readonly guideline: Guideline }) {
  const t = editorTexts();
  if (guideline.archivedAt !== null) return <p class="sheet__note">{t.archived}</p>;
  if (guideline.role === "participant") return <ParticipantNote guidelineId={guideline.id} />;
  if (guideline.role !== "commenter" && guideline.role !== "approver") return null;
  return <p class="sheet__note">{t.readOnly[guideline.role]}</p>;
}

/** Placeholders that say nothing yet are named before a version is kept. */
function unsetWarning(desk: Desk): string | null {
  const doc = desk.editorState.peek()?.doc;
  if (doc === undefined) return null;
  const unset = usedVariables(doc, desk.values.peek(), desk.catalogue).filter(isUnset);
  return unset.length === 0
    ? null
    : editorTexts().unsetVariables(formatList(unset.map(({ label }) => label)));
}

interface DialogsProps {
  readonly desk: Desk;
  readonly guideline: Guideline;
  readonly onChanged: () => Promise<void>;
}

function Dialogs({ desk, guideline, onChanged }: DialogsProps) {
  const dialog = desk.dialog.value;
  const close = () => desk.openDialog({ open: "none" });
  switch (dialog.open) {
    case "none":
      return null;
    case "link":
      return <LinkDialog desk={desk} href={dialog.href} />;
    case "variable":
      return <VariableDialog desk={desk} name={dialog.name} />;
    case "figure":
      return <FigureDialog desk={desk} dialog={dialog} onFailure={close} />;
    case "law":
      return <LawDialog desk={desk} onFailure={close} />;
    case "members":
      return <MembersDialog guideline={guideline} onChanged={onChanged} onClose={close} onFailure={close} />;
    case "nameVersion":
      return (
        <NameVersionDialog
          guidelineId={guideline.id}
          warning={unsetWarning(desk)}
          onClose={close}
          onFailure={close}
        />
      );
    default:
      return dialog satisfies never;
  }
}
