/**
 * The history of a guideline's text: snapshots that come by themselves, named ones, what differs between any two, and
 * the way back to any of them.
 */
import { Node } from "prosemirror-model";
import { Doc } from "yjs";
import { buildDocument } from "#shared/document/build.ts";
import { type ComparedText, compare } from "#shared/document/compare.ts";
import type { Comparison } from "#shared/document/comparison.ts";
import { SCHEMA_VERSION } from "#shared/document/layout.ts";
import { restoreDoc } from "#shared/document/restore.ts";
import { schema } from "#shared/document/schema.ts";
import { toDoc } from "#shared/document/to-doc.ts";
import { readVariables } from "#shared/document/variables.ts";
import type { GuidelineId, SectionId } from "#shared/ids.ts";
import type { ComparedRef, RedlineFormat, Version, VersionContent } from "#shared/versions.ts";
import type { Audit } from "../audit/index.ts";
import type { Collab, Draft } from "../collab/index.ts";
import type { Guidelines } from "../guidelines/index.ts";
import type { Identity } from "../identity/index.ts";
import type { Clock } from "../platform/clock.ts";
import type { AnyTransaction } from "../platform/db.ts";
import { notFound } from "../platform/errors.ts";
import type { Events } from "../platform/events.ts";
import type { Print } from "../print/index.ts";
import type { Templates } from "../templates/index.ts";
import { contentHash, labelHash } from "./content-hash.ts";
import { printedRedline } from "./printed-redline.ts";
import { redline } from "./redline.ts";
import type { VersionStore } from "./store.ts";

interface Label {
  readonly cause: Version["cause"];
  readonly title: string | null;
  readonly note: string | null;
}

type Frozen = Pick<Draft, "doc" | "variables" | "schemaVersion" | "seq">;

/** One side of a comparison. */
interface ComparedState {
  readonly ref: ComparedRef;
  readonly version: Version | null;
  readonly text: ComparedText;
  /** When it was frozen, ISO 8601 UTC; null for what is live. */
  readonly at: string | null;
  readonly contentHash: string;
}

export type VersionService = ReturnType<typeof createVersionService>;

