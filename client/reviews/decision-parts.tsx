/** What forms that decide have in common: the resolution, and the password where the session is too old. */
import { type Signal, useSignal } from "@preact/signals";
import { PasswordField, TextField } from "../ui/field.tsx";
import { set } from "../ui/set.ts";
import { decide } from "./decide.ts";
import { reviewTexts } from "./texts.ts";

type Fields = Readonly<Record<string, string | undefined>>;

interface PasswordAgain {
  readonly value: Signal<string>;
  readonly isWanted: Signal<boolean>;
  /** What must be filled in, to be checked with the rest of the form. */
  required(): Readonly<Record<string, string>>;
  /** @returns whether it was taken; if not, the password is asked for */
  send(path: string, body: unknown): Promise<boolean>;
}

export function usePasswordAgain(): PasswordAgain {
  const value = useSignal("");
  const isWanted = useSignal(false);
  return {
    value,
    isWanted,
    required: () => (isWanted.value ? { password: value.value } : {}),
    async send(path, body) {
      const answer = await decide(path, body, value.value);
      if (answer === "password") isWanted.value = true;
      return answer !== "password";
    },
  };
}

interface PasswordAgainFieldProps {
  readonly again: PasswordAgain;
  readonly fields: Fields;
}

export function PasswordAgainField({ again, fields }: PasswordAgainFieldProps) {
  const t = reviewTexts();
  if (!again.isWanted.value) return null;
  return (
    <PasswordField
      label={t.password}
      hint={t.passwordHint}
      name="password"
      autocomplete="current-password"
      value={again.value.value}
      error={fields.password}
      onInput={set(again.value)}
    />
  );
}

interface Resolution {
  readonly decidedOn: Signal<string>;
  readonly reportedBy: Signal<string>;
  required(): Readonly<Record<string, string>>;
  /** As a vote carries it. */
  read(): { readonly decidedOn: string; readonly reportedBy: string };
}

/** @param reportedBy a first guess at who reports it */
export function useResolution(reportedBy = ""): Resolution {
  const day = useSignal("");
  const reporter = useSignal(reportedBy);
  return {
    decidedOn: day,
    reportedBy: reporter,
    required: () => ({ resolution: day.value, reportedBy: reporter.value }),
    read: () => ({ decidedOn: day.value, reportedBy: reporter.value }),
  };
}

interface ResolutionFieldsProps {
  readonly resolution: Resolution;
  readonly fields: Fields;
}

export function ResolutionFields({ resolution, fields }: ResolutionFieldsProps) {
  const t = reviewTexts();
  return (
    <div class="vote__pair">
      <TextField
        label={t.decidedOn}
        name="decidedOn"
        type="date"
        value={resolution.decidedOn.value}
        error={fields.resolution}
        onInput={set(resolution.decidedOn)}
      />
      <TextField
        label={t.reportedBy}
        name="reportedBy"
        maxLength={120}
        value={resolution.reportedBy.value}
        error={fields.reportedBy}
        onInput={set(resolution.reportedBy)}
      />
    </div>
  );
}
