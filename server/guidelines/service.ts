/** Guidelines as things with a title and members: write, then publish. */

import { Doc } from "yjs";
import { buildDocument } from "#shared/document/build.ts";
import type { DocumentContent } from "#shared/document/content.ts";
import { readOutline } from "#shared/document/outline.ts";
import type {
  Guideline,
  GuidelineChange,
  GuidelineData,
  GuidelineSummary,
  Member,
  OutlineSection,
} from "#shared/guidelines.ts";
import type { Person } from "#shared/identity.ts";
import { type GuidelineId, newId, type PersonId } from "#shared/ids.ts";
import { type GrantedRole, GUIDELINE_ROLES, type GuidelineRole } from "#shared/roles.ts";
import { pressing } from "#shared/section-status.ts";
import type { TemplateSetting } from "#shared/templates.ts";
import type { Audit, Occasion } from "../audit/index.ts";
import type { Identity } from "../identity/index.ts";
import type { Notifications } from "../notifications/index.ts";
import type { Clock } from "../platform/clock.ts";
import { AppError, allow, notFound } from "../platform/errors.ts";
import type { Events } from "../platform/events.ts";
import type { Templates } from "../templates/index.ts";
import type { StatusSource } from "./index.ts";
import { canManage, canPlace, canReadDraft, type Grant } from "./policy.ts";
import { type GuidelineStore, noGuideline, type StoredGuideline } from "./store.ts";

export type GuidelineService = ReturnType<typeof createGuidelineService>;

