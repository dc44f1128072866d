import { useSignal } from "@preact/signals";
import type { Guideline } from "#shared/guidelines.ts";
import type { Body, Person } from "#shared/identity.ts";
import type { BodyId, PersonId } from "#shared/ids.ts";
import type { AskedFor } from "#shared/review-status.ts";
import type { Policy, PolicyBody } from "#shared/reviews.ts";
import { formatList } from "../i18n/index.ts";
import { bodyName } from "../identity/body-names.ts";
import { api } from "../shell/api.ts";
import { useForm } from "../shell/form.ts";
import { useQuery } from "../shell/query.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { SelectField } from "../ui/field.tsx";
import { Notice } from "../ui/notice.tsx";
import { toast } from "../ui/toast.tsx";
import { reviewTexts } from "./texts.ts";

interface PolicyFormProps {
  readonly guideline: Guideline;
  readonly policy: Policy;
  readonly bodies: readonly Body[];
  readonly onDone: () => Promise<void>;
  readonly onClose: () => void;
}

type Row = Omit<PolicyBody, "asked"> & { readonly asked: AskedFor | "none"; readonly step: number };

const MOST_STEPS = 4;

/** Who decides, by which kind of vote, in which order, and who may stand in. */
export function PolicyForm({ guideline, policy, bodies, onDone, onClose }: PolicyFormProps) {
  const t = reviewTexts();
  const form = useForm();
  const rows = useSignal<readonly Row[]>(
    bodies.map(({ id }) => {
      const step = policy.steps.findIndex((each) => each.some(({ bodyId }) => bodyId === id));
      const known = policy.steps[step]?.find(({ bodyId }) => bodyId === id);
      return known === undefined
        ? { bodyId: id, asked: "none", speakers: [], delegate: null, step: 0 }
        : { ...known, step };
    }),
  );
  const change = (id: BodyId, part: Partial<Row>) => {
    rows.value = rows.value.map((row) => (row.bodyId === id ? { ...row, ...part } : row));
  };
  const work = async () => {
    const steps = Array.from({ length: MOST_STEPS }, (_, step) =>
      rows.value.flatMap(({ step: own, asked, ...row }) =>
        own === step && asked !== "none" ? [{ ...row, asked }] : [],
      ),
    ).filter(({ length }) => length > 0);
    await api.put(`/api/guidelines/${guideline.id}/approval-policy`, { steps });
    toast(t.policySaved);
    await onDone();
    onClose();
  };
  const everybody = useQuery<readonly Person[]>("/api/people");
  const ofBody = (id: BodyId) =>
    everybody.now.state === "loaded"
      ? everybody.now.value.filter(({ bodies, status }) => status === "active" && bodies.includes(id))
      : [];
  const people = guideline.members.filter(({ role }) => role !== "reader");
  return (
    <Dialog title={t.who} class="dialog--wide" onClose={onClose}>
      <p class="quiet">{t.whoLead}</p>
      <form class="form form-in-dialog" onSubmit={form.submit(() => ({}), work)}>
        {form.errors.sentence !== null && <Notice kind="error">{form.errors.sentence}</Notice>}
        {rows.value.map((row) => {
          const body = bodies.find(({ id }) => id === row.bodyId);
          if (body === undefined) return null;
          const name = bodyName(body);
          return (
            <fieldset key={row.bodyId} class="policy__row">
              <legend>{name}</legend>
              <SelectField
                label={t.decision}
                name="asked"
                value={row.asked}
                options={kindsFor(body).map((each) => ({ value: each, label: t.asked[each] }))}
                onChange={(asked) => change(row.bodyId, { asked })}
              />
              {row.asked !== "none" && (
                <>
                  <SelectField
                    label={t.step}
                    name="step"
                    value={String(row.step)}
                    options={Array.from({ length: MOST_STEPS }, (_, step) => ({
                      value: String(step),
                      label: t.stepNumber(step + 1),
                    }))}
                    onChange={(step) => change(row.bodyId, { step: Number(step) })}
                  />
                  <SelectField
                    label={t.delegate}
                    name="delegate"
                    value={row.delegate ?? ""}
                    options={[
                      { value: "", label: t.noDelegate },
                      // Nobody from elsewhere consents in a body's place.
                      ...(row.asked === "consent"
                        ? people.filter(({ id }) => ofBody(row.bodyId).some((own) => own.id === id))
                        : people
                      ).map((person) => ({ value: person.id as string, label: person.name })),
                    ]}
                    onChange={(delegate) =>
                      change(row.bodyId, { delegate: delegate === "" ? null : (delegate as PersonId) })
                    }
                  />
                  {ofBody(row.bodyId).length > 1 && (
                    <div class="policy__speakers">
                      <span class="field__label">{t.speakers}</span>
                      {ofBody(row.bodyId).map((person) => (
                        <label key={person.id} class="choice">
                          <input
                            type="checkbox"
                            checked={row.speakers.length === 0 || row.speakers.includes(person.id)}
                            onChange={(event) =>
                              change(row.bodyId, {
                                speakers: speakersWith(
                                  row.speakers,
                                  ofBody(row.bodyId).map(({ id }) => id),
                                  person.id,
                                  event.currentTarget.checked,
                                ),
                              })
                            }
                          />
                          <span>{person.name}</span>
                        </label>
                      ))}
                    </div>
                  )}
                </>
              )}
            </fieldset>
          );
        })}
        <div class="dialog__actions">
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button type="submit" look="primary" disabled={form.busy}>
            {t.save}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Nobody named means all of them, so all of them named is nobody, and the last one stays. */
function speakersWith(
  named: readonly PersonId[],
  all: readonly PersonId[],
  person: PersonId,
  speaks: boolean,
): PersonId[] {
  const before = named.length === 0 ? all : named;
  const after = speaks ? [...before, person] : before.filter((each) => each !== person);
  if (after.length === 0) return [...before];
  return all.every((each) => after.includes(each)) ? [] : after;
}

/** A staff representation never approves; who is none does not consent. An organisation's own body may be either. */
function kindsFor({ key }: Body): readonly (AskedFor | "none")[] {
  if (key === "betriebsrat") return ["none", "consent", "comment"];
  return key === null ? ["none", "approve", "consent", "comment"] : ["none", "approve", "comment"];
}

interface PolicyListProps {
  readonly policy: Policy;
  readonly nameOf: (body: BodyId) => string;
}

export function PolicyList({ policy, nameOf }: PolicyListProps) {
  const t = reviewTexts();
  return (
    <ol class="policy">
      {policy.steps.map((step, index) => (
        <li key={step.map(({ bodyId }) => bodyId).join()}>
          <span class="knot" aria-hidden="true" />
          <span>
            <span class="quiet">{policy.steps.length > 1 && `${t.stepNumber(index + 1)}: `}</span>
            {formatList(step.map(({ bodyId, asked }) => `${nameOf(bodyId)} (${t.asked[asked]})`))}
          </span>
        </li>
      ))}
    </ol>
  );
}
