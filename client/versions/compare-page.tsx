import { useSignal } from "@preact/signals";
import { ArrowDown, ArrowLeftRight, ArrowUp } from "lucide";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { useLocation, useRoute } from "preact-iso";
import { type Names, sentencesOf } from "#shared/document/change-sentences.ts";
import type { Change, Comparison, NodeJson } from "#shared/document/comparison.ts";
import type { Guideline } from "#shared/guidelines.ts";
import type { Version } from "#shared/versions.ts";
import { type Catalogue, loadCatalogue } from "../editor/catalogue.ts";
import { variableLabel } from "../editor/views/variables.ts";
import { formatDate, formatTime, locale } from "../i18n/index.ts";
import { describeError } from "../shell/api.ts";
import { Bar } from "../shell/bar.tsx";
import { DownloadLink } from "../shell/download-link.tsx";
import { Page, useTitle } from "../shell/page.tsx";
import { useQuery } from "../shell/query.ts";
import { session } from "../shell/session.ts";
import { Button } from "../ui/button.tsx";
import { Skeleton } from "../ui/empty.tsx";
import { SelectField } from "../ui/field.tsx";
import { Icon } from "../ui/icon.tsx";
import { Notice } from "../ui/notice.tsx";
import { set } from "../ui/set.ts";
import { compareTexts } from "./compare-texts.ts";
import { type ComparedView, openComparedView } from "./compare-view.ts";
import { versionName } from "./version-name.ts";
import "./compare.css";

/** What differs between two texts of a guideline: `?from=` and `?to=` are numbers of versions, `draft` or `template`. */
export default function ComparePage() {
  const { id = "" } = useRoute().params;
  const { query, route } = useLocation();
  const t = compareTexts();
  const base = `/api/guidelines/${encodeURIComponent(id)}`;
  const guideline = useQuery<Guideline>(base);
  const versions = useQuery<readonly Version[]>(`${base}/versions`);
  const current = session.value;
  if (current.state !== "signedIn") return null;
  const failed = [guideline.now, versions.now].find((each) => each.state === "failed");
  if (failed?.state === "failed")
    return (
      <>
        <Bar me={current.me} />
        <Page title={t.title} lead={describeError(failed.error)} narrow children={null} />
      </>
    );
  if (guideline.now.state !== "loaded" || versions.now.state !== "loaded")
    return (
      <>
        <Bar me={current.me} />
        <main class="page">
          <Skeleton />
        </main>
      </>
    );
  const latest = versions.now.value[0];
  const from = query.from ?? (latest === undefined ? "template" : String(latest.number));
  const to = query.to ?? "draft";
  const choose = (older: string, newer: string) =>
    route(`/guidelines/${id}/compare?${new URLSearchParams({ from: older, to: newer })}`, true);
  return (
    <>
      <Bar me={current.me} />
      <ComparedTexts
        guideline={guideline.now.value}
        versions={versions.now.value}
        from={from}
        to={to}
        onChoose={choose}
      />
    </>
  );
}

interface ComparedTextsProps {
  readonly guideline: Guideline;
  readonly versions: readonly Version[];
  readonly from: string;
  readonly to: string;
  readonly onChoose: (from: string, to: string) => void;
}