export function createVersionService(parts: {
  readonly store: VersionStore;
  readonly collab: Collab;
  readonly guidelines: Guidelines;
  readonly identity: Identity;
  readonly templates: Templates;
  readonly audit: Audit;
  readonly events: Events;
  readonly clock: Clock;
  readonly print: Print;
}) {
  const { store, collab, guidelines, identity, templates, audit, events, clock, print } = parts;

  return {
    list: store.list,

    content: contentOf,

    /** What differs between two texts of a guideline: versions, the draft, or what its templates would give today. */
    async compare(guidelineId: GuidelineId, from: ComparedRef, to: ComparedRef): Promise<Comparison> {
      const [older, newer] = await Promise.all([stateOf(guidelineId, from), stateOf(guidelineId, to)]);
      return compare(older.text, newer.text);
    },

    /** The same for paper: a Word file with tracked changes, or pages as PDF. */
    async redline(
      guidelineId: GuidelineId,
      from: ComparedRef,
      to: ComparedRef,
      format: RedlineFormat,
    ): Promise<{ readonly name: string; readonly file: Buffer }> {
      const guideline =
        (await guidelines.find(guidelineId)) ??
        notFound("guidelines/not-found", "There is no such guideline.");
      const [older, newer] = await Promise.all([stateOf(guidelineId, from), stateOf(guidelineId, to)]);
      const comparison = compare(older.text, newer.text);
      const labels = new Map(
        [...templates.sections(await guidelines.service.settingOf(guideline)).values()].flatMap(
          ({ variables }) => variables.map(({ name, label }) => [name, label] as const),
        ),
      );
      const { kind, locale, title, slug } = guideline;
      const names = REF_NAMES[locale];
      const variableLabel = (name: string) => labels.get(name) ?? name;
      const at = clock.now().toISOString();
      const about = {
        kind,
        title,
        organisation: (await identity.organisation())?.name ?? "",
        locale,
        timeZone: await identity.timeZone(),
        at,
        older: { ...older, name: names.of(older) },
        newer: { ...newer, name: names.of(newer) },
        variableLabel,
      };
      const file =
        format === "docx"
          ? await redline(comparison, { ...about, lead: names.compared(about.older.name, about.newer.name) })
          : await print.pdf("redline", printedRedline(comparison, about));
      return { name: `${slug}-${from}-${to}.${format}`, file };
    },

    async name(guidelineId: GuidelineId, title: string, note: string): Promise<Version> {
      const draft = await collab.read(guidelineId);
      return freeze(guidelineId, draft, { cause: "named", title, note: note === "" ? null : note });
    },

    /**
     * The version that is handed over for approval: the newest one where it says what the draft says and no approval
     * holds it, else a new one.
     */
    async candidate(guidelineId: GuidelineId): Promise<Version> {
      const draft = await collab.read(guidelineId);
      const latest = (await store.latest(guidelineId))?.version ?? null;
      const isFree = latest?.status === "snapshot" || latest?.status === "returned";
      if (latest !== null && isFree && latest.contentHash === contentHash(draft)) return latest;
      return freeze(guidelineId, draft, { cause: "candidate", title: null, note: null });
    },

    /** Says inside the caller's transaction what has become of a version. */
    async mark(
      tx: AnyTransaction,
      guidelineId: GuidelineId,
      number: number,
      change: { readonly status: Version["status"]; readonly edition?: number },
    ): Promise<Version> {
      const marked = await store.mark(tx, guidelineId, number, change);
      const { status, edition } = marked;
      await audit.record(
        tx,
        { actor: null, guideline: guidelineId },
        { kind: "version.status", number, status, edition },
      );
      return marked;
    },

    /** What each version is now, as the caller's transaction sees it. */
    statuses: store.statuses,

    /** The hash that an approval of this text would be bound to. */
    hashOf: contentHash,

    /** After a quiet spell; nothing when the newest version says the same. */
    async snapshot(guidelineId: GuidelineId): Promise<Version> {
      return keep(guidelineId, await collab.read(guidelineId), "automatic");
    },

    /**
     * Brings a version (or one section of it) back into the live text, forward: what is in the text now is kept as a
     * version first. A crash in between leaves that version and the untouched text, so there is nothing to retry.
     * @returns the version that holds the state before
     */
    async restore(guidelineId: GuidelineId, number: number, sectionId?: SectionId): Promise<Version> {
      const target = (await store.content(guidelineId, number)) ?? noVersion(number);
      const kept = await keep(guidelineId, await collab.read(guidelineId), "restore");

      let replaced: Omit<Frozen, "seq"> | null = null;
      const { seq } = await collab.edit(guidelineId, (ydoc) => {
        replaced = {
          doc: toDoc(ydoc).toJSON() as Frozen["doc"],
          variables: readVariables(ydoc),
          schemaVersion: SCHEMA_VERSION,
        };
        restoreDoc(ydoc, target.doc, target.variables, sectionId);
      });
      if (target.version !== null)
        events.publish("versions:restored", {
          guidelineId,
          version: target.version,
          sectionId: sectionId ?? null,
        });
      // Somebody may have typed between the two steps above; then that state is kept as well.
      if (replaced === null || contentHash(replaced) === kept.contentHash) return kept;
      return keep(guidelineId, { ...(replaced as Omit<Frozen, "seq">), seq: seq - 1 }, "restore");
    },
  };

  async function stateOf(guidelineId: GuidelineId, ref: ComparedRef): Promise<ComparedState> {
    const content = ref === "template" ? await templateOf(guidelineId) : await contentOf(guidelineId, ref);
    const { version, doc, variables } = content;
    return {
      ref,
      version,
      text: { doc: Node.fromJSON(schema, doc), variables },
      at: version?.createdAt ?? null,
      contentHash: version?.contentHash ?? contentHash(content),
    };
  }

  async function templateOf(guidelineId: GuidelineId): Promise<Omit<VersionContent, "schemaVersion">> {
    const content = await guidelines.seedFor(guidelineId);
    if (content === null) return notFound("guidelines/not-found", "There is no such guideline.");
    const ydoc = new Doc();
    buildDocument(ydoc, content);
    return {
      version: null,
      doc: toDoc(ydoc).toJSON() as VersionContent["doc"],
      variables: content.variables,
    };
  }

  async function contentOf(guidelineId: GuidelineId, number: number | "draft"): Promise<VersionContent> {
    if (number !== "draft") return (await store.content(guidelineId, number)) ?? noVersion(number);
    const { doc, variables, schemaVersion } = await collab.read(guidelineId);
    return { version: null, doc, variables, schemaVersion };
  }

  /** Keeps a state unless the newest version already is it. */
  async function keep(
    guidelineId: GuidelineId,
    frozen: Frozen,
    cause: "automatic" | "restore",
  ): Promise<Version> {
    const latest = await store.latest(guidelineId);
    if (latest !== null && latest.version.contentHash === contentHash(frozen)) return latest.version;
    return freeze(guidelineId, frozen, { cause, title: null, note: null });
  }

  async function freeze(guidelineId: GuidelineId, frozen: Frozen, label: Label): Promise<Version> {
    const { seq, doc, variables, schemaVersion } = frozen;
    const since = (await store.latest(guidelineId))?.seq ?? 0;
    const added = {
      ...label,
      createdAt: clock.now().toISOString(),
      bodies: [...(await collab.participants(guidelineId, since))],
      contentHash: contentHash(frozen),
      seq,
      content: { doc, variables, schemaVersion },
    };
    // History names bodies, so no person stands on this row either.
    const created = await store.append(guidelineId, added, (tx, version) =>
      audit.record(
        tx,
        { actor: null, guideline: guidelineId },
        {
          kind: "version.frozen",
          number: version.number,
          contentHash: version.contentHash,
          labelHash: labelHash(version),
        },
      ),
    );
    events.publish("versions:created", { guidelineId, version: created });
    return created;
  }
}

/** What is compared, in the language of the guideline. */
const REF_NAMES = {
  de: {
    of: ({ ref, version }: ComparedState) =>
      version === null
        ? ref === "template"
          ? "Vorlage"
          : "Entwurf"
        : version.edition !== null
          ? `Fassung ${version.edition}`
          : version.title === null
            ? `Zwischenstand ${version.number}`
            : `„${version.title}“`,
    compared: (older: string, newer: string) => `Vergleich: ${older} mit ${newer}.`,
  },
  en: {
    of: ({ ref, version }: ComparedState) =>
      version === null
        ? ref === "template"
          ? "template"
          : "draft"
        : version.edition !== null
          ? `edition ${version.edition}`
          : version.title === null
            ? `snapshot ${version.number}`
            : `“${version.title}”`,
    compared: (older: string, newer: string) => `Comparison: ${older} with ${newer}.`,
  },
} as const;

function noVersion(number: number): never {
  return notFound("versions/not-found", `There is no version ${number}.`);
}
