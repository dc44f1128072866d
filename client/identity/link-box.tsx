import { useSignal } from "@preact/signals";
import { Check } from "lucide";
import { useRef } from "preact/hooks";
import type { Invitation } from "#shared/identity.ts";
import { Button } from "../ui/button.tsx";
import { copyFrom } from "../ui/copy.ts";
import { Icon } from "../ui/icon.tsx";
import { identityTexts } from "./texts.ts";

/** An invitation link to copy. It says itself what has happened, since a dialog would cover a toast. */
export function LinkBox({ invitation, name }: { readonly invitation: Invitation; readonly name: string }) {
  const t = identityTexts();
  const field = useRef<HTMLInputElement>(null);
  const outcome = useSignal<"none" | "copied" | "selected">("none");
  const { link } = invitation;
  if (link === null) return <p>{t.linkActive}</p>;
  const copy = async () => {
    if (field.current !== null) outcome.value = (await copyFrom(field.current)) ? "copied" : "selected";
  };
  return (
    <>
      <p class="quiet">
        {t.linkLead(name)} {invitation.mailed && t.linkMailed}
      </p>
      <div class="link-box">
        <input
          ref={field}
          class="field__input"
          readOnly
          value={link}
          aria-label={`${t.linkTitle}: ${name}`}
          onFocus={(event) => event.currentTarget.select()}
        />
        <Button onClick={() => void copy()}>{t.copy}</Button>
      </div>
      <p class="link-box__outcome" role="status">
        {outcome.value === "copied" && <Icon of={Check} />}
        {outcome.value === "copied" && t.copied}
        {outcome.value === "selected" && t.copyByHand}
      </p>
    </>
  );
}
