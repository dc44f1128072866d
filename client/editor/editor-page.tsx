import { useSignal } from "@preact/signals";
import { EllipsisVertical, ListTree, PanelRight } from "lucide";
import { useEffect } from "preact/hooks";
import { useRoute } from "preact-iso";
import type { Content } from "#shared/collab.ts";
import type { Guideline } from "#shared/guidelines.ts";
import type { GuidelineId } from "#shared/ids.ts";
import { MembersDialog } from "../guidelines/members-dialog.tsx";
import { describeError } from "../shell/api.ts";
import { AccountMenu, Bar } from "../shell/bar.tsx";
import { Page, useTitle } from "../shell/page.tsx";
import { useQuery } from "../shell/query.ts";
import { joinGuideline, onRealtime } from "../shell/realtime.ts";
import { session } from "../shell/session.ts";
import { shellTexts } from "../shell/texts.ts";
import { Button } from "../ui/button.tsx";
import { Skeleton } from "../ui/empty.tsx";
import { Faces } from "../ui/face.tsx";
import { Icon } from "../ui/icon.tsx";
import { Mark } from "../ui/mark.tsx";
import { Menu } from "../ui/menu.tsx";
import { set } from "../ui/set.ts";
import { NameVersionDialog } from "../versions/name-version-dialog.tsx";
import { type Catalogue, loadCatalogue } from "./catalogue.ts";
import { ConnectionBanner, SaveState } from "./connection-state.tsx";
import { Cord } from "./cord.tsx";
import { createDesk, type Desk } from "./desk.ts";
import { LinkDialog, VariableDialog } from "./dialogs.tsx";
import { phone } from "./narrow.ts";
import { Sheet } from "./sheet.tsx";
import { SidePanel } from "./side-panel.tsx";
import { editorTexts } from "./texts.ts";
import { Toolbar } from "./toolbar.tsx";

/** A guideline's draft, written together. */
export default function EditorPage() {
  const id = (useRoute().params.id ?? "") as GuidelineId;
  const guideline = useQuery<Guideline>(`/api/guidelines/${encodeURIComponent(id)}`);
  useEffect(() => {
    const leave = joinGuideline(id);
    const off = onRealtime("guidelines:changed", ({ guidelineId }) => {
      if (guidelineId === id) void guideline.reload();
    });
    return () => {
      off();
      leave();
    };
  }, [id]);

  const current = session.value;
  if (current.state !== "signedIn") return null;
  if (guideline.now.state === "loading") return <Bar me={current.me} />;
  if (guideline.now.state === "failed")
    return (
      <>
        <Bar me={current.me} />
        <Page
          title={shellTexts().notFound}
          lead={describeError(guideline.now.error)}
          narrow
          children={null}
        />
      </>
    );
  const found = guideline.now.value;
  if (found.role === "reader")
    return (
      <>
        <Bar me={current.me} />
        <Page title={editorTexts().readerTitle} lead={editorTexts().readerLead} narrow children={null} />
      </>
    );
  return <DraftPage key={id} guideline={found} onChanged={guideline.reload} />;
}

interface DraftPageProps {
  readonly guideline: Guideline;
  readonly onChanged: () => Promise<void>;
}

function DraftPage({ guideline, onChanged }: DraftPageProps) {
  useTitle(guideline.title);
  const content = useQuery<Content>(`/api/guidelines/${guideline.id}/content`);
  const catalogue = useSignal<Catalogue | null>(null);
  const catalogueError = useSignal<unknown>(null);
  useEffect(() => {
    loadCatalogue(guideline.locale).then(
      (loaded) => {
        catalogue.value = loaded;
      },
      (error: unknown) => {
        catalogueError.value = error;
      },
    );
  }, [guideline.locale]);
  const failed = content.now.state === "failed" ? content.now.error : catalogueError.value;
  const current = session.value;
  if (failed !== null && current.state === "signedIn")
    return (
      <>
        <Bar me={current.me} />
        <Page title={guideline.title} lead={describeError(failed)} narrow children={null} />
      </>
    );
  const first = content.now.state === "loaded" ? content.now.value : null;
  if (first === null || catalogue.value === null)
    return (
      <main id="content" class="desk">
        <h1 class="visually-hidden">{guideline.title}</h1>
        <Skeleton lines={6} />
      </main>
    );
  return (
    <Workplace guideline={guideline} content={first} catalogue={catalogue.value} onChanged={onChanged} />
  );
}

