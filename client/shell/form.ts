import { useSignal } from "@preact/signals";
import { describeError, fieldErrors } from "./api.ts";

/** Errors by field, and one sentence for the whole. */
export interface FormErrors {
  readonly fields: Readonly<Record<string, string>>;
  readonly sentence: string | null;
}

export interface Form {
  readonly errors: FormErrors;
  readonly busy: boolean;
  /**
   * Runs `work` unless `check` finds something; shows what went wrong and puts the focus on the first field of it.
   */
  submit(
    check: () => Readonly<Record<string, string>>,
    work: () => Promise<void>,
  ): (event: Event) => Promise<void>;
}

const NO_ERRORS: FormErrors = { fields: {}, sentence: null };

export function useForm(): Form {
  const errors = useSignal<FormErrors>(NO_ERRORS);
  const busy = useSignal(false);
  return {
    errors: errors.value,
    busy: busy.value,
    submit: (check, work) => async (event) => {
      event.preventDefault();
      if (busy.value) return;
      const form = event.currentTarget instanceof HTMLFormElement ? event.currentTarget : null;
      const fields = check();
      errors.value = { fields, sentence: null };
      if (Object.keys(fields).length === 0) {
        busy.value = true;
        try {
          await work();
        } catch (error) {
          errors.value = { fields: fieldErrors(error), sentence: describeError(error) };
        } finally {
          busy.value = false;
        }
      }
      queueMicrotask(() =>
        requestAnimationFrame(() => form?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus()),
      );
    },
  };
}

/** Fields that must not be empty, with what to say about those that are. */
export function missing(values: Readonly<Record<string, string>>, sentence: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value.trim() === "" ? [[name, sentence]] : [])),
  );
}