function ComparedTexts({ guideline, versions, from, to, onChoose }: ComparedTextsProps) {
  const t = compareTexts();
  useTitle(`${t.title}: ${guideline.title}`);
  const options = [
    { value: "draft", label: t.draft },
    ...versions.map((version) => ({
      value: String(version.number),
      label: t.dated(versionName(version), formatDate(version.createdAt), formatTime(version.createdAt)),
    })),
    { value: "template", label: `${t.template}: ${t.templateHint}` },
  ];
  return (
    <main id="content" class="compare">
      <header class="compare__head">
        <h1 class="page__title">{t.title}</h1>
        <p class="page__lead">
          <a href={`/guidelines/${guideline.id}`}>{guideline.title}</a>
        </p>
        <div class="compare__choice">
          <SelectField
            label={t.older}
            name="from"
            value={from}
            options={options}
            onChange={(chosen) => onChoose(chosen, to)}
          />
          <Button square label={t.swap} onClick={() => onChoose(to, from)}>
            <Icon of={ArrowLeftRight} />
          </Button>
          <SelectField
            label={t.newer}
            name="to"
            value={to}
            options={options}
            onChange={(chosen) => onChoose(from, chosen)}
          />
        </div>
      </header>
      {from === to ? (
        <div class="compare__message">
          <Notice>{t.same}</Notice>
        </div>
      ) : (
        <Result key={`${from} ${to}`} guideline={guideline} from={from} to={to} />
      )}
    </main>
  );
}

function Result({ guideline, from, to }: { guideline: Guideline; from: string; to: string }) {
  const t = compareTexts();
  const comparison = useQuery<Comparison>(
    `/api/guidelines/${guideline.id}/versions/compare?${new URLSearchParams({ from, to })}`,
  );
  const catalogue = useSignal<Catalogue | null>(null);
  useEffect(() => {
    void loadCatalogue(guideline).then(set<Catalogue | null>(catalogue));
  }, [guideline.id]);
  if (comparison.now.state === "failed")
    return (
      <div class="compare__message">
        <Notice kind="error">{describeError(comparison.now.error)}</Notice>
      </div>
    );
  if (comparison.now.state === "loading" || catalogue.value === null)
    return (
      <div class="compare__message">
        <Skeleton lines={6} />
      </div>
    );
  if (comparison.now.value.changes.length === 0)
    return (
      <div class="compare__message">
        <Notice>{t.none}</Notice>
      </div>
    );
  return (
    <Changes
      guideline={guideline}
      from={from}
      to={to}
      comparison={comparison.now.value}
      catalogue={catalogue.value}
    />
  );
}

interface ChangesProps {
  readonly guideline: Guideline;
  readonly from: string;
  readonly to: string;
  readonly comparison: Comparison;
  readonly catalogue: Catalogue;
}

