import { EllipsisVertical, ListTree, PanelRight } from "lucide";
import { useLocation } from "preact-iso";
import type { Guideline } from "#shared/guidelines.ts";
import type { Me } from "#shared/identity.ts";
import { InboxButton } from "../notifications/inbox-button.tsx";
import { nextToAnswer } from "../questions/model.ts";
import { questionTexts } from "../questions/texts.ts";
import { AccountMenu } from "../shell/bar.tsx";
import { openOverlay } from "../shell/overlays.tsx";
import { shellTexts } from "../shell/texts.ts";
import { Button } from "../ui/button.tsx";
import { Faces } from "../ui/face.tsx";
import { Icon } from "../ui/icon.tsx";
import { Mark } from "../ui/mark.tsx";
import { Menu, type MenuItem } from "../ui/menu.tsx";
import { onDemand } from "../ui/on-demand.tsx";
import { blockTexts } from "./block-texts.ts";
import { SaveState } from "./connection-state.tsx";
import type { Desk } from "./desk.ts";
import { narrow, phone } from "./narrow.ts";
import { editorTexts } from "./texts.ts";

const ApprovalStep = onDemand(async () => (await import("../reviews/approval-state.tsx")).ApprovalStep);

interface DocumentBarProps {
  readonly desk: Desk;
  readonly guideline: Guideline;
  readonly me: Me;
}

/** The top of a draft: what it is, whether it is saved, who else is there, and what to do with it. */
export function DocumentBar({ desk, guideline, me }: DocumentBarProps) {
  const t = editorTexts();
  const openMembers = () => desk.openDialog({ open: "members" });
  const nameVersion = () => desk.openDialog({ open: "nameVersion" });
  const { route } = useLocation();
  const readingView = `/guidelines/${guideline.id}/read`;
  const visits = guideline.role === "participant";
  const clarify = nextQuestion(desk);
  const withoutRoom: readonly MenuItem[] = [
    ...(visits ? [] : [{ label: t.members, onSelect: openMembers }]),
    ...(desk.editable ? [{ label: t.nameVersion, onSelect: nameVersion }] : []),
  ];
  const actions: readonly MenuItem[] = [
    ...(phone.value && clarify !== null ? [clarify] : []),
    ...(narrow.value ? withoutRoom : []),
    { label: t.find, begins: narrow.value, onSelect: () => desk.openFind(false) },
    { label: t.readingView, onSelect: () => route(readingView) },
    ...(visits
      ? []
      : [{ label: questionTexts().approval, onSelect: () => route(`/guidelines/${guideline.id}/approval`) }]),
    { label: blockTexts().copyMarkdown, onSelect: () => void desk.copyMarkdown() },
    { label: t.print, onSelect: () => print() },
    { label: t.shortcuts, onSelect: () => openOverlay("shortcuts") },
  ];
  return (
    <header class="bar">
      <a class="skip-link" href="#content">
        {shellTexts().skip}
      </a>
      <a class="skip-link" href={readingView}>
        {t.readingView}
      </a>
      <a class="bar__home" href="/" aria-label={shellTexts().toStart}>
        <Mark />
      </a>
      <span class="only-narrow">
        <Button
          square
          look="plain"
          label={t.openSections}
          aria-expanded={desk.cordOpen.value}
          aria-controls="cord"
          onClick={() => desk.openCord(!desk.cordOpen.value)}
        >
          <Icon of={ListTree} />
        </Button>
      </span>
      <div class="bar__document">
        <h1 class="bar__title">{guideline.title}</h1>
        <span class="bar__status">{guideline.archivedAt === null ? t.draft : t.archived}</span>
      </div>
      <div class="bar__right">
        <SaveState connection={desk.connection} editable={desk.editable} />
        <Others desk={desk} me={me} />
        {!visits && (
          <Button look="plain" class="only-roomy" onClick={openMembers}>
            {t.members}
          </Button>
        )}
        {desk.editable && (
          <Button
            look={clarify === null && guideline.role !== "owner" ? "primary" : "normal"}
            class="only-roomy"
            onClick={nameVersion}
          >
            {t.nameVersion}
          </Button>
        )}
        {clarify !== null && (
          <Button look="primary" class="only-wide" onClick={clarify.onSelect}>
            {clarify.label}
          </Button>
        )}
        {followsApproval(desk, guideline) && (
          <ApprovalStep guideline={guideline} isNext={clarify === null} onFailure={() => {}} />
        )}
        <Button
          square
          look="plain"
          label={t.panel}
          aria-expanded={desk.panelOpen.value}
          aria-controls="side-panel"
          onClick={() => desk.openPanel(!desk.panelOpen.value)}
        >
          <Icon of={PanelRight} />
        </Button>
        <Menu label={t.more} items={actions}>
          <Icon of={EllipsisVertical} />
        </Menu>
        <InboxButton />
        <AccountMenu me={me} />
      </div>
    </header>
  );
}

/** Whoever comes by while a draft is open to all staff is told nothing of its approval. What holds it is known first. */
function followsApproval({ live, questions }: Desk, { role }: Guideline): boolean {
  return role !== "participant" && live.value !== null && questions.state.value !== "loading";
}

/** The next step of the way, as long as there is something to clarify. */
function nextQuestion(desk: Desk): MenuItem | null {
  const { questions } = desk;
  const next = nextToAnswer(questions);
  if (next === null) return null;
  return {
    label: questionTexts().clarify(next.count),
    onSelect: () => {
      questions.show("section");
      questions.open(next.question.id);
      desk.showPanel("questions");
    },
  };
}

function Others({ desk, me }: Pick<DocumentBarProps, "desk" | "me">) {
  return <Faces of={desk.company.users.value.filter((user) => user.id !== me.id)} />;
}
