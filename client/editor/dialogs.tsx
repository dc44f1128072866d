import { useSignal } from "@preact/signals";
import { isSafeHref } from "#shared/document/layout.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { TextField } from "../ui/field.tsx";
import { set } from "../ui/set.ts";
import { setLink } from "./commands.ts";
import type { Desk } from "./desk.ts";
import { editorTexts } from "./texts.ts";
import { variableLabel } from "./views/variables.ts";

export function LinkDialog({ desk, href }: { readonly desk: Desk; readonly href: string }) {
  const t = editorTexts();
  const address = useSignal(href);
  const error = useSignal<string | undefined>(undefined);
  const close = () => desk.openDialog({ open: "none" });
  return (
    <Dialog title={t.linkTitle} onClose={close}>
      <form
        class="form form-in-dialog"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const wanted = completed(address.value.trim());
          if (!isSafeHref(wanted)) {
            error.value = t.linkWrong;
            return;
          }
          close();
          desk.run(setLink(wanted));
        }}
      >
        <TextField
          label={t.linkAddress}
          hint={t.linkHint}
          name="href"
          value={address.value}
          error={error.value}
          onInput={set(address)}
        />
        <div class="dialog__actions">
          {href !== "" && (
            <Button
              onClick={() => {
                close();
                desk.run(setLink(null));
              }}
            >
              {t.linkRemove}
            </Button>
          )}
          <Button onClick={close}>{t.cancel}</Button>
          <Button type="submit" look="primary">
            {t.linkSet}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** `example.org/page` is meant as an address on the web, `a@b.de` as one for mail. */
function completed(address: string): string {
  if (/^[a-z]+:/i.test(address)) return address;
  if (/^[^\s@/]+@[^\s@/]+$/.test(address)) return `mailto:${address}`;
  return /^[^\s/]+\.[a-z]{2,}(\/|$)/i.test(address) ? `https://${address}` : address;
}

export function VariableDialog({ desk, name }: { readonly desk: Desk; readonly name: string }) {
  const t = editorTexts();
  const variable = desk.catalogue.variable(name);
  const value = useSignal(desk.variables()[name] ?? "");
  const close = () => desk.openDialog({ open: "none" });
  return (
    <Dialog title={t.variableTitle(variableLabel(desk.catalogue, name))} onClose={close}>
      <form
        class="form form-in-dialog"
        onSubmit={(event) => {
          event.preventDefault();
          desk.setVariable(name, value.value.trim());
          close();
        }}
      >
        <TextField
          label={t.variableValue}
          hint={`${variable?.hint === undefined ? "" : `${variable.hint} `}${t.variableHint}`}
          name="value"
          placeholder={variable?.example ?? ""}
          value={value.value}
          maxLength={500}
          onInput={set(value)}
        />
        <div class="dialog__actions">
          <Button onClick={close}>{t.cancel}</Button>
          <Button type="submit" look="primary">
            {t.save}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
