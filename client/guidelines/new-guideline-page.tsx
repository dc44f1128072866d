import { type Signal, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { useLocation } from "preact-iso";
import type { Guideline, GuidelineRequest } from "#shared/guidelines.ts";
import type { Body, Invitation, InvitationRequest } from "#shared/identity.ts";
import type { BodyId } from "#shared/ids.ts";
import {
  DOCUMENT_KINDS,
  type DocumentKind,
  GUIDELINE_ROLES,
  type GuidelineRole,
  type Locale,
} from "#shared/roles.ts";
import type { Kit } from "#shared/templates.ts";
import { locale } from "../i18n/index.ts";
import { bodyName } from "../identity/body-names.ts";
import { LinkBox } from "../identity/link-box.tsx";
import { api, describeError } from "../shell/api.ts";
import { missing, useForm } from "../shell/form.ts";
import { Page } from "../shell/page.tsx";
import { useQuery } from "../shell/query.ts";
import { session } from "../shell/session.ts";
import { Button } from "../ui/button.tsx";
import { Skeleton } from "../ui/empty.tsx";
import { SelectField, TextField } from "../ui/field.tsx";
import { Notice } from "../ui/notice.tsx";
import { set } from "../ui/set.ts";
import { KitStep } from "./kit-step.tsx";
import { roleTexts } from "./role-texts.ts";
import { guidelineTexts } from "./texts.ts";
import "./guidelines.css";
import "../identity/identity.css";

interface Invitee {
  readonly name: string;
  readonly email: string;
  readonly body: BodyId | "";
  readonly role: GuidelineRole;
}

type Result =
  | { readonly invitee: Invitee; readonly invitation: Invitation }
  | { readonly invitee: Invitee; readonly error: string };

const STEPS = 4;

/** From a kit to a complete draft: kit, title, basics, people. Going back keeps what was entered. */
export function NewGuidelinePage() {
  const t = guidelineTexts();
  const { route } = useLocation();
  const docLocale = useSignal<Locale>(locale.value);
  // Both, so that changing the language changes words only and takes no field away from under the focus.
  const kitsIn = {
    de: useQuery<readonly Kit[]>("/api/kits?locale=de"),
    en: useQuery<readonly Kit[]>("/api/kits?locale=en"),
  };
  const kits = kitsIn[docLocale.value];
  const bodies = useQuery<readonly Body[]>("/api/bodies");
  const form = useForm();
  const step = useSignal(1);
  const kitKey = useSignal("");
  /** Null as long as it is the suggestion. */
  const title = useSignal<string | null>(null);
  /** Null as long as it is the kit's. */
  const chosenKind = useSignal<DocumentKind | null>(null);
  const targetDate = useSignal("");
  const current = session.value;
  const variables = useSignal<Readonly<Record<string, string>>>(
    current.state === "signedIn" ? { organisation: current.me.organisation.name } : {},
  );
  const invitees = useSignal<readonly Invitee[]>([]);
  const made = useSignal<{ readonly guideline: Guideline; readonly results: readonly Result[] } | null>(null);
  const stepHeading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (step.value > 1) stepHeading.current?.focus();
  }, [step.value]);

  const loaded = kits.now.state === "loaded" ? kits.now.value : [];
  const kit = loaded.find((each) => each.key === kitKey.value) ?? loaded[0];
  const kind = chosenKind.value ?? kit?.kind ?? "guideline";
  const basicOf = (name: string) => variables.value[name] ?? kit?.defaults[name] ?? "";

  const create = async () => {
    if (kit === undefined) return;
    const request: GuidelineRequest = {
      title: titleOf().trim(),
      kit: kit.key,
      locale: docLocale.value,
      kind,
      variables: Object.fromEntries(
        kit.basics.flatMap(({ name }) => (basicOf(name).trim() === "" ? [] : [[name, basicOf(name)]])),
      ),
      targetDate: targetDate.value === "" ? null : targetDate.value,
    };
    const guideline = await api.post<Guideline>("/api/guidelines", request);
    const results: Result[] = [];
    for (const invitee of invitees.value) results.push(await inviteTo(guideline, invitee));
    if (results.length === 0) route(`/guidelines/${guideline.id}`);
    else made.value = { guideline, results };
  };
  const titleOf = () =>
    title.value ??
    (kit?.documentTitle ?? "").replaceAll("{{organisation}}", variables.value.organisation ?? "").trim();
  const check = (): Record<string, string> => {
    if (step.value === 2) return missing({ title: titleOf() }, t.required);
    if (step.value === STEPS) return inviteeErrors(invitees.value);
    return {};
  };
  const work = async () => {
    if (step.value < STEPS) step.value += 1;
    else await create();
  };

  if (made.value !== null) return <Made {...made.value} />;
  return (
    <Page title={t.newTitle}>
      <Steps now={step.value} />
      <form
        class={step.value === 1 ? "form" : "form form--wide"}
        noValidate
        onSubmit={form.submit(check, work)}
      >
        <h2 class="steps__title" ref={stepHeading} tabIndex={-1}>
          {t.steps[step.value - 1]}
        </h2>
        {form.errors.sentence !== null && <Notice kind="error">{form.errors.sentence}</Notice>}
        {kits.now.state === "loading" && <Skeleton />}
        {kits.now.state === "failed" && <Notice kind="error">{describeError(kits.now.error)}</Notice>}
        {kit !== undefined && step.value === 1 && (
          <KitStep kits={loaded} chosen={kit.key} onChoose={set(kitKey)} />
        )}
        {kit !== undefined && step.value === 2 && (
          <>
            <TextField
              label={t.docTitle}
              name="title"
              value={titleOf()}
              error={form.errors.fields.title}
              onInput={set<string | null>(title)}
              maxLength={200}
            />
            <SelectField
              label={t.docLocale}
              name="locale"
              value={docLocale.value}
              options={[
                { value: "de", label: "Deutsch" },
                { value: "en", label: "English" },
              ]}
              onChange={set(docLocale)}
            />
            <fieldset class="form__group">
              <legend>{t.docKind}</legend>
              {DOCUMENT_KINDS.map((value) => (
                <label key={value} class="choice">
                  <input
                    type="radio"
                    name="kind"
                    checked={kind === value}
                    onChange={() => set<DocumentKind | null>(chosenKind)(value)}
                  />
                  <span>{t.kinds[value]}</span>
                  <span class="choice__hint">{t.kindHints[value]}</span>
                </label>
              ))}
            </fieldset>
            <TextField
              label={t.targetDate}
              hint={t.targetHint}
              type="date"
              name="targetDate"
              value={targetDate.value}
              onInput={set(targetDate)}
            />
          </>
        )}
        {kit !== undefined && step.value === 3 && (
          <>
            <p class="quiet">
              {t.basicsLead} {t.basicsHint}
            </p>
            {kit.basics.map((variable) => (
              <TextField
                key={variable.name}
                label={variable.label}
                hint={variable.hint}
                name={variable.name}
                placeholder={variable.example}
                value={basicOf(variable.name)}
                maxLength={500}
                onInput={(value) => set(variables)({ ...variables.value, [variable.name]: value })}
              />
            ))}
          </>
        )}
        {kit !== undefined && step.value === 4 && (
          <InviteesStep
            kit={kit}
            invitees={invitees}
            bodies={bodies.now.state === "loaded" ? bodies.now.value : []}
            errors={form.errors.fields}
          />
        )}
        <div class="form__actions">
          {step.value > 1 && <Button onClick={() => set(step)(step.value - 1)}>{t.back}</Button>}
          <Button type="submit" look="primary" disabled={form.busy || kit === undefined}>
            {step.value < STEPS ? t.next : t.finish}
          </Button>
        </div>
      </form>
    </Page>
  );
}

