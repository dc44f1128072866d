import { useSignal } from "@preact/signals";
import { useLocation } from "preact-iso";
import type { Me, SetupRequest } from "#shared/identity.ts";
import { type Locale, REPRESENTATIONS, type Representation } from "#shared/roles.ts";
import { locale, setLocale } from "../i18n/index.ts";
import { ApiError, api } from "../shell/api.ts";
import { missing, useForm } from "../shell/form.ts";
import { Page } from "../shell/page.tsx";
import { enter, loadSession, session } from "../shell/session.ts";
import { Button } from "../ui/button.tsx";
import { PasswordField, SelectField, TextField } from "../ui/field.tsx";
import { Notice } from "../ui/notice.tsx";
import { set } from "../ui/set.ts";
import { representationNames } from "./body-names.ts";
import { identityTexts } from "./texts.ts";

const LANGUAGES: readonly { value: Locale; label: string }[] = [
  { value: "de", label: "Deutsch" },
  { value: "en", label: "English" },
];

/** First admin and organisation, on one page. */
export function SetupPage() {
  const t = identityTexts();
  const { query, route } = useLocation();
  const form = useForm();
  const code = useSignal(query.code ?? "");
  const organisation = useSignal("");
  const representation = useSignal<Representation>("betriebsrat");
  const name = useSignal("");
  const email = useSignal("");
  const password = useSignal("");
  const current = session.value;
  if (current.state === "none" && current.setup.done) return <SetupDone />;

  const check = () => ({
    ...missing(
      { code: code.value, organisation: organisation.value, name: name.value, email: email.value },
      t.required,
    ),
    ...(password.value.length < 10 ? { password: t.passwordTooShort } : {}),
  });
  const work = async () => {
    const request: SetupRequest = {
      code: code.value,
      organisation: organisation.value,
      locale: locale.value,
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      representation: representation.value,
      name: name.value,
      email: email.value,
      password: password.value,
    };
    try {
      enter(await api.post<Me>("/api/setup", request));
      route("/", true);
    } catch (error) {
      // Somebody was quicker: asking again who is here shows the way on.
      if (error instanceof ApiError && error.problem.code === "identity/setup-done") await loadSession();
      else throw error;
    }
  };

  const { fields, sentence } = form.errors;
  return (
    <Page title={t.setupTitle} lead={t.setupLead} narrow>
      <form class="form" noValidate onSubmit={form.submit(check, work)}>
        {sentence !== null && <Notice kind="error">{sentence}</Notice>}
        {(query.code ?? "") === "" && (
          <TextField
            label={t.code}
            hint={t.codeHint}
            name="code"
            value={code.value}
            onInput={set(code)}
            error={fields.code}
          />
        )}
        <TextField
          label={t.organisation}
          name="organisation"
          autocomplete="organization"
          value={organisation.value}
          onInput={set(organisation)}
          error={fields.organisation}
        />
        <SelectField
          label={t.representation}
          hint={t.representationHint}
          name="representation"
          value={representation.value}
          options={REPRESENTATIONS.map((value) => ({ value, label: representationNames()[value] }))}
          onChange={set(representation)}
        />
        <SelectField
          label={t.language}
          name="locale"
          value={locale.value}
          options={LANGUAGES}
          onChange={setLocale}
        />
        <TextField
          label={t.name}
          name="name"
          autocomplete="name"
          value={name.value}
          onInput={set(name)}
          error={fields.name}
        />
        <TextField
          label={t.email}
          type="email"
          name="email"
          autocomplete="username"
          value={email.value}
          onInput={set(email)}
          error={fields.email === undefined ? undefined : email.value === "" ? t.required : t.badEmail}
        />
        <PasswordField
          label={t.password}
          hint={t.passwordHint}
          name="password"
          autocomplete="new-password"
          value={password.value}
          onInput={set(password)}
          error={fields.password === undefined ? undefined : t.passwordTooShort}
        />
        <div class="form__actions">
          <Button type="submit" look="primary" disabled={form.busy}>
            {t.setUp}
          </Button>
        </div>
      </form>
    </Page>
  );
}

function SetupDone() {
  return (
    <Page title={identityTexts().setupDone} lead={identityTexts().setupDoneLead} narrow>
      <div class="form form__actions">
        <a class="button button--primary" href="/sign-in">
          {identityTexts().signIn}
        </a>
      </div>
    </Page>
  );
}
