import { useSignal } from "@preact/signals";
import type { Body, Invitation, InvitationRequest } from "#shared/identity.ts";
import type { BodyId, GuidelineId } from "#shared/ids.ts";
import { GUIDELINE_ROLES, type GuidelineRole } from "#shared/roles.ts";
import { roleTexts } from "../guidelines/role-texts.ts";
import { api } from "../shell/api.ts";
import { missing, useForm } from "../shell/form.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { SelectField, TextField } from "../ui/field.tsx";
import { Notice } from "../ui/notice.tsx";
import { set } from "../ui/set.ts";
import { BodiesField } from "./bodies-field.tsx";
import { LinkBox } from "./link-box.tsx";
import { identityTexts } from "./texts.ts";

interface InviteDialogProps {
  readonly bodies: readonly Body[];
  /** Gives the invitee a role on this guideline too. */
  readonly guidelineId?: GuidelineId;
  readonly onClose: () => void;
  readonly onInvited: () => void;
}

/** Who is invited, into which bodies; then the link to hand over. */
export function InviteDialog({ bodies, guidelineId, onClose, onInvited }: InviteDialogProps) {
  const t = identityTexts();
  const form = useForm();
  const name = useSignal("");
  const email = useSignal("");
  const chosen = useSignal<readonly BodyId[]>([]);
  const role = useSignal<GuidelineRole>("commenter");
  const made = useSignal<Invitation | null>(null);

  const work = async () => {
    const request: InvitationRequest = {
      name: name.value,
      email: email.value,
      bodies: [...chosen.value],
      ...(guidelineId === undefined ? {} : { guideline: { id: guidelineId, role: role.value } }),
    };
    made.value = await api.post<Invitation>("/api/invitations", request);
    onInvited();
  };

  if (made.value !== null)
    return (
      <Dialog title={t.linkTitle} onClose={onClose}>
        <LinkBox invitation={made.value} name={name.value} />
        <div class="dialog__actions">
          <Button look="primary" onClick={onClose}>
            {t.done}
          </Button>
        </div>
      </Dialog>
    );

  const { fields, sentence } = form.errors;
  return (
    <Dialog title={t.inviteTitle} onClose={onClose}>
      <p class="quiet">{t.inviteLead}</p>
      <form
        class="form-in-dialog form"
        noValidate
        onSubmit={form.submit(() => missing({ name: name.value, email: email.value }, t.required), work)}
      >
        {sentence !== null && <Notice kind="error">{sentence}</Notice>}
        <TextField
          label={t.inviteeName}
          name="name"
          value={name.value}
          onInput={set(name)}
          error={fields.name}
        />
        <TextField
          label={t.email}
          type="email"
          name="email"
          value={email.value}
          onInput={set(email)}
          error={fields.email === undefined ? undefined : email.value === "" ? t.required : t.badEmail}
        />
        {guidelineId !== undefined && (
          <SelectField
            label={roleTexts().label}
            name="role"
            value={role.value}
            options={GUIDELINE_ROLES.map((value) => ({ value, label: roleTexts().roles[value] }))}
            hint={roleTexts().explained[role.value]}
            onChange={set(role)}
          />
        )}
        <BodiesField bodies={bodies} value={chosen.value} onChange={set(chosen)} />
        <div class="dialog__actions">
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button type="submit" look="primary" disabled={form.busy}>
            {t.makeLink}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
