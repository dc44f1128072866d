import { useSignal } from "@preact/signals";
import { useRoute } from "preact-iso";
import type { ReviewLinkView } from "#shared/reviews.ts";
import { api, describeError } from "../shell/api.ts";
import { missing, useForm } from "../shell/form.ts";
import { Page } from "../shell/page.tsx";
import { useQuery } from "../shell/query.ts";
import { Button } from "../ui/button.tsx";
import { Skeleton } from "../ui/empty.tsx";
import { PasswordField } from "../ui/field.tsx";
import { Notice } from "../ui/notice.tsx";
import { set } from "../ui/set.ts";
import { reviewTexts } from "./texts.ts";

/** Where the link in a mail leads: it says whose it is, and the password that goes with it opens the candidate. */
export default function ReviewLinkPage() {
  const t = reviewTexts();
  const path = `/api/review-links/${encodeURIComponent(useRoute().params.token ?? "")}`;
  const found = useQuery<ReviewLinkView>(path);
  if (found.now.state === "loading")
    return (
      <Page title={t.linkTitle} narrow>
        <Skeleton />
      </Page>
    );
  if (found.now.state === "failed")
    return <Page title={t.linkTitle} lead={describeError(found.now.error)} narrow children={null} />;
  const { state } = found.now.value;
  if (state === "open") return <Opening path={path} link={found.now.value} />;
  return (
    <Page title={t.linkTitle} lead={state === "used" ? t.linkUsed : t.linkExpired} narrow>
      <div class="form form__actions">
        <a class="button button--primary" href="/">
          {t.toSignIn}
        </a>
      </div>
    </Page>
  );
}

function Opening({ path, link }: { readonly path: string; readonly link: ReviewLinkView }) {
  const t = reviewTexts();
  const form = useForm();
  const password = useSignal("");
  const work = async () => {
    const { path: to } = await api.post<{ readonly path: string }>(path, { password: password.value });
    // The whole page anew: somebody else may have been signed in here.
    location.replace(to);
  };
  return (
    <Page title={t.linkTitle} lead={t.linkLead(link.address, link.organisation)} narrow>
      <form
        class="form"
        noValidate
        onSubmit={form.submit(() => missing({ password: password.value }, t.required), work)}
      >
        {form.errors.sentence !== null && <Notice kind="error">{form.errors.sentence}</Notice>}
        <PasswordField
          label={t.password}
          name="password"
          autocomplete="current-password"
          value={password.value}
          error={form.errors.fields.password}
          onInput={set(password)}
        />
        <div class="form__actions">
          <Button type="submit" look="primary" disabled={form.busy}>
            {t.linkOpen}
          </Button>
        </div>
        <p class="quiet">{t.linkWhy}</p>
      </form>
    </Page>
  );
}