/** The way through the steps as a cord: knots behind are full, and the words say the same. */
function Steps({ now }: { readonly now: number }) {
  return (
    <div class="steps">
      <div class="cord-line steps__cord" aria-hidden="true">
        {Array.from({ length: STEPS }, (_, index) => (
          <span key={index} class={stepClass(index + 1, now)} />
        ))}
      </div>
      <p>{guidelineTexts().step(now, STEPS)}</p>
    </div>
  );
}

function stepClass(step: number, now: number): string {
  if (step < now) return "knot knot--past";
  return step === now ? "knot knot--here" : "knot";
}

interface InviteesStepProps {
  readonly kit: Kit;
  readonly invitees: Signal<readonly Invitee[]>;
  readonly bodies: readonly Body[];
  readonly errors: Readonly<Record<string, string>>;
}

function InviteesStep({ kit, invitees, bodies, errors }: InviteesStepProps) {
  const t = guidelineTexts();
  const change = (index: number, part: Partial<Invitee>) => {
    invitees.value = invitees.value.map((each, at) => (at === index ? { ...each, ...part } : each));
  };
  const people = useRef<HTMLDivElement>(null);
  const addButton = useRef<HTMLDivElement>(null);
  const add = (body: BodyId | "") => {
    invitees.value = [...invitees.value, { name: "", email: "", body, role: "commenter" }];
    requestAnimationFrame(() =>
      people.current?.querySelector<HTMLElement>("fieldset:last-child input")?.focus(),
    );
  };
  const remove = (index: number) => {
    invitees.value = invitees.value.filter((_each, at) => at !== index);
    addButton.current?.querySelector("button")?.focus();
  };
  return (
    <>
      <p class="quiet">{t.involveLead}</p>
      <ul class="kit-bodies" aria-label={t.kitBodies}>
        {kit.bodies.map(({ key, name, role }) => (
          <li key={name} class="kit-bodies__one">
            <p>
              <span class="kit-bodies__name">{name}</span> <span class="quiet">{role}</span>
            </p>
            <Button
              look="plain"
              label={t.addPersonOf(name)}
              onClick={() => add(bodies.find((body) => body.key !== null && body.key === key)?.id ?? "")}
            >
              {t.invite}
            </Button>
          </li>
        ))}
      </ul>
      <div class="invitees" ref={people}>
        {invitees.value.map((invitee, index) => (
          <fieldset key={index} class="invitee" aria-label={t.person(index + 1)}>
            <div class="invitee__head">
              <p class="invitee__title">{t.person(index + 1)}</p>
              <Button look="plain" onClick={() => remove(index)}>
                {t.remove}
              </Button>
            </div>
            <div class="invitee__fields">
              <TextField
                label={t.inviteeName}
                name={`name${index}`}
                value={invitee.name}
                error={errors[`name${index}`]}
                onInput={(name) => change(index, { name })}
              />
              <TextField
                label={t.inviteeEmail}
                type="email"
                name={`email${index}`}
                value={invitee.email}
                error={errors[`email${index}`]}
                onInput={(email) => change(index, { email })}
              />
              <SelectField
                label={t.body}
                name={`body${index}`}
                value={invitee.body}
                options={[
                  { value: "" as const, label: "–" },
                  ...bodies.map((body) => ({ value: body.id, label: bodyName(body) })),
                ]}
                onChange={(body) => change(index, { body })}
              />
              <SelectField
                label={roleTexts().label}
                name={`role${index}`}
                value={invitee.role}
                options={GUIDELINE_ROLES.map((value) => ({ value, label: roleTexts().roles[value] }))}
                onChange={(role) => change(index, { role })}
              />
            </div>
          </fieldset>
        ))}
      </div>
      <div ref={addButton}>
        <Button onClick={() => add("")}>{t.addPerson}</Button>
      </div>
    </>
  );
}

