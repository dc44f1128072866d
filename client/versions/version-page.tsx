import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { useLocation, useRoute } from "preact-iso";
import type { Guideline } from "#shared/guidelines.ts";
import type { Version, VersionContent } from "#shared/versions.ts";
import { type Catalogue, loadCatalogue } from "../editor/catalogue.ts";
import { drawSections, type JsonNode, sectionTitles } from "../reading/draw.ts";
import "../editor/editor.css";
import { formatDate, formatTime } from "../i18n/index.ts";
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
      ...drawSections(doc as JsonNode, { variables, catalogue: catalogue.value }),
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
  const sections = sectionTitles(content.doc as JsonNode).map(({ id, title }) => ({
    value: id,
    label: t.section(title || t.untitled),
  }));
  const work = async () => {
    const body = what.value === WHOLE ? {} : { sectionId: what.value };
    await api.post<Version>(`/api/guidelines/${guideline.id}/versions/${version.number}/restore`, body);
    toast(t.restored);
    route(`/guidelines/${guideline.id}`);
  };
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
        <div class="dialog__actions">
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button type="submit" look="primary" disabled={form.busy}>
            {t.restoreAction}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
