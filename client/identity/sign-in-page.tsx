import { useSignal } from "@preact/signals";
import { useLocation } from "preact-iso";
import type { Me } from "#shared/identity.ts";
import { api } from "../shell/api.ts";
import { missing, useForm } from "../shell/form.ts";
import { Page } from "../shell/page.tsx";
import { enter } from "../shell/session.ts";
import { Button } from "../ui/button.tsx";
import { PasswordField, TextField } from "../ui/field.tsx";
import { Notice } from "../ui/notice.tsx";
import { set } from "../ui/set.ts";
import { identityTexts } from "./texts.ts";

export function SignInPage() {
  const t = identityTexts();
  const { query, route } = useLocation();
  const form = useForm();
  const email = useSignal("");
  const password = useSignal("");

  const work = async () => {
    const me = await api.post<Me>("/api/auth/sign-in/email", {
      email: email.value,
      password: password.value,
    });
    const next = query.next ?? "/";
    enter(me);
    // Only a path of our own; an address from outside must not lead elsewhere.
    route(/^\/(?!\/)/.test(next) ? next : "/", true);
  };
  const { fields, sentence } = form.errors;
  return (
    <Page title={t.signInTitle} narrow>
      <form
        class="form"
        noValidate
        onSubmit={form.submit(
          () => missing({ email: email.value, password: password.value }, t.required),
          work,
        )}
      >
        {sentence !== null && <Notice kind="error">{sentence}</Notice>}
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
          name="password"
          autocomplete="current-password"
          value={password.value}
          onInput={set(password)}
          error={fields.password === undefined ? undefined : t.required}
        />
        <div class="form__actions">
          <Button type="submit" look="primary" disabled={form.busy}>
            {t.signIn}
          </Button>
        </div>
        <p class="quiet">{t.forgotten}</p>
      </form>
    </Page>
  );
}
