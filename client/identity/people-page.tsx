import { useSignal } from "@preact/signals";
import { Ellipsis } from "lucide";
import type { Body, Invitation, Person, PersonChange } from "#shared/identity.ts";
import type { BodyId } from "#shared/ids.ts";
import { ORGANISATION_ROLES, type OrganisationRole } from "#shared/roles.ts";
import { api, describeError } from "../shell/api.ts";
import { missing, useForm } from "../shell/form.ts";
import { Page } from "../shell/page.tsx";
import { useQuery } from "../shell/query.ts";
import { session } from "../shell/session.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Skeleton } from "../ui/empty.tsx";
import { Face } from "../ui/face.tsx";
import { SelectField, TextField } from "../ui/field.tsx";
import { Icon } from "../ui/icon.tsx";
import { Menu } from "../ui/menu.tsx";
import { Notice } from "../ui/notice.tsx";
import { set } from "../ui/set.ts";
import { toast } from "../ui/toast.tsx";
import { BodiesField } from "./bodies-field.tsx";
import { bodyName } from "./body-names.ts";
import { InviteDialog } from "./invite-dialog.tsx";
import { LinkBox } from "./link-box.tsx";
import { identityTexts } from "./texts.ts";
import "./identity.css";

type Open =
  | { readonly dialog: "none" }
  | { readonly dialog: "invite" }
  | { readonly dialog: "edit"; readonly person: Person }
  | { readonly dialog: "deactivate"; readonly person: Person }
  | { readonly dialog: "link"; readonly person: Person; readonly invitation: Invitation };

/** Everybody who takes part, and the bodies that they belong to. */
export function PeoplePage() {
  const t = identityTexts();
  const people = useQuery<readonly Person[]>("/api/people");
  const bodies = useQuery<readonly Body[]>("/api/bodies");
  const open = useSignal<Open>({ dialog: "none" });
  const current = session.value;
  const isAdmin = current.state === "signedIn" && current.me.role === "admin";
  const close = () => {
    open.value = { dialog: "none" };
  };
  const reload = async () => void (await Promise.all([people.reload(), bodies.reload()]));

  const change = async (person: Person, body: PersonChange) => {
    await api.patch(`/api/people/${person.id}`, body);
    await reload();
  };
  const reopen = async (person: Person) => {
    try {
      await change(person, { active: true });
    } catch (error) {
      toast(describeError(error));
    }
  };
  const reinvite = async (person: Person) => {
    try {
      const invitation = await api.post<Invitation>("/api/invitations", { email: person.email });
      open.value = { dialog: "link", person, invitation };
    } catch (error) {
      toast(describeError(error));
    }
  };

  const all = bodies.now.state === "loaded" ? bodies.now.value : [];
  return (
    <Page title={t.peopleTitle} lead={t.peopleLead}>
      <section class="page__section" aria-label={t.peopleTitle}>
        <div class="page__head">
          <Button
            look="primary"
            onClick={() => {
              open.value = { dialog: "invite" };
            }}
          >
            {t.invite}
          </Button>
          {isAdmin && <a href="/audit">{t.audit}</a>}
        </div>
        {people.now.state === "loading" && <Skeleton />}
        {people.now.state === "failed" && <Notice kind="error">{describeError(people.now.error)}</Notice>}
        {people.now.state === "loaded" && (
          <ul class="people">
            {people.now.value.map((person) => (
              <li key={person.id} class="people__row">
                <span aria-hidden="true">
                  <Face of={person} />
                </span>
                <div>
                  <p class="people__name">{person.name}</p>
                  <p class="people__detail">
                    {person.email} · {bodyList(person, all) || t.noBodies}
                    {person.role === "admin" && ` · ${t.admin}`}
                  </p>
                </div>
                {person.status === "active" ? <span /> : <span class="tag">{t.statuses[person.status]}</span>}
                {isAdmin && (
                  <Menu
                    label={t.actions(person.name)}
                    items={[
                      { label: t.edit, onSelect: () => set<Open>(open)({ dialog: "edit", person }) },
                      ...(person.status === "invited"
                        ? [{ label: t.reinvite, onSelect: () => void reinvite(person) }]
                        : []),
                      person.status === "deactivated"
                        ? { label: t.reactivate, onSelect: () => void reopen(person) }
                        : {
                            label: t.deactivate,
                            danger: true,
                            onSelect: () => set<Open>(open)({ dialog: "deactivate", person }),
                          },
                    ]}
                  >
                    <Icon of={Ellipsis} />
                  </Menu>
                )}
              </li>
            ))}
          </ul>
        )}
      </section>
      <Bodies bodies={all} isAdmin={isAdmin} onChanged={reload} />
      {open.value.dialog === "invite" && (
        <InviteDialog bodies={all} onClose={close} onInvited={() => void reload()} />
      )}
      {open.value.dialog === "edit" && (
        <EditDialog person={open.value.person} bodies={all} onClose={close} onSave={change} />
      )}
      {open.value.dialog === "deactivate" && (
        <DeactivateDialog
          person={open.value.person}
          onClose={close}
          onConfirm={async (person) => {
            await change(person, { active: false });
            toast(t.deactivated(person.name));
          }}
        />
      )}
      {open.value.dialog === "link" && (
        <Dialog title={t.linkTitle} onClose={close}>
          <LinkBox invitation={open.value.invitation} name={open.value.person.name} />
          <div class="dialog__actions">
            <Button look="primary" onClick={close}>
              {t.done}
            </Button>
          </div>
        </Dialog>
      )}
    </Page>
  );
}

