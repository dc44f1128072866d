import { useSignal } from "@preact/signals";
import type { OutlineSection } from "#shared/document/outline.ts";
import type { BodyId } from "#shared/ids.ts";
import { bodyName } from "../identity/body-names.ts";
import { missing, useForm } from "../shell/form.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { SelectField, TextField } from "../ui/field.tsx";
import { Notice } from "../ui/notice.tsx";
import { set } from "../ui/set.ts";
import { toast } from "../ui/toast.tsx";
import type { PanelDesk } from "./panel-desk.ts";
import { questionTexts } from "./texts.ts";

const TYPES = ["option", "text", "person"] as const;
type OwnType = (typeof TYPES)[number];

interface OwnOption {
  readonly label: string;
  readonly wording: string;
}

interface OwnQuestionDialogProps {
  readonly desk: PanelDesk;
  readonly section: OutlineSection;
  readonly onClose: () => void;
}

/** A question that no template has thought of. */
export function OwnQuestionDialog({ desk, section, onClose }: OwnQuestionDialogProps) {
  const t = questionTexts();
  const form = useForm();
  const text = useSignal("");
  const why = useSignal("");
  const type = useSignal<OwnType>("option");
  const options = useSignal<readonly OwnOption[]>([
    { label: "", wording: "" },
    { label: "", wording: "" },
  ]);
  const askedOf = useSignal<readonly BodyId[]>([]);
  const blocking = useSignal(false);
  const change = (index: number, part: Partial<OwnOption>) => {
    options.value = options.value.map((each, at) => (at === index ? { ...each, ...part } : each));
  };
  const given = () => options.value.filter(({ label }) => label.trim() !== "");
  const check = (): Record<string, string> => ({
    ...missing({ text: text.value }, t.required),
    ...(type.value === "option" && given().length < 2 ? { option0: t.twoOptions } : {}),
    ...(askedOf.value.length === 0 ? { askedOf: t.someBody } : {}),
  });
  const work = async () => {
    await desk.questions.ask({
      sectionId: section.id,
      text: text.value,
      why: why.value,
      type: type.value,
      options: type.value === "option" ? given() : [],
      blocking: blocking.value,
      askedOf: askedOf.value,
    });
    toast(t.added);
    onClose();
  };
  const errors = form.errors.fields;
  return (
    <Dialog title={t.askTitle} onClose={onClose}>
      <p class="quiet">{t.askLead(section.title)}</p>
      <form class="form form-in-dialog" noValidate onSubmit={form.submit(check, work)}>
        {form.errors.sentence !== null && <Notice kind="error">{form.errors.sentence}</Notice>}
        <TextField
          label={t.askText}
          name="text"
          maxLength={500}
          value={text.value}
          error={errors.text}
          onInput={set(text)}
        />
        <TextField label={t.askWhy} name="why" maxLength={1000} value={why.value} onInput={set(why)} />
        <SelectField
          label={t.askType}
          name="type"
          value={type.value}
          options={TYPES.map((value) => ({ value, label: t.types[value] }))}
          onChange={set(type)}
        />
        {type.value === "option" &&
          options.value.map((option, index) => (
            <div key={index} class="own-option">
              <TextField
                label={t.option(index + 1)}
                name={`option${index}`}
                maxLength={200}
                value={option.label}
                error={index === 0 ? errors.option0 : undefined}
                onInput={(label) => change(index, { label })}
              />
              <TextField
                long
                label={t.optionWording}
                name={`wording${index}`}
                maxLength={4000}
                value={option.wording}
                onInput={(wording) => change(index, { wording })}
              />
            </div>
          ))}
        {type.value === "option" && options.value.length < 8 && (
          <Button
            look="plain"
            onClick={() => set<readonly OwnOption[]>(options)([...options.value, { label: "", wording: "" }])}
          >
            {t.addOption}
          </Button>
        )}
        <fieldset
          class="form__group"
          aria-describedby={errors.askedOf === undefined ? undefined : "asked-of-error"}
        >
          <legend>{t.askedOf}</legend>
          <div class="own-bodies">
            {desk.questions.bodies.value.map((body) => (
              <label key={body.id} class="choice">
                <input
                  type="checkbox"
                  checked={askedOf.value.includes(body.id)}
                  aria-invalid={errors.askedOf !== undefined}
                  onChange={(event) => {
                    askedOf.value = event.currentTarget.checked
                      ? [...askedOf.value, body.id]
                      : askedOf.value.filter((id) => id !== body.id);
                  }}
                />
                <span>{bodyName(body)}</span>
              </label>
            ))}
          </div>
          {errors.askedOf !== undefined && (
            <p class="field__error" id="asked-of-error">
              {errors.askedOf}
            </p>
          )}
        </fieldset>
        <label class="choice">
          <input
            type="checkbox"
            checked={blocking.value}
            onChange={(event) => set(blocking)(event.currentTarget.checked)}
          />
          <span>{t.askBlocking}</span>
          <span class="choice__hint">{t.askBlockingHint}</span>
        </label>
        <div class="dialog__actions">
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button type="submit" look="primary" disabled={form.busy}>
            {t.add}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
