import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { isSafeHref } from "#shared/document/layout.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { TextField } from "../ui/field.tsx";
import { set } from "../ui/set.ts";
import { setLink } from "./commands.ts";
import type { Desk } from "./desk.ts";
import { readAddress } from "./link-address.ts";
import { editorTexts } from "./texts.ts";
import { variableLabel } from "./views/variables.ts";

export function LinkDialog({ desk, href }: { readonly desk: Desk; readonly href: string }) {
  const t = editorTexts();
  const address = useSignal(href);
  const error = useSignal<string | undefined>(undefined);
  const form = useRef<HTMLFormElement>(null);
  const close = () => desk.openDialog({ open: "none" });
  return (
    <Dialog title={t.linkTitle} onClose={close}>
      <form
        ref={form}
        class="form form-in-dialog"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const read = readAddress(address.value);
          if (read.is === "bad") {
            error.value = t.linkWrong[read.problem];
            form.current?.querySelector("input")?.focus();
            return;
          }
          close();
          desk.run(setLink(read.href));
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
          {href !== "" && isSafeHref(href) && (
            <a class="button" href={href} target="_blank" rel="noopener noreferrer">
              {t.linkOpen}
            </a>
          )}
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

export function VariableDialog({ desk, name }: { readonly desk: Desk; readonly name: string }) {
  const t = editorTexts();
  const variable = desk.catalogue.variable(name);
  const value = useSignal(desk.values.peek()[name] ?? "");
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
