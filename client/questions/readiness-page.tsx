import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Guideline } from "#shared/guidelines.ts";
import type { Body } from "#shared/identity.ts";
import type { BodyId } from "#shared/ids.ts";
import type { Finding, Meanwhile, Readiness } from "#shared/questions.ts";
import { type Catalogue, loadCatalogue } from "../editor/catalogue.ts";
import { formatDate, formatList } from "../i18n/index.ts";
import { api, describeError } from "../shell/api.ts";
import { useQuery } from "../shell/query.ts";
import { session } from "../shell/session.ts";
import { Button } from "../ui/button.tsx";
import { TextField } from "../ui/field.tsx";
import { set } from "../ui/set.ts";
import { toast } from "../ui/toast.tsx";
import { GuidelinePageFrame } from "./guideline-page.tsx";
import { HoldBanner, HoldDialog } from "./hold.tsx";
import { pageTexts } from "./page-texts.ts";

/** How far a guideline is: what holds it up, what warns, and what its text says meanwhile. */
export default function ReadinessPage() {
  const t = pageTexts();
  return (
    <GuidelinePageFrame<Readiness> here="readiness" title={t.readiness} path="readiness">
      {({ guideline, value, nameOf, reload }) => (
        <Overview guideline={guideline} readiness={value} nameOf={nameOf} onChanged={reload} />
      )}
    </GuidelinePageFrame>
  );
}

interface OverviewProps {
  readonly guideline: Guideline;
  readonly readiness: Readiness;
  readonly nameOf: (body: BodyId) => string;
  readonly onChanged: () => Promise<void>;
}

function Overview({ guideline, readiness, nameOf, onChanged }: OverviewProps) {
  const t = pageTexts();
  const holding = useSignal(false);
  const catalogue = useSignal<Catalogue | null>(null);
  const bodies = useQuery<readonly Body[]>("/api/bodies");
  useEffect(() => {
    void loadCatalogue(guideline).then(set<Catalogue | null>(catalogue));
  }, [guideline.id]);
  const labelOf = (variable: string) => catalogue.value?.variable(variable)?.label ?? variable;
  const owner = guideline.role === "owner" && guideline.archivedAt === null;
  const management =
    bodies.now.state === "loaded"
      ? bodies.now.value.find(({ key }) => key === "geschaeftsfuehrung")
      : undefined;
  const current = session.value;
  const mayHold =
    guideline.archivedAt === null &&
    (owner ||
      (current.state === "signedIn" &&
        management !== undefined &&
        current.me.bodies.includes(management.id)));
  const shown = readiness.sections.filter(({ blocks, warns }) => blocks.length + warns.length > 0);
  const settled = readiness.sections.filter(({ blocks, warns }) => blocks.length + warns.length === 0);
  return (
    <>
      {readiness.hold !== null && (
        <HoldBanner guideline={guideline} hold={readiness.hold} mayLift={mayHold} onChanged={onChanged} />
      )}
      <div class="readiness__head">
        <p class="readiness__sum">
          <strong>{readiness.blocking === 0 ? t.ready : t.holds(readiness.blocking)}</strong>{" "}
          {readiness.warnings === 0 ? t.noWarnings : t.warns(readiness.warnings)}
        </p>
        {owner && <TargetDate guideline={guideline} onChanged={onChanged} />}
        {mayHold && readiness.hold === null && (
          <Button onClick={() => set(holding)(true)}>{t.holdAction}</Button>
        )}
      </div>
      <table class="readiness">
        <thead>
          <tr>
            <th scope="col">{t.columns.blocks}</th>
            <th scope="col">{t.columns.warns}</th>
            <th scope="col">{t.columns.meanwhile}</th>
          </tr>
        </thead>
        {[...shown, ...settled].map((section) => (
          <tbody key={section.id}>
            <tr>
              <th class="readiness__section" scope="rowgroup" colSpan={3}>
                <span class={`knot knot--${section.status}`} aria-hidden="true" />
                {section.title || t.untitled}
                <span class="readiness__status">{t.statuses[section.status]}</span>
              </th>
            </tr>
            {(["blocks", "warns"] as const).map((weight) =>
              section[weight].map((finding) => (
                <Row
                  key={keyOf(finding)}
                  guideline={guideline}
                  finding={finding}
                  weight={weight}
                  nameOf={nameOf}
                  labelOf={labelOf}
                />
              )),
            )}
          </tbody>
        ))}
      </table>
      {holding.value && (
        <HoldDialog guideline={guideline} onChanged={onChanged} onClose={() => set(holding)(false)} />
      )}
    </>
  );
}

