import { useSignal } from "@preact/signals";
import { useLocation, useRoute } from "preact-iso";
import type { InvitationView, Me } from "#shared/identity.ts";
import { errorTexts } from "../i18n/errors.ts";
import { ApiError, api, describeError } from "../shell/api.ts";
import { missing, useForm } from "../shell/form.ts";
import { Page } from "../shell/page.tsx";
import { useQuery } from "../shell/query.ts";
import { enter } from "../shell/session.ts";
import { Button } from "../ui/button.tsx";
import { PasswordField, TextField } from "../ui/field.tsx";
import { Notice } from "../ui/notice.tsx";
import { set } from "../ui/set.ts";
import { identityTexts } from "./texts.ts";

/** The invitee says who they are and chooses a password. */
export function InvitationPage() {
  const t = identityTexts();
  const { token = "" } = useRoute().params;
  const { now } = useQuery<InvitationView>(`/api/invitations/${encodeURIComponent(token)}`);
  if (now.state === "loading") return null;
  if (now.state === "failed")
    return (
      <Page title={t.invitationGone} lead={whyGone(now.error)} narrow>
        <div class="form form__actions">
          <a class="button" href="/sign-in">
            {t.signIn}
          </a>
        </div>
      </Page>
    );
  return <Acceptance token={token} invitation={now.value} />;
}

/** A link with a slip in it is to its reader the same as one that has expired. */
function whyGone(error: unknown): string {
  const notFound = error instanceof ApiError && error.problem.status === 404;
  return notFound ? errorTexts()["identity/invitation-gone"] : describeError(error);
}

function Acceptance({ token, invitation }: { readonly token: string; readonly invitation: InvitationView }) {
  const t = identityTexts();
  const { route } = useLocation();
  const form = useForm();
  const name = useSignal(invitation.name);
  const password = useSignal("");
  const check = () => ({
    ...missing({ name: name.value }, t.required),
    ...(password.value.length < 10 ? { password: t.passwordTooShort } : {}),
  });
  const work = async () => {
    const request = { name: name.value, password: password.value };
    enter(await api.post<Me>(`/api/invitations/${encodeURIComponent(token)}`, request));
    route("/", true);
  };
  const { fields, sentence } = form.errors;
  return (
    <Page title={t.invitationTitle(invitation.organisation)} lead={t.invitationLead} narrow>
      <form class="form" noValidate onSubmit={form.submit(check, work)}>
        {sentence !== null && <Notice kind="error">{sentence}</Notice>}
        <p>
          <span class="quiet">{t.invitationFor}</span> {invitation.email}
        </p>
        <TextField
          label={t.name}
          name="name"
          autocomplete="name"
          value={name.value}
          onInput={set(name)}
          error={fields.name}
        />
        {/* Password managers need to know whose password it is. */}
        <input type="hidden" name="username" autocomplete="username" value={invitation.email} />
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
            {t.accept}
          </Button>
        </div>
      </form>
    </Page>
  );
}