function Changes({ guideline, from, to, comparison, catalogue }: ChangesProps) {
  const t = compareTexts();
  const paper = useRef<HTMLDivElement>(null);
  const view = useRef<ComparedView | null>(null);
  const list = useRef<HTMLOListElement>(null);
  const withFormatting = useSignal(true);
  const here = useSignal<number | null>(null);
  const shown = comparison.changes.filter(({ formatting }) => withFormatting.value || !formatting);
  const names = useMemo(() => namesOf(comparison, catalogue), [comparison, catalogue, locale.value]);

  useEffect(() => {
    if (paper.current === null) return undefined;
    const opened = openComparedView(paper.current, comparison, catalogue, {
      kind: guideline.kind,
      withFormatting: withFormatting.value,
    });
    view.current = opened;
    return () => opened.destroy();
  }, [comparison, catalogue, withFormatting.value]);

  const go = (change: Change | undefined) => {
    if (change === undefined) return;
    here.value = change.id;
    // The text last: on a narrow screen the list is above it on the same page.
    list.current?.querySelector(`[data-item="${change.id}"]`)?.scrollIntoView({ block: "nearest" });
    view.current?.show(change.id);
  };
  const placeOf = (id: number | null) => shown.findIndex((change) => change.id === id);
  // Keys may come faster than the screen is drawn.
  const step = (by: 1 | -1) => {
    const from = placeOf(here.peek());
    go(shown[from < 0 ? (by > 0 ? 0 : shown.length - 1) : from + by]);
  };
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
      if (!event.altKey || by === 0) return;
      event.preventDefault();
      step(by);
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  });

  const at = placeOf(here.value);
  const current = shown[at];
  return (
    <div class="compare__columns">
      <aside class="compare__side" aria-label={t.changes}>
        <div class="compare__steps">
          <p class="compare__count" aria-live="polite">
            {current === undefined ? t.counts(shown.length) : t.counted(at + 1, shown.length)}
            {current !== undefined && (
              <span class="visually-hidden">: {sentencesOf(current, names).join(" ")}</span>
            )}
          </p>
          <Button square look="plain" label={t.previous} disabled={at === 0} onClick={() => step(-1)}>
            <Icon of={ArrowUp} />
          </Button>
          <Button
            square
            look="plain"
            label={t.next}
            disabled={at === shown.length - 1}
            onClick={() => step(1)}
          >
            <Icon of={ArrowDown} />
          </Button>
          {current !== undefined && (
            <p class="compare__now" aria-hidden="true">
              {sentencesOf(current, names).join(" ")}
            </p>
          )}
        </div>
        <div class="compare__list">
          <label class="choice">
            <input
              type="checkbox"
              checked={withFormatting.value}
              onChange={(event) => {
                withFormatting.value = event.currentTarget.checked;
                here.value = null;
              }}
            />
            {t.formatting}
          </label>
          <p class="quiet compare__keys">{t.keys}</p>
          {shown.length === 0 && <Notice>{t.noneShown}</Notice>}
          <div class="compare__export">
            <span class="quiet">{t.onPaper}</span>
            {(["pdf", "docx"] as const).map((format) => (
              <DownloadLink
                key={format}
                href={`/api/guidelines/${guideline.id}/versions/compare/export?${new URLSearchParams({ from, to, format })}`}
              >
                {format === "pdf" ? t.asPdf : t.asWord}
              </DownloadLink>
            ))}
          </div>
          <ol ref={list}>
            {grouped(shown).map(([title, changes]) => (
              <li key={changes[0]?.id} class="compare__section">
                <h2>{title ?? t.variables}</h2>
                <ol>
                  {changes.map((change) => (
                    <li key={change.id}>
                      <button
                        type="button"
                        class="compare__change"
                        data-item={change.id}
                        aria-current={change.id === here.value}
                        onClick={() => go(change)}
                      >
                        {sentencesOf(change, names).map((sentence, index) => (
                          <span key={index}>{sentence}</span>
                        ))}
                        {change.binding && <span class="compare__binding">{t.binding}</span>}
                      </button>
                    </li>
                  ))}
                </ol>
              </li>
            ))}
          </ol>
        </div>
      </aside>
      <div class="compare__text">
        <div class="sheet__paper" lang={guideline.locale} ref={paper} />
      </div>
    </div>
  );
}

/** Changes one behind the other that are in the same section. */
function grouped(changes: readonly Change[]): readonly (readonly [string | null, readonly Change[]])[] {
  const t = compareTexts();
  const groups: { readonly id: string | null; readonly title: string | null; readonly changes: Change[] }[] =
    [];
  for (const change of changes) {
    const last = groups.at(-1);
    const id = change.section?.id ?? null;
    if (last !== undefined && last.id === id) last.changes.push(change);
    else
      groups.push({
        id,
        title: change.section === null ? null : change.section.title || t.untitled,
        changes: [change],
      });
  }
  return groups.map(({ title, changes: all }) => [title, all] as const);
}

function namesOf({ doc, variables }: Comparison, catalogue: Catalogue): Names {
  const sections = (doc.content ?? []) as readonly NodeJson[];
  return {
    locale: locale.value,
    label: (name) => variableLabel(catalogue, name),
    variable: (name) => variables[name]?.trim() || variableLabel(catalogue, name),
    section(id) {
      const section = sections.find(({ attrs }) => (attrs as { id?: string } | undefined)?.id === id);
      const title = ((section?.content ?? []) as readonly NodeJson[])[0];
      const words = ((title?.content ?? []) as readonly { readonly text?: string }[]).map(
        ({ text }) => text ?? "",
      );
      return words.join("") || compareTexts().untitled;
    },
  };
}