interface WorkplaceProps extends DraftPageProps {
  readonly content: Content;
  readonly catalogue: Catalogue;
}

function Workplace({ guideline, content, catalogue, onChanged }: WorkplaceProps) {
  const t = editorTexts();
  const desk = useSignal<Desk | null>(null);
  const members = useSignal(false);
  const naming = useSignal(false);
  const editable =
    guideline.archivedAt === null && (guideline.role === "editor" || guideline.role === "owner");
  useEffect(() => {
    const opened = createDesk({ guideline, content, catalogue, editable });
    desk.value = opened;
    return () => opened.destroy();
    // A right that changes needs another connection and another view.
  }, [guideline.id, editable, content.epoch]);

  const current = session.value;
  const now = desk.value;
  if (current.state !== "signedIn" || now === null) return null;
  const peers = now.connection.peers.value.map(({ state }) => state.user);
  const others = [...new Map(peers.map((user) => [user.id, user])).values()].filter(
    (user) => user.id !== current.me.id,
  );
  return (
    <>
      <header class="bar">
        <a class="skip-link" href="#content">
          {shellTexts().skip}
        </a>
        <a class="bar__home" href="/" aria-label={shellTexts().toStart}>
          <Mark />
        </a>
        <span class="only-narrow">
          <Button
            square
            look="plain"
            label={t.openSections}
            aria-expanded={now.cordOpen.value}
            aria-controls="cord"
            onClick={() => now.openCord(!now.cordOpen.value)}
          >
            <Icon of={ListTree} />
          </Button>
        </span>
        <div class="bar__document">
          <h1 class="bar__title">{guideline.title}</h1>
          <span class="bar__status">{guideline.archivedAt === null ? t.draft : t.archived}</span>
        </div>
        <div class="bar__right">
          <SaveState connection={now.connection} editable={editable} />
          <Faces of={others} />
          <Button look="plain" class="only-wide" onClick={() => set(members)(true)}>
            {t.members}
          </Button>
          {editable && (
            <Button look="primary" class="only-wide" onClick={() => set(naming)(true)}>
              {t.nameVersion}
            </Button>
          )}
          <Button
            square
            look="plain"
            label={t.panel}
            aria-expanded={now.panelOpen.value}
            aria-controls="side-panel"
            onClick={() => now.openPanel(!now.panelOpen.value)}
          >
            <Icon of={PanelRight} />
          </Button>
          <span class="only-narrow">
            <Menu
              label={t.more}
              items={[
                { label: t.members, onSelect: () => set(members)(true) },
                ...(editable ? [{ label: t.nameVersion, onSelect: () => set(naming)(true) }] : []),
              ]}
            >
              <Icon of={EllipsisVertical} />
            </Menu>
          </span>
          <AccountMenu me={current.me} />
        </div>
      </header>
      <ConnectionBanner connection={now.connection} textOf={now.plainText} />
      <div class={now.panelOpen.value ? "desk desk--panel" : "desk"}>
        <Cord desk={now} />
        <main
          id="content"
          class="sheet"
          tabIndex={-1}
          inert={phone.value && (now.cordOpen.value || now.panelOpen.value)}
        >
          {guideline.archivedAt !== null && <p class="sheet__note">{t.archived}</p>}
          {guideline.archivedAt === null &&
            !editable &&
            guideline.role !== "owner" &&
            guideline.role !== "editor" &&
            guideline.role !== "reader" && <p class="sheet__note">{t.readOnly[guideline.role]}</p>}
          <Sheet desk={now} />
          {editable && <Toolbar desk={now} />}
        </main>
        {now.panelOpen.value && <SidePanel desk={now} />}
      </div>
      {now.dialog.value.open === "link" && <LinkDialog desk={now} href={now.dialog.value.href} />}
      {now.dialog.value.open === "variable" && <VariableDialog desk={now} name={now.dialog.value.name} />}
      {members.value && (
        <MembersDialog guideline={guideline} onChanged={onChanged} onClose={() => set(members)(false)} />
      )}
      {naming.value && <NameVersionDialog guidelineId={guideline.id} onClose={() => set(naming)(false)} />}
    </>
  );
}