export function createGuidelineService(parts: {
  readonly store: GuidelineStore;
  readonly identity: Identity;
  readonly notifications: Notifications;
  readonly templates: Templates;
  readonly audit: Audit;
  readonly events: Events;
  readonly clock: Clock;
  readonly statusSources: readonly StatusSource[];
}) {
  const { store, identity, notifications, templates, audit, events, clock, statusSources } = parts;

  return {
    async list(person: Person, archived: boolean): Promise<readonly GuidelineSummary[]> {
      const found = await store.ofPerson(person.id, archived);
      const members = await store.members(found.map(({ guideline }) => guideline.id));
      const statuses = await statusesOf(found.map(({ guideline }) => guideline.id));
      return found.map(({ guideline, role }) => {
        const { targetDate: _targetDate, ...summary } = shown(
          guideline,
          role,
          members.get(guideline.id) ?? [],
          statuses,
        );
        return summary;
      });
    },

    /** Any active person may begin one and owns it then. The draft itself is made at its first opening. */
    async create(person: Person, request: GuidelineData): Promise<Guideline> {
      const content = templates.instantiate(await settingOf(request), request.variables);
      if (content === null)
        throw new AppError("templates/kit-not-found", 422, `There is no kit ${request.kit}.`);
      const guideline: StoredGuideline = {
        ...request,
        id: newId<GuidelineId>(),
        slug: slugOf(request.title),
        outline: outlineOf(content),
        createdAt: clock.now().toISOString(),
        archivedAt: null,
      };
      await store.add(guideline, person.id, (tx) =>
        audit.record(tx, occasion(person, guideline.id), { kind: "guideline.created", kit: request.kit }),
      );
      events.publish("guidelines:changed", { guidelineId: guideline.id });
      return this.read(person, guideline.id);
    },

    async read(person: Person, id: GuidelineId): Promise<Guideline> {
      const { role } = await grantOf(person, id);
      const guideline = (await store.find(id)) ?? noGuideline();
      const members = (await store.members([id])).get(id) ?? [];
      return shown(guideline, role, members, await statusesOf([id]));
    },

    async change(person: Person, id: GuidelineId, change: GuidelineChange): Promise<Guideline> {
      const grant = await grantOf(person, id);
      allow(
        canManage(grant),
        "guidelines/not-allowed",
        "Only owners change a guideline's title, kind, date and archive.",
      );
      const { archived, ...rest } = change;
      const moves = archived !== undefined && archived !== grant.archived;
      const archivedAt = archived ? clock.now().toISOString() : null;
      const fields = (["title", "kind", "targetDate"] as const).filter((field) => rest[field] !== undefined);
      await store.update(id, moves ? { ...rest, archivedAt } : rest, async (tx) => {
        if (fields.length > 0)
          await audit.record(tx, occasion(person, id), { kind: "guideline.changed", fields });
        if (moves)
          await audit.record(tx, occasion(person, id), {
            kind: archived ? "guideline.archived" : "guideline.unarchived",
          });
      });
      if (moves) events.publish("guidelines:access-changed", { guidelineId: id, personId: null });
      events.publish("guidelines:changed", { guidelineId: id });
      return this.read(person, id);
    },

    async setMember(
      by: Person,
      id: GuidelineId,
      personId: PersonId,
      role: GuidelineRole | null,
    ): Promise<Member | null> {
      const grant = await grantOf(by, id);
      allow(canManage(grant), "guidelines/not-allowed", "Only owners decide who takes part.");
      if ((await identity.person(personId)) === null)
        notFound("identity/person-not-found", "There is no such person.");
      await place(by, id, personId, role);
      const members = (await store.members([id])).get(id) ?? [];
      return members.find((member) => member.id === personId) ?? null;
    },

    /** @throws AppError when `by` may not give this right on this guideline */
    async checkPlacement(by: Person, id: GuidelineId, role: GuidelineRole): Promise<void> {
      const grant = await grantOf(by, id);
      allow(
        canPlace(grant, role),
        "guidelines/not-allowed",
        "Your role does not allow inviting people with this right.",
      );
    },

    /** For an invitation: gives the right, but never takes a stronger one away. */
    async place(by: Person, id: GuidelineId, personId: PersonId, role: GuidelineRole): Promise<void> {
      await this.checkPlacement(by, id, role);
      const present = (await store.members([id])).get(id)?.find((member) => member.id === personId);
      if (present !== undefined && GUIDELINE_ROLES.indexOf(present.role) >= GUIDELINE_ROLES.indexOf(role))
        return;
      if (present !== undefined && !canManage(await grantOf(by, id))) return;
      await place(by, id, personId, role);
    },

    async seedFor(id: GuidelineId): Promise<DocumentContent | null> {
      const guideline = await store.find(id);
      return guideline === null
        ? null
        : templates.instantiate(await settingOf(guideline), guideline.variables);
    },

    settingOf,
  };

  /** In whose words templates speak to this guideline. */
  async function settingOf({
    kit,
    locale,
    kind,
  }: Pick<StoredGuideline, "kit" | "locale" | "kind">): Promise<TemplateSetting> {
    return { kit, locale, kind, representation: await identity.representation() };
  }

  async function place(
    by: Person,
    id: GuidelineId,
    personId: PersonId,
    role: GuidelineRole | null,
  ): Promise<void> {
    const kept = await store.setMember(id, personId, role, async (tx, before) => {
      if (role !== before)
        await audit.record(tx, occasion(by, id), {
          kind: "member.role",
          person: personId,
          before,
          after: role,
        });
      if (role === null || role === before) return;
      await notifications.notify(tx, {
        kind: before === null ? "memberAdded" : "roleChanged",
        role,
        key: `member:${newId()}`,
        guidelineId: id,
        by: by.id,
        to: { people: [personId] },
        path: `/guidelines/${id}`,
        thread: "membership",
      });
    });
    if (!kept)
      throw new AppError("guidelines/last-owner", 409, "A guideline needs an owner. Name another one first.");
    events.publish("guidelines:access-changed", { guidelineId: id, personId });
    events.publish("guidelines:changed", { guidelineId: id });
  }

  async function statusesOf(ids: readonly GuidelineId[]): Promise<readonly Statuses[]> {
    return Promise.all(statusSources.map((source) => source(ids)));
  }

  async function grantOf(person: Person, id: GuidelineId): Promise<Grant> {
    return (await store.grant(person.id, id)) ?? noGuideline();
  }
}

function occasion(person: Person, guideline: GuidelineId): Occasion {
  return { actor: person.id, guideline };
}

type Statuses = Awaited<ReturnType<StatusSource>>;

function shown(
  guideline: StoredGuideline,
  role: GrantedRole,
  members: readonly Member[],
  known: readonly Statuses[],
): Guideline {
  const { variables: _variables, outline, ...rest } = guideline;
  const seesDraft = canReadDraft({ role, archived: guideline.archivedAt !== null });
  const statusOf = ({ id, status }: OutlineSection) =>
    pressing([status, ...known.flatMap((statuses) => statuses.get(id) ?? [])]);
  return {
    ...rest,
    role,
    outline: seesDraft ? outline.map((section) => ({ ...section, status: statusOf(section) })) : [],
    members: [...members],
  };
}

/** The outline before anybody has opened the draft; its section ids are replaced at the first opening. */
function outlineOf(content: DocumentContent) {
  const ydoc = new Doc();
  buildDocument(ydoc, content);
  return readOutline(ydoc);
}

function slugOf(title: string): string {
  const plain = title
    .toLowerCase()
    .replaceAll("ä", "ae")
    .replaceAll("ö", "oe")
    .replaceAll("ü", "ue")
    .replaceAll("ß", "ss")
    .normalize("NFKD")
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "")
    .slice(0, 60);
  return plain === "" ? "guideline" : plain;
}
