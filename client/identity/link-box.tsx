import type { Invitation } from "#shared/identity.ts";
import { Button } from "../ui/button.tsx";
import { toast } from "../ui/toast.tsx";
import { identityTexts } from "./texts.ts";

/** An invitation link to copy. */
export function LinkBox({ invitation, name }: { readonly invitation: Invitation; readonly name: string }) {
  const t = identityTexts();
  const { link } = invitation;
  if (link === null) return <p>{t.linkActive}</p>;
  return (
    <>
      <p class="quiet">
        {t.linkLead(name)} {invitation.mailed && t.linkMailed}
      </p>
      <div class="link-box">
        <input
          class="field__input"
          readOnly
          value={link}
          aria-label={t.linkTitle}
          onFocus={(event) => event.currentTarget.select()}
        />
        <Button
          onClick={async () => {
            await navigator.clipboard.writeText(link);
            toast(t.copied);
          }}
        >
          {t.copy}
        </Button>
      </div>
    </>
  );
}
