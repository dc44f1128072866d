import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { AuditEntry, AuditRow, AuditPage as AuditRows, Verification } from "#shared/audit.ts";
import { roleTexts } from "../guidelines/role-texts.ts";
import { formatDate, formatTime } from "../i18n/index.ts";
import { api, describeError } from "../shell/api.ts";
import { Page } from "../shell/page.tsx";
import { Button } from "../ui/button.tsx";
import { Empty, Skeleton } from "../ui/empty.tsx";
import { Notice } from "../ui/notice.tsx";
import { auditTexts, type Names } from "./texts.ts";
import "./audit.css";

type Check =
  | { readonly state: "none" }
  | { readonly state: "running" }
  | { readonly state: "done"; readonly result: Verification }
  | { readonly state: "failed"; readonly error: unknown };

/** What was decided and who changed rights, newest first; for administrators. */
export function AuditPage() {
  const t = auditTexts();
  const pages = useSignal<readonly AuditRows[]>([]);
  const failure = useSignal<unknown>(null);
  const check = useSignal<Check>({ state: "none" });
  const load = async () => {
    const before = pages.value.at(-1)?.rows.at(-1)?.seq;
    try {
      const page = await api.get<AuditRows>(`/api/audit${before === undefined ? "" : `?before=${before}`}`);
      pages.value = [...pages.value, page];
    } catch (error) {
      failure.value = error;
    }
  };
  useEffect(() => void load(), []);
  const verify = async () => {
    check.value = { state: "running" };
    try {
      check.value = { state: "done", result: await api.get<Verification>("/api/audit/verification") };
    } catch (error) {
      check.value = { state: "failed", error };
    }
  };
  const rows = pages.value.flatMap((page) => page.rows);
  const known = Object.assign({}, ...pages.value.map((page) => page.names)) as AuditRows["names"];
  return (
    <Page title={t.title} lead={t.lead}>
      {failure.value !== null && <Notice kind="error">{describeError(failure.value)}</Notice>}
      {failure.value === null && pages.value.length === 0 && <Skeleton />}
      {pages.value.length > 0 && (
        <div class="audit__check">
          <Button disabled={check.value.state === "running"} onClick={() => void verify()}>
            {check.value.state === "running" ? t.verifying : t.verify}
          </Button>
          <div aria-live="polite">
            <Result check={check.value} />
          </div>
        </div>
      )}
      {pages.value.length > 0 && rows.length === 0 && <Empty text={t.empty} />}
      {[...Map.groupBy(rows, ({ at }) => formatDate(at))].map(([day, list]) => (
        <section key={day} class="audit__day">
          <h2>{day}</h2>
          <ol>
            {list.map((row) => (
              <Row key={row.seq} row={row} known={known} />
            ))}
          </ol>
        </section>
      ))}
      {pages.value.at(-1)?.more === true && (
        <p class="audit__more">
          <Button onClick={() => void load()}>{t.older}</Button>
        </p>
      )}
    </Page>
  );
}

function Result({ check }: { readonly check: Check }) {
  const t = auditTexts();
  switch (check.state) {
    case "none":
    case "running":
      return null;
    case "failed":
      return <Notice kind="error">{describeError(check.error)}</Notice>;
    case "done":
      if (!check.result.sound) return <Notice kind="error">{t.broken(check.result.row)}</Notice>;
      return (
        <Notice>
          {t.sound(check.result.rows)}
          <br />
          <span class="quiet">{t.head}:</span> <code class="audit__hash">{check.result.head}</code>
        </Notice>
      );
    default:
      return check satisfies never;
  }
}

function Row({ row, known }: { readonly row: AuditRow; readonly known: AuditRows["names"] }) {
  const t = auditTexts();
  const guideline = row.guideline === null ? undefined : known[row.guideline];
  return (
    <li class="audit__row">
      <span class="quiet audit__time">{formatTime(row.at)}</span>
      <span>
        <strong>{row.actor === null ? t.server : (known[row.actor] ?? t.someone)}</strong>{" "}
        {sentence(row.entry, known)}
        {guideline !== undefined && <span class="quiet audit__guideline">{guideline}</span>}
      </span>
    </li>
  );
}

function sentence(entry: AuditEntry, known: AuditRows["names"]): string {
  const t = auditTexts();
  const { roles } = roleTexts();
  // Which sentence it is and which entry it takes go by the same kind.
  const say = t.sentences[entry.kind] as (entry: AuditEntry, names: Names) => string;
  return say(entry, {
    person: (id) => known[id] ?? t.someone,
    role: (role) => (role === null ? t.noRole : roles[role]),
  });
}