/** What is wrong with which field, so that nothing is created before everybody can be invited. */
function inviteeErrors(invitees: readonly Invitee[]): Record<string, string> {
  const t = guidelineTexts();
  return Object.assign(
    {},
    ...invitees.map(({ name, email }, index) => ({
      ...(/^\S+@\S+$/.test(email.trim()) ? {} : { [`email${index}`]: t.badEmail }),
      ...missing({ [`name${index}`]: name, [`email${index}`]: email }, t.required),
    })),
  );
}

async function inviteTo(guideline: Guideline, invitee: Invitee): Promise<Result> {
  const request: InvitationRequest = {
    name: invitee.name,
    email: invitee.email,
    bodies: invitee.body === "" ? [] : [invitee.body],
    guideline: { id: guideline.id, role: invitee.role },
  };
  try {
    return { invitee, invitation: await api.post<Invitation>("/api/invitations", request) };
  } catch (error) {
    return { invitee, error: describeError(error) };
  }
}

function Made({
  guideline,
  results,
}: {
  readonly guideline: Guideline;
  readonly results: readonly Result[];
}) {
  const t = guidelineTexts();
  return (
    <Page title={t.links} lead={t.linksLead}>
      <div class="form">
        {results.map((result) => (
          <section key={result.invitee.email} class="invitee">
            <h2 class="people__name">{result.invitee.name}</h2>
            {"error" in result ? (
              <Notice kind="error">
                {t.notInvited(result.invitee.email)} {result.error}
              </Notice>
            ) : (
              <LinkBox invitation={result.invitation} name={result.invitee.name} />
            )}
          </section>
        ))}
        <div class="form__actions">
          <a class="button button--primary" href={`/guidelines/${guideline.id}`}>
            {t.toText}
          </a>
        </div>
      </div>
    </Page>
  );
}
