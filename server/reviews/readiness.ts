/** Everything that is found before a version is handed over, weighed: what blocks, what warns. */
import { editorialRefusals } from "#shared/document/editorial.ts";
import type { GuidelineId, PersonId, SectionId } from "#shared/ids.ts";
import type { Level } from "#shared/review-status.ts";
import type { Check, Checks, Policy, PolicyBody } from "#shared/reviews.ts";
import type { Discussion } from "../discussion/index.ts";
import type { Identity } from "../identity/index.ts";
import type { Questions } from "../questions/index.ts";
import type { Versions } from "../versions/index.ts";
import { contentChecks } from "./checks.ts";
import type { Rights } from "./rights.ts";

export type Readiness = ReturnType<typeof createReadiness>;

export function createReadiness(parts: {
  readonly identity: Identity;
  readonly rights: Rights;
  readonly questions: Questions;
  readonly discussion: Discussion;
  readonly versions: Versions;
}) {
  const { identity, rights, questions, discussion, versions } = parts;

  return {
    async check(
      guidelineId: GuidelineId,
      version: number | "draft",
      level: Level,
      policy: Policy,
      requester: PersonId,
    ): Promise<Checks> {
      const [content, blocking, warnings, concerns, speakers, editions, unasked] = await Promise.all([
        versions.service.content(guidelineId, version),
        questions.blocking(guidelineId),
        questions.warnings(guidelineId),
        discussion.openConcerns(guidelineId),
        missingSpeakers(guidelineId, policy, level, requester),
        versions.service.list(guidelineId),
        representationNotAsked(policy),
      ]);
      const concern = (thread: (typeof concerns.blocking)[number]): Check => ({
        what: "concern",
        threadId: thread.id,
        number: thread.number,
        body: thread.onBehalfOf,
        sectionId: thread.sectionId,
      });
      const finding = (found: (typeof blocking)[number]): Check => ({ what: "finding", finding: found });
      const last = editions
        .filter(({ edition }) => edition !== null)
        .toSorted((one, other) => (other.edition ?? 0) - (one.edition ?? 0))[0];
      const same = last?.contentHash === versions.service.hashOf(content);
      return {
        blocks: [
          ...blocking.map(finding),
          ...concerns.blocking.map(concern),
          ...speakers,
          ...(same && last !== undefined ? [{ what: "unchanged" as const, edition: last.edition ?? 0 }] : []),
          ...(level === "editorial" && !same
            ? await editorial(guidelineId, last?.number ?? null, version)
            : []),
        ],
        warns: [
          // Placeholders are counted in the text that is handed over.
          ...warnings.filter(({ what }) => what !== "variable").map(finding),
          ...concerns.warning.map(concern),
          ...contentChecks(content),
          ...unasked,
        ],
      };
    },
  };

  /** Bodies that must decide, or could object, and for which nobody can. */
  async function missingSpeakers(
    guidelineId: GuidelineId,
    policy: Policy,
    level: Level,
    requester: PersonId,
  ): Promise<readonly Check[]> {
    const missing: Check[] = [];
    for (const body of policy.steps.flat()) {
      if (!mustHear(body, level)) continue;
      const able = await rights.speakers(body, guidelineId);
      if (able.some((id) => id !== requester)) continue;
      missing.push({
        what: "nobodySpeaks",
        body: body.bodyId,
        reason: able.length === 0 ? "nobody" : "onlyRequester",
      });
    }
    return missing;
  }

  /** Whether it has to be asked is a question of law, so this warns: leaving it out must not happen unnoticed. */
  async function representationNotAsked({ steps }: Policy): Promise<readonly Check[]> {
    if ((await identity.representation()) === "none") return [];
    const body = (await identity.bodies()).find(({ key }) => key === "betriebsrat");
    if (body === undefined || steps.flat().some(({ bodyId }) => bodyId === body.id)) return [];
    return [{ what: "representationNotAsked", body: body.id }];
  }

  /** What the comparison with the edition before shows that is more than editorial; one for each section. */
  async function editorial(
    guidelineId: GuidelineId,
    last: number | null,
    version: number | "draft",
  ): Promise<readonly Check[]> {
    if (last === null) return [{ what: "notEditorial", reason: "noEdition", sectionId: null }];
    const comparison = await versions.service.compare(guidelineId, last, version);
    const found = new Map<string, Check>();
    for (const { change, reasons } of editorialRefusals(comparison)) {
      const sectionId = (comparison.changes[change]?.section?.id ?? null) as SectionId | null;
      const binding = reasons.includes("binding");
      if (binding || !found.has(sectionId ?? ""))
        found.set(sectionId ?? "", {
          what: "notEditorial",
          reason: binding ? "binding" : "content",
          sectionId,
        });
    }
    return [...found.values()];
  }
}

/** Whether nothing is decided without this body: by its vote, or by its silence about an editorial change. */
function mustHear({ asked }: PolicyBody, level: Level): boolean {
  return level === "editorial" ? asked === "consent" : asked !== "comment";
}
