import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { useLocation } from "preact-iso";
import type { Guideline } from "#shared/guidelines.ts";
import type { BodyId } from "#shared/ids.ts";
import { LEVELS, type Level } from "#shared/review-status.ts";
import type { Checks, Review } from "#shared/reviews.ts";
import { type Catalogue, loadCatalogue } from "../editor/catalogue.ts";
import { api, describeError } from "../shell/api.ts";
import { useForm } from "../shell/form.ts";
import { useQuery } from "../shell/query.ts";
import { Button } from "../ui/button.tsx";
import { Skeleton } from "../ui/empty.tsx";
import { TextField } from "../ui/field.tsx";
import { Notice } from "../ui/notice.tsx";
import { set } from "../ui/set.ts";
import { toast } from "../ui/toast.tsx";
import { CheckList } from "./check-list.tsx";
import { reviewTexts } from "./texts.ts";

interface RequestFormProps {
  readonly guideline: Guideline;
  /** The draft as it is; an edition has been adopted before. */
  readonly hasEdition: boolean;
  readonly nameOf: (body: BodyId) => string;
}

/** The checks first, then what is asked for. */
export function RequestForm({ guideline, hasEdition, nameOf }: RequestFormProps) {
  const t = reviewTexts();
  const form = useForm();
  const { route } = useLocation();
  const level = useSignal<Level>("major");
  const what = useSignal("");
  const dueOn = useSignal("");
  const catalogue = useSignal<Catalogue | null>(null);
  useEffect(() => {
    void loadCatalogue(guideline).then(set<Catalogue | null>(catalogue));
  }, [guideline.id]);
  const base = `/api/guidelines/${guideline.id}`;
  const checks = useQuery<Checks>(`${base}/review-checks?level=${level.value}`);
  const work = async () => {
    try {
      const review = await api.post<Review>(`${base}/reviews`, {
        level: level.value,
        what: what.value,
        dueOn: dueOn.value === "" ? null : dueOn.value,
      });
      toast(t.requested);
      route(`/guidelines/${guideline.id}/reviews/${review.id}`);
    } catch (error) {
      await checks.reload();
      throw error;
    }
  };
  const found = checks.now.state === "loaded" ? checks.now.value : null;
  return (
    <form
      class="form request"
      noValidate
      aria-label={t.requestTitle}
      onSubmit={form.submit(() => ({}), work)}
    >
      <h2>{t.requestTitle}</h2>
      {form.errors.sentence !== null && <Notice kind="error">{form.errors.sentence}</Notice>}
      {hasEdition && (
        <fieldset class="form__group">
          <legend>{t.requestLevel}</legend>
          {LEVELS.map((each) => (
            <label key={each} class="choice">
              <input
                type="radio"
                name="level"
                checked={level.value === each}
                onChange={() => set<Level>(level)(each)}
              />
              <span>
                {t.levels[each]}
                <span class="request__hint quiet">{t.levelHints[each]}</span>
              </span>
            </label>
          ))}
        </fieldset>
      )}
      {checks.now.state === "loading" && <Skeleton />}
      {checks.now.state === "failed" && <Notice kind="error">{describeError(checks.now.error)}</Notice>}
      {found !== null && (
        <CheckList
          guideline={guideline}
          checks={found}
          nameOf={nameOf}
          labelOf={(variable) => catalogue.value?.variable(variable)?.label ?? variable}
        />
      )}
      <TextField
        long
        label={t.requestWhat}
        hint={t.requestWhatHint}
        name="what"
        maxLength={2000}
        value={what.value}
        onInput={set(what)}
      />
      {level.value !== "editorial" && (
        <TextField
          label={t.requestDue}
          hint={t.requestDueHint}
          name="dueOn"
          type="date"
          value={dueOn.value}
          error={form.errors.fields.dueOn}
          onInput={set(dueOn)}
        />
      )}
      <div class="form__actions">
        <Button
          type="submit"
          look="primary"
          disabled={form.busy || found === null || found.blocks.length > 0}
        >
          {t.requestSend}
        </Button>
      </div>
    </form>
  );
}
