import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { useLocation, useRoute } from "preact-iso";
import type { Change, Comparison } from "#shared/document/comparison.ts";
import type { Guideline } from "#shared/guidelines.ts";
import type { Version, VersionContent } from "#shared/versions.ts";
import { type Catalogue, loadCatalogue } from "../editor/catalogue.ts";
import { drawSections, type JsonNode, sectionTitles } from "../reading/draw.ts";
import "../editor/editor.css";
import { formatDate, formatList, formatTime } from "../i18n/index.ts";
import { api, describeError } from "../shell/api.ts";
import { Bar } from "../shell/bar.tsx";
import { useForm } from "../shell/form.ts";
import { Page } from "../shell/page.tsx";
import { useQuery } from "../shell/query.ts";
import { session } from "../shell/session.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Skeleton } from "../ui/empty.tsx";
import { SelectField } from "../ui/field.tsx";
import { Notice } from "../ui/notice.tsx";
import { set } from "../ui/set.ts";
import { toast } from "../ui/toast.tsx";
import { compareTexts } from "./compare-texts.ts";
import { versionTexts } from "./texts.ts";
import { versionName } from "./version-name.ts";

/** A version as it was, and the way back to it. */
export default function VersionPage() {
  const { id = "", number = "" } = useRoute().params;
  const t = versionTexts();
  const guideline = useQuery<Guideline>(`/api/guidelines/${encodeURIComponent(id)}`);
  const content = useQuery<VersionContent>(
    `/api/guidelines/${encodeURIComponent(id)}/versions/${encodeURIComponent(number)}`,
  );
  const current = session.value;
  if (current.state !== "signedIn") return null;
  const failed = [guideline.now, content.now].find((each) => each.state === "failed");
  return (
    <>
      <Bar me={current.me} />
      {failed?.state === "failed" && (
        <Page title={t.noSuch} lead={describeError(failed.error)} narrow children={null} />
      )}
      {guideline.now.state === "loading" && <Skeleton />}
      {guideline.now.state === "loaded" &&
        content.now.state === "loaded" &&
        content.now.value.version !== null && (
          <Reading
            guideline={guideline.now.value}
            content={content.now.value}
            version={content.now.value.version}
          />
        )}
    </>
  );
}

interface ReadingProps {
  readonly guideline: Guideline;
  readonly content: VersionContent;
  readonly version: Version;
}

function Reading({ guideline, content, version }: ReadingProps) {
  const t = versionTexts();
  const paper = useRef<HTMLDivElement>(null);
  const catalogue = useSignal<Catalogue | null>(null);
  const restoring = useSignal(false);
  useEffect(() => {
    void loadCatalogue(guideline).then(set<Catalogue | null>(catalogue));
  }, [guideline.locale]);
  useEffect(() => {
    if (paper.current === null || catalogue.value === null) return;
    const { doc, variables } = content;
    paper.current.replaceChildren(
      ...drawSections(doc as JsonNode, { variables, catalogue: catalogue.value, kind: guideline.kind }),
    );
  }, [content, catalogue.value]);
  const mayRestore =
    guideline.archivedAt === null && (guideline.role === "owner" || guideline.role === "editor");
  return (
    <Page
      title={versionName(version)}
      lead={`${guideline.title}. ${t.asOf(formatDate(version.createdAt), formatTime(version.createdAt))}`}
    >
      {version.note !== null && <p class="history__note">{version.note}</p>}
      <div class="form__actions version__actions">
        <a class="button" href={`/guidelines/${guideline.id}`}>
          {t.back}
        </a>
        <a class="button" href={`/guidelines/${guideline.id}/compare?from=${version.number}&to=draft`}>
          {compareTexts().compareWithDraft}
        </a>
        {version.status !== "snapshot" && (
          <a class="button" href={`/guidelines/${guideline.id}/versions/${version.number}/release-sheet`}>
            {t.releaseSheet}
          </a>
        )}
        {mayRestore && (
          <Button look="primary" onClick={() => set(restoring)(true)}>
            {t.restoreAction}
          </Button>
        )}
      </div>
      <div class="sheet__paper version__paper" lang={guideline.locale}>
        <div class="sheet__text" ref={paper} />
      </div>
      {restoring.value && (
        <RestoreDialog
          guideline={guideline}
          content={content}
          version={version}
          onClose={() => set(restoring)(false)}
        />
      )}
    </Page>
  );
}