interface RowProps {
  readonly guideline: Guideline;
  readonly finding: Finding;
  readonly weight: "blocks" | "warns";
  readonly nameOf: (body: BodyId) => string;
  readonly labelOf: (variable: string) => string;
}

function Row({ guideline, finding, weight, nameOf, labelOf }: RowProps) {
  const t = pageTexts();
  const what = <What guideline={guideline} finding={finding} nameOf={nameOf} labelOf={labelOf} />;
  return (
    <tr class={`readiness__row readiness__row--${weight}`}>
      <td data-column={t.columns.blocks}>{weight === "blocks" && what}</td>
      <td data-column={t.columns.warns}>{weight === "warns" && what}</td>
      <td data-column={t.columns.meanwhile} lang={guideline.locale}>
        {finding.what === "question" && saysWords(finding.meanwhile)}
        {finding.what === "variable" && <span lang="">{t.times(finding.times)}</span>}
      </td>
    </tr>
  );
}

function What({ guideline, finding, nameOf, labelOf }: Omit<RowProps, "weight">) {
  const t = pageTexts();
  switch (finding.what) {
    case "question": {
      const { questionId, text, status, askedOf, due } = finding;
      const detail = [
        ...(status === "proposed"
          ? [t.proposed]
          : status === "deferred"
            ? [t.deferred]
            : status === "answered"
              ? [t.notInText]
              : []),
        t.asked(formatList(askedOf.map(nameOf))),
        ...(due === null ? [] : [t.due(formatDate(due.on))]),
      ];
      return (
        <>
          <a class="readiness__question" href={`/guidelines/${guideline.id}?question=${questionId}`}>
            {text}
          </a>
          <span class="readiness__detail">{detail.join(" · ")}</span>
        </>
      );
    }
    case "variable":
      return <span>{t.missing(labelOf(finding.name))}</span>;
    case "hold":
      return <span>{t.held}</span>;
    default:
      return finding satisfies never;
  }
}

function saysWords(meanwhile: Meanwhile) {
  const t = pageTexts();
  switch (meanwhile.says) {
    case "question":
      return <span class="quiet">{t.says.question}</span>;
    case "nothing":
      return <span class="quiet">{t.says.nothing}</span>;
    case "wording":
      return <span class="readiness__words">{meanwhile.words}</span>;
    default:
      return meanwhile satisfies never;
  }
}

function keyOf(finding: Finding): string {
  if (finding.what === "question") return finding.questionId;
  return finding.what === "variable" ? `variable ${finding.name}` : "hold";
}

function TargetDate({
  guideline,
  onChanged,
}: {
  readonly guideline: Guideline;
  readonly onChanged: () => Promise<void>;
}) {
  const t = pageTexts();
  const date = useSignal(guideline.targetDate ?? "");
  const change = async (value: string) => {
    date.value = value;
    if (value !== "" && !/^\d{4}-\d{2}-\d{2}$/.test(value)) return;
    try {
      await api.patch(`/api/guidelines/${guideline.id}`, { targetDate: value === "" ? null : value });
      await onChanged();
      toast(t.saved);
    } catch (error) {
      toast(describeError(error));
    }
  };
  return (
    <div class="readiness__target">
      <TextField
        label={t.target}
        hint={t.targetHint}
        type="date"
        name="targetDate"
        value={date.value}
        onInput={(value) => void change(value)}
      />
    </div>
  );
}
