import { useSignal } from "@preact/signals";
import { useRoute } from "preact-iso";
import type { Content } from "#shared/collab.ts";
import type { Thread } from "#shared/discussion.ts";
import type { ThreadStatus } from "#shared/discussion-limits.ts";
import type { Guideline } from "#shared/guidelines.ts";
import type { Body, Person } from "#shared/identity.ts";
import { formatDate } from "../i18n/index.ts";
import { describeError } from "../shell/api.ts";
import { Bar } from "../shell/bar.tsx";
import { Page } from "../shell/page.tsx";
import { useQuery } from "../shell/query.ts";
import { session } from "../shell/session.ts";
import { Empty, Skeleton } from "../ui/empty.tsx";
import { SelectField } from "../ui/field.tsx";
import { Notice } from "../ui/notice.tsx";
import { MessageText } from "./message-text.tsx";
import { discussionTexts } from "./texts.ts";
import { nameOfBody, shortQuote } from "./thread-words.ts";
import "./discussion.css";
import "./register.css";

const STATUSES = ["open", "settled", "withdrawn", "notFollowed"] as const satisfies readonly ThreadStatus[];
type Chosen = (typeof STATUSES)[number] | "all";

/** All concerns about a guideline with their way and end. Nothing is deleted here. */
export default function RegisterPage() {
  const { id = "" } = useRoute().params;
  const t = discussionTexts();
  const base = `/api/guidelines/${encodeURIComponent(id)}`;
  const guideline = useQuery<Guideline>(base);
  const concerns = useQuery<readonly Thread[]>(`${base}/concerns`);
  const bodies = useQuery<readonly Body[]>("/api/bodies");
  const people = useQuery<readonly Person[]>("/api/people");
  const content = useQuery<Content>(`${base}/content`);
  const values = content.now.state === "loaded" ? content.now.value.variables : {};
  const status = useSignal<Chosen>("all");
  const body = useSignal("all");
  const current = session.value;
  if (current.state !== "signedIn") return null;
  const failed = [guideline.now, concerns.now].find((each) => each.state === "failed");
  const directory = {
    bodies: bodies.now.state === "loaded" ? bodies.now.value : [],
    people: people.now.state === "loaded" ? people.now.value : [],
  };
  const all = concerns.now.state === "loaded" ? concerns.now.value : [];
  const outline = guideline.now.state === "loaded" ? guideline.now.value.outline : [];
  const voices = [...new Set(all.flatMap(({ onBehalfOf }) => onBehalfOf ?? []))];
  const shown = all.filter(
    (concern) =>
      (status.value === "all" || concern.status === status.value) &&
      (body.value === "all" || (concern.onBehalfOf ?? "") === body.value),
  );
  return (
    <>
      <Bar me={current.me} />
      <Page title={t.register} lead={t.registerLead}>
        {failed?.state === "failed" && <Notice kind="error">{describeError(failed.error)}</Notice>}
        {concerns.now.state === "loading" && <Skeleton lines={6} />}
        <div class="register__tools">
          <SelectField<Chosen>
            label={t.status}
            name="status"
            value={status.value}
            options={[
              { value: "all", label: t.allStatuses },
              ...STATUSES.map((value) => ({ value, label: t.statuses[value] })),
            ]}
            onChange={(value) => {
              status.value = value;
            }}
          />
          <SelectField
            label={t.raisedFor}
            name="body"
            value={body.value}
            options={[
              { value: "all", label: t.allBodies },
              ...voices.map((each) => ({ value: each as string, label: nameOfBody(each, directory) })),
              { value: "", label: t.ownConcern },
            ]}
            onChange={(value) => {
              body.value = value;
            }}
          />
          <span class="register__links">
            <a class="button" href={`/guidelines/${id}`}>
              {t.backToDraft}
            </a>
            <a class="button" href={`${base}/concerns?format=csv`} download>
              {t.csv}
            </a>
            <a class="button" href={`${base}/concerns?format=md`} download>
              {t.markdown}
            </a>
          </span>
        </div>
        {concerns.now.state === "loaded" && all.length === 0 && <Empty text={t.registerEmpty} />}
        {all.length > 0 && shown.length === 0 && <p class="quiet">{t.registerNone}</p>}
        <ol class="register" aria-label={t.register}>
          {shown.map((concern) => {
            const title = outline.find((section) => section.id === concern.sectionId)?.title || t.untitled;
            const [first, ...answers] = concern.messages;
            return (
              <li
                key={concern.id}
                class={
                  concern.status === "open"
                    ? "register__concern register__concern--open"
                    : "register__concern"
                }
              >
                <h2 class="register__title">
                  <a href={`/guidelines/${id}?thread=${concern.id}`}>
                    {t.kinds.concern} {concern.number}: {title}
                  </a>
                  <span class="thread__status">{t.statuses[concern.status]}</span>
                </h2>
                <p class="quiet">
                  {t.raisedFor}{" "}
                  {concern.onBehalfOf === null ? t.nobody : nameOfBody(concern.onBehalfOf, directory)} ·{" "}
                  {concern.author.name}, {formatDate(concern.createdAt)}
                </p>
                {concern.place.quote !== "" && concern.place.on !== "section" && (
                  <blockquote class="thread__quote">
                    {shortQuote(concern.place.quote, (name) => values[name] || name)}
                  </blockquote>
                )}
                {first !== undefined && <MessageText text={first.text} directory={directory} />}
                {answers.length > 0 && (
                  <details>
                    <summary>{t.replies(answers.length)}</summary>
                    <ol class="thread__answers">
                      {answers.map((message) => (
                        <li key={message.id}>
                          <p class="message__head">
                            <span class="message__author">{message.author.name}</span>{" "}
                            <span class="quiet">{formatDate(message.createdAt)}</span>
                          </p>
                          {message.deletedAt === null ? (
                            <MessageText text={message.text} directory={directory} />
                          ) : (
                            <p class="quiet">{t.removed}</p>
                          )}
                        </li>
                      ))}
                    </ol>
                  </details>
                )}
                <ul class="thread__steps" aria-label={t.way}>
                  {concern.steps.map((step) => (
                    <li key={step.at}>
                      {t.stepBy(
                        t.statuses[step.status],
                        step.by.name,
                        nameOfBody(step.body, directory),
                        formatDate(step.at),
                      )}
                      {step.reason !== null && <span class="thread__reason">{step.reason}</span>}
                    </li>
                  ))}
                </ul>
              </li>
            );
          })}
        </ol>
      </Page>
    </>
  );
}