function bodyList(person: Person, bodies: readonly Body[]): string {
  return bodies
    .filter((body) => person.bodies.includes(body.id))
    .map(bodyName)
    .join(", ");
}

interface EditDialogProps {
  readonly person: Person;
  readonly bodies: readonly Body[];
  readonly onClose: () => void;
  readonly onSave: (person: Person, change: PersonChange) => Promise<void>;
}

function EditDialog({ person, bodies, onClose, onSave }: EditDialogProps) {
  const t = identityTexts();
  const form = useForm();
  const name = useSignal(person.name);
  const role = useSignal<OrganisationRole>(person.role);
  const chosen = useSignal<readonly BodyId[]>(person.bodies);
  const work = async () => {
    await onSave(person, { name: name.value, role: role.value, bodies: [...chosen.value] });
    onClose();
  };
  return (
    <Dialog title={t.editTitle(person.name)} onClose={onClose}>
      <form
        class="form form-in-dialog"
        noValidate
        onSubmit={form.submit(() => missing({ name: name.value }, t.required), work)}
      >
        {form.errors.sentence !== null && <Notice kind="error">{form.errors.sentence}</Notice>}
        <TextField
          label={t.inviteeName}
          name="name"
          value={name.value}
          onInput={set(name)}
          error={form.errors.fields.name}
        />
        <SelectField
          label={t.organisationRole}
          name="role"
          value={role.value}
          options={ORGANISATION_ROLES.map((value) => ({ value, label: t.roles[value] }))}
          onChange={set(role)}
        />
        <BodiesField bodies={bodies} value={chosen.value} onChange={set(chosen)} />
        <div class="dialog__actions">
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button type="submit" look="primary" disabled={form.busy}>
            {t.save}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

interface DeactivateDialogProps {
  readonly person: Person;
  readonly onClose: () => void;
  readonly onConfirm: (person: Person) => Promise<void>;
}

function DeactivateDialog({ person, onClose, onConfirm }: DeactivateDialogProps) {
  const t = identityTexts();
  const failure = useSignal<string | null>(null);
  const confirm = async () => {
    try {
      await onConfirm(person);
      onClose();
    } catch (error) {
      failure.value = describeError(error);
    }
  };
  return (
    <Dialog title={t.deactivateTitle(person.name)} onClose={onClose}>
      <p>{t.deactivateText}</p>
      {failure.value !== null && <Notice kind="error">{failure.value}</Notice>}
      <div class="dialog__actions">
        <Button onClick={onClose}>{t.cancel}</Button>
        <Button look="danger" onClick={() => void confirm()}>
          {t.deactivate}
        </Button>
      </div>
    </Dialog>
  );
}

interface BodiesProps {
  readonly bodies: readonly Body[];
  readonly isAdmin: boolean;
  readonly onChanged: () => Promise<void>;
}

function Bodies({ bodies, isAdmin, onChanged }: BodiesProps) {
  const t = identityTexts();
  const form = useForm();
  const added = useSignal("");
  const renamed = useSignal<Body | null>(null);
  const add = async () => {
    await api.post("/api/bodies", { name: added.value });
    added.value = "";
    await onChanged();
  };
  return (
    <section class="page__section" aria-labelledby="bodies">
      <div class="page__head">
        <div>
          <h2 id="bodies">{t.bodiesTitle}</h2>
          <p class="page__lead">{t.bodiesLead}</p>
        </div>
      </div>
      <ul class="people">
        {bodies.map((body) => (
          <li key={body.id} class="people__row people__row--body">
            <div>
              <p class="people__name">{bodyName(body)}</p>
              <p class="people__detail">{t.members(body.members)}</p>
            </div>
            {isAdmin && (
              <Menu
                label={t.actions(bodyName(body))}
                items={[{ label: t.rename, onSelect: () => set<Body | null>(renamed)(body) }]}
              >
                <Icon of={Ellipsis} />
              </Menu>
            )}
          </li>
        ))}
      </ul>
      {isAdmin && (
        <form
          class="inline-form"
          noValidate
          onSubmit={form.submit(() => missing({ name: added.value }, t.required), add)}
        >
          <TextField
            label={t.newBody}
            name="name"
            value={added.value}
            onInput={set(added)}
            error={form.errors.fields.name}
          />
          <Button type="submit" disabled={form.busy}>
            {t.addBody}
          </Button>
        </form>
      )}
      {renamed.value !== null && (
        <RenameDialog
          body={renamed.value}
          onClose={() => set<Body | null>(renamed)(null)}
          onRenamed={onChanged}
        />
      )}
    </section>
  );
}

interface RenameDialogProps {
  readonly body: Body;
  readonly onClose: () => void;
  readonly onRenamed: () => Promise<void>;
}

function RenameDialog({ body, onClose, onRenamed }: RenameDialogProps) {
  const t = identityTexts();
  const form = useForm();
  const name = useSignal(bodyName(body));
  const work = async () => {
    await api.patch(`/api/bodies/${body.id}`, { name: name.value });
    await onRenamed();
    onClose();
  };
  return (
    <Dialog title={t.rename} onClose={onClose}>
      <form
        class="form form-in-dialog"
        noValidate
        onSubmit={form.submit(() => missing({ name: name.value }, t.required), work)}
      >
        {form.errors.sentence !== null && <Notice kind="error">{form.errors.sentence}</Notice>}
        <TextField
          label={t.inviteeName}
          name="name"
          value={name.value}
          onInput={set(name)}
          error={form.errors.fields.name}
        />
        <div class="dialog__actions">
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button type="submit" look="primary" disabled={form.busy}>
            {t.save}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
