import { useSignal } from "@preact/signals";
import { X } from "lucide";
import type { GuidelineSummary } from "#shared/guidelines.ts";
import type { Body, Person } from "#shared/identity.ts";
import type { PersonId } from "#shared/ids.ts";
import { GUIDELINE_ROLES, type GuidelineRole } from "#shared/roles.ts";
import { InviteDialog } from "../identity/invite-dialog.tsx";
import { api, describeError } from "../shell/api.ts";
import { useQuery } from "../shell/query.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Face } from "../ui/face.tsx";
import { SelectField } from "../ui/field.tsx";
import { Icon } from "../ui/icon.tsx";
import { Notice } from "../ui/notice.tsx";
import { set } from "../ui/set.ts";
import { roleTexts } from "./role-texts.ts";
import { guidelineTexts } from "./texts.ts";
import "./guidelines.css";
import "../identity/identity.css";

interface MembersDialogProps {
  readonly guideline: Pick<GuidelineSummary, "id" | "title" | "role" | "members">;
  readonly onChanged: () => Promise<void>;
  readonly onClose: () => void;
}

/** Who takes part in a guideline and with which right; only owners change it. */
export function MembersDialog({ guideline, onChanged, onClose }: MembersDialogProps) {
  const t = guidelineTexts();
  const people = useQuery<readonly Person[]>("/api/people");
  const bodies = useQuery<readonly Body[]>("/api/bodies");
  const failure = useSignal<string | null>(null);
  const added = useSignal<PersonId | "">("");
  const inviting = useSignal(false);
  const mayManage = guideline.role === "owner";

  const attempt = async (work: () => Promise<unknown>) => {
    failure.value = null;
    try {
      await work();
      await onChanged();
    } catch (error) {
      failure.value = describeError(error);
    }
  };
  const path = (id: string) => `/api/guidelines/${guideline.id}/members/${id}`;
  const others =
    people.now.state === "loaded"
      ? people.now.value.filter(
          (person) =>
            person.status !== "deactivated" && !guideline.members.some((member) => member.id === person.id),
        )
      : [];

  if (inviting.value && bodies.now.state === "loaded")
    return (
      <InviteDialog
        bodies={bodies.now.value}
        guidelineId={guideline.id}
        onClose={() => set(inviting)(false)}
        onInvited={() => void onChanged()}
      />
    );

  return (
    <Dialog title={t.membersTitle(guideline.title)} onClose={onClose}>
      {mayManage && <p class="quiet">{t.membersLead}</p>}
      {failure.value !== null && <Notice kind="error">{failure.value}</Notice>}
      <ul class="members">
        {guideline.members.map((member) => (
          <li key={member.id} class="member">
            <span aria-hidden="true">
              <Face of={member} />
            </span>
            <span>{member.name}</span>
            {mayManage ? (
              <select
                class="field__input"
                aria-label={`${member.name}: ${roleTexts().label}`}
                value={member.role}
                onChange={(event) => {
                  const role = event.currentTarget.value as GuidelineRole;
                  void attempt(() => api.put(path(member.id), { role }));
                }}
              >
                {GUIDELINE_ROLES.map((role) => (
                  <option key={role} value={role}>
                    {roleTexts().roles[role]}
                  </option>
                ))}
              </select>
            ) : (
              <span class="quiet">{roleTexts().roles[member.role]}</span>
            )}
            {mayManage && (
              <Button
                square
                look="plain"
                label={t.takeOut(member.name)}
                onClick={() => void attempt(() => api.delete(path(member.id)))}
              >
                <Icon of={X} />
              </Button>
            )}
          </li>
        ))}
      </ul>
      {mayManage && others.length > 0 && (
        <div class="inline-form">
          <SelectField
            label={t.addMember}
            name="person"
            value={added.value}
            options={[
              { value: "" as const, label: t.pick },
              ...others.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            onChange={set(added)}
          />
          <Button
            disabled={added.value === ""}
            onClick={() =>
              attempt(async () => {
                await api.put(path(added.value), { role: "commenter" });
                added.value = "";
              })
            }
          >
            {t.add}
          </Button>
        </div>
      )}
      <div class="dialog__actions">
        {mayManage && <Button onClick={() => set(inviting)(true)}>{t.inviteNew}</Button>}
        <Button look="primary" onClick={onClose}>
          {t.close}
        </Button>
      </div>
    </Dialog>
  );
}