const WHOLE = "";

function RestoreDialog({
  guideline,
  content,
  version,
  onClose,
}: ReadingProps & { readonly onClose: () => void }) {
  const t = versionTexts();
  const { route } = useLocation();
  const form = useForm();
  const what = useSignal<string>(WHOLE);
  const path = `/api/guidelines/${guideline.id}/versions`;
  const comparison = useQuery<Comparison>(`${path}/compare?from=draft&to=${version.number}`);
  const sections = sectionTitles(content.doc as JsonNode).map(({ id, title }) => ({
    value: id,
    label: t.section(title || t.untitled),
  }));
  const work = async () => {
    const body = what.value === WHOLE ? {} : { sectionId: what.value };
    const kept = await api.post<Version>(`${path}/${version.number}/restore`, body);
    const undo = () =>
      void api
        .post<Version>(`${path}/${kept.number}/restore`, body)
        .then(() => toast(t.undone))
        .catch((error: unknown) => toast(describeError(error)));
    // A section that was not there has nothing to go back to; it can be removed along the cord.
    const wasThere = what.value === WHOLE || guideline.outline.some(({ id }) => id === what.value);
    toast(t.restored, wasThere ? undo : null);
    route(`/guidelines/${guideline.id}`);
  };
  const coming = comparison.now.state === "loaded" ? whatChanges(comparison.now.value, what.value) : null;
  return (
    <Dialog title={t.restoreTitle} onClose={onClose}>
      <p>{t.restoreLead}</p>
      <form class="form form-in-dialog" noValidate onSubmit={form.submit(() => ({}), work)}>
        {form.errors.sentence !== null && <Notice kind="error">{form.errors.sentence}</Notice>}
        <SelectField
          label={t.what}
          name="what"
          value={what.value}
          options={[{ value: WHOLE, label: t.whole }, ...sections]}
          onChange={set(what)}
        />
        <div aria-live="polite">
          {coming !== null &&
            (coming.length === 0 ? <p class="quiet">{t.nothingChanges}</p> : <Coming changes={coming} />)}
        </div>
        <div class="dialog__actions">
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button type="submit" look="primary" disabled={form.busy || coming?.length === 0}>
            {t.restoreAction}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** What restoring the whole or one section changes in the draft; variables go with the whole alone. */
function whatChanges({ changes }: Comparison, what: string): readonly Change[] {
  return what === WHOLE ? changes : changes.filter(({ section }) => section?.id === what);
}

/** Most sections that are named before something happens to them. */
const NAMED = 6;

function Coming({ changes }: { readonly changes: readonly Change[] }) {
  const t = versionTexts();
  const titles = (type: Change["type"]) =>
    changes.flatMap((change) => (change.type === type ? [change.section?.title || t.untitled] : []));
  const [back, gone] = [titles("sectionAdded"), titles("sectionRemoved")];
  const changed = Map.groupBy(
    changes.filter(({ type }) => type !== "sectionAdded" && type !== "sectionRemoved"),
    ({ section }) => (section === null ? t.variables : section.title || t.untitled),
  );
  const named = [...changed].slice(0, NAMED);
  return (
    <ul class="restore__coming">
      {back.length > 0 && <li>{t.comesBack(formatList(back))}</li>}
      {gone.length > 0 && <li>{t.goesAway(formatList(gone))}</li>}
      {named.map(([title, list]) => (
        <li key={title}>{t.changesIn(title, list.length)}</li>
      ))}
      {changed.size > NAMED && <li>{t.moreSections(changed.size - NAMED)}</li>}
    </ul>
  );
}
