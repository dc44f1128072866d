import { useSignal } from "@preact/signals";
import { Ellipsis, Plus } from "lucide";
import type { GuidelineSummary } from "#shared/guidelines.ts";
import type { GuidelineId } from "#shared/ids.ts";
import { formatDate } from "../i18n/index.ts";
import { WaitingList } from "../questions/waiting-list.tsx";
import { WaitingReviews } from "../reviews/waiting-reviews.tsx";
import { api, describeError } from "../shell/api.ts";
import { Page } from "../shell/page.tsx";
import { useQuery } from "../shell/query.ts";
import { session } from "../shell/session.ts";
import { Empty, Skeleton } from "../ui/empty.tsx";
import { Faces } from "../ui/face.tsx";
import { Icon } from "../ui/icon.tsx";
import { Menu } from "../ui/menu.tsx";
import { Notice } from "../ui/notice.tsx";
import { set } from "../ui/set.ts";
import { toast } from "../ui/toast.tsx";
import { CordLine } from "./cord-line.tsx";
import { MembersDialog } from "./members-dialog.tsx";
import { guidelineTexts } from "./texts.ts";
import "./guidelines.css";

/** What there is: guidelines as rows with their cord. */
export function StartPage() {
  const t = guidelineTexts();
  const current = session.value;
  const guidelines = useQuery<readonly GuidelineSummary[]>("/api/guidelines");
  const archive = useQuery<readonly GuidelineSummary[]>("/api/guidelines?archived=true");
  const managed = useSignal<GuidelineId | null>(null);
  const reload = async () => void (await Promise.all([guidelines.reload(), archive.reload()]));
  const move = async ({ id }: GuidelineSummary, archived: boolean) => {
    try {
      await api.patch(`/api/guidelines/${id}`, { archived });
      await reload();
      return true;
    } catch (error) {
      toast(describeError(error));
      return false;
    }
  };
  const putAway = async (guideline: GuidelineSummary) => {
    if (await move(guideline, true)) toast(t.archived(guideline.title), () => void move(guideline, false));
  };

  const all = guidelines.now.state === "loaded" ? guidelines.now.value : [];
  const archived = archive.now.state === "loaded" ? archive.now.value : [];
  const open = all.find((each) => each.id === managed.value);
  const create = (
    <a class="button" href="/new">
      <Icon of={Plus} />
      {t.create}
    </a>
  );
  return (
    <Page
      tab={t.title}
      title={current.state === "signedIn" ? t.greeting(new Date().getHours(), current.me.name) : t.title}
    >
      <WaitingReviews />
      <WaitingList guidelineIds={all.map(({ id }) => id)} />
      <section class="page__section" aria-labelledby="guidelines">
        <div class="page__head">
          <h2 id="guidelines">{t.title}</h2>
          {all.length > 0 && create}
        </div>
        {guidelines.now.state === "loading" && <Skeleton />}
        {guidelines.now.state === "failed" && (
          <Notice kind="error">{describeError(guidelines.now.error)}</Notice>
        )}
        {guidelines.now.state === "loaded" && all.length === 0 && <Empty text={t.empty}>{create}</Empty>}
        {all.length > 0 && (
          <ul class="guidelines">
            {all.map((guideline) => (
              <Row
                key={guideline.id}
                guideline={guideline}
                onMembers={() => set<GuidelineId | null>(managed)(guideline.id)}
                onArchive={() => void putAway(guideline)}
              />
            ))}
          </ul>
        )}
      </section>
      {archived.length > 0 && (
        <details class="archive">
          <summary>
            {t.archiveTitle} ({archived.length})
          </summary>
          <ul class="guidelines">
            {archived.map((guideline) => (
              <li key={guideline.id} class="guideline">
                <div>
                  <h3 class="guideline__title">
                    <a href={`/guidelines/${guideline.id}`}>{guideline.title}</a>
                  </h3>
                  <p class="guideline__detail">
                    {t.archivedOn(formatDate(guideline.archivedAt ?? guideline.createdAt))}
                  </p>
                </div>
                <span />
                <span />
                {guideline.role === "owner" ? (
                  <Menu
                    label={t.actions(guideline.title)}
                    items={[{ label: t.unarchive, onSelect: () => void move(guideline, false) }]}
                  >
                    <Icon of={Ellipsis} />
                  </Menu>
                ) : (
                  <span />
                )}
              </li>
            ))}
          </ul>
        </details>
      )}
      {open !== undefined && (
        <MembersDialog
          guideline={open}
          onChanged={reload}
          onClose={() => set<GuidelineId | null>(managed)(null)}
        />
      )}
    </Page>
  );
}

interface RowProps {
  readonly guideline: GuidelineSummary;
  readonly onMembers: () => void;
  readonly onArchive: () => void;
}

function Row({ guideline, onMembers, onArchive }: RowProps) {
  const t = guidelineTexts();
  return (
    <li class="guideline">
      <div>
        <h3 class="guideline__title">
          <a href={`/guidelines/${guideline.id}`}>{guideline.title}</a>
        </h3>
        <p class="guideline__detail">
          {t.kinds[guideline.kind]}, {t.draft}
        </p>
      </div>
      {guideline.role === "reader" ? (
        <p class="guideline__detail">{t.readerNote}</p>
      ) : (
        <CordLine outline={guideline.outline} />
      )}
      <Faces of={guideline.members} />
      <Menu
        label={t.actions(guideline.title)}
        items={[
          { label: t.members, onSelect: onMembers },
          ...(guideline.role === "owner" ? [{ label: t.archive, onSelect: onArchive }] : []),
        ]}
      >
        <Icon of={Ellipsis} />
      </Menu>
    </li>
  );
}
