import { useSignal } from "@preact/signals";
import type { Guideline } from "#shared/guidelines.ts";
import type { TemplateSummary } from "#shared/templates.ts";
import { templateQuery } from "../editor/catalogue.ts";
import { GuidelinePageFrame } from "../questions/guideline-page.tsx";
import { describeError } from "../shell/api.ts";
import { useQuery } from "../shell/query.ts";
import { Button } from "../ui/button.tsx";
import { Empty, Skeleton } from "../ui/empty.tsx";
import { SelectField } from "../ui/field.tsx";
import { Notice } from "../ui/notice.tsx";
import { type Department, departmentsOf } from "./benefits.ts";
import { templateTexts } from "./texts.ts";
import "./templates.css";

/** What each department gains: the guideline as one of them would want it presented, or all beside each other. */
export default function BenefitsPage() {
  const t = templateTexts();
  return (
    <GuidelinePageFrame<Guideline> here="benefits" title={t.benefits} path="">
      {({ guideline }) => <Benefits guideline={guideline} />}
    </GuidelinePageFrame>
  );
}

function Benefits({ guideline }: { readonly guideline: Guideline }) {
  const t = templateTexts();
  const chosen = useSignal("");
  const templates = useQuery<readonly TemplateSummary[]>(`/api/templates${templateQuery(guideline)}`);
  if (templates.now.state === "failed")
    return <Notice kind="error">{describeError(templates.now.error)}</Notice>;
  if (templates.now.state !== "loaded") return <Skeleton lines={6} />;
  const departments = departmentsOf(guideline.outline, templates.now.value);
  if (departments.length === 0) return <Empty text={t.noBenefits} />;
  const shown = departments.filter(({ key }) => chosen.value === "" || key === chosen.value);
  return (
    <div class="benefits">
      <p class="benefits__lead">{t.benefitsLead}</p>
      <div class="benefits__tools">
        <SelectField
          label={t.department}
          name="department"
          value={chosen.value}
          options={[
            { value: "", label: t.allDepartments },
            ...departments.map(({ key, name }) => ({ value: key, label: name })),
          ]}
          onChange={(value) => {
            chosen.value = value;
          }}
        />
        <Button onClick={() => print()}>{t.print}</Button>
      </div>
      {shown.map((department) => (
        <DepartmentGains key={department.key} guideline={guideline} department={department} />
      ))}
    </div>
  );
}

function DepartmentGains({
  guideline,
  department,
}: {
  readonly guideline: Guideline;
  readonly department: Department;
}) {
  return (
    <section class="benefits__department" lang={guideline.locale}>
      <h2>{department.name}</h2>
      <dl>
        {department.gains.map(({ section, purpose, gain }) => (
          <div key={section.id}>
            <dt>{gain}</dt>
            <dd>
              <a href={`/guidelines/${guideline.id}#${section.id}`}>{section.title}</a>
              <span class="quiet">{purpose}</span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
