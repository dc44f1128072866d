import { useSignal } from "@preact/signals";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { TextField } from "../ui/field.tsx";
import { set } from "../ui/set.ts";
import { blockTexts } from "./block-texts.ts";
import type { Desk } from "./desk.ts";
import { knownLaws, lawAtEnd } from "./law.ts";
import { insertLaw } from "./law-plugin.ts";
import { editorTexts } from "./texts.ts";

/** One line in which a place in a law is written as one writes it anyway; the link comes by itself. */
export function LawDialog({ desk }: { readonly desk: Desk }) {
  const t = blockTexts();
  const written = useSignal("");
  const error = useSignal<string | undefined>(undefined);
  const close = () => desk.openDialog({ open: "none" });
  const found = lawAtEnd(written.value.trim());
  return (
    <Dialog title={t.lawTitle} onClose={close}>
      <form
        class="form form-in-dialog"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (found === null) {
            error.value = /^(§|Art)/.test(written.value.trim())
              ? t.lawUnknown(knownLaws().join(", "))
              : t.lawWrong;
            return;
          }
          close();
          desk.run(insertLaw(found));
        }}
      >
        <TextField
          label={t.lawReference}
          hint={found === null ? t.lawHint : t.lawOpens(new URL(found.href).host)}
          name="law"
          value={written.value}
          error={error.value}
          autocomplete="off"
          onInput={(value) => {
            set(written)(value);
            error.value = undefined;
          }}
        />
        <div class="dialog__actions">
          <Button onClick={close}>{editorTexts().cancel}</Button>
          <Button type="submit" look="primary">
            {t.lawInsert}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
