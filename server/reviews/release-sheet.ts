/** All that was decided about one version, gathered: its reviews with their votes, and how concerns ended. */
import type { Person } from "#shared/identity.ts";
import type { GuidelineId } from "#shared/ids.ts";
import type { ReleaseSheet } from "#shared/reviews.ts";
import type { Discussion } from "../discussion/index.ts";
import type { Guidelines } from "../guidelines/index.ts";
import type { Identity } from "../identity/index.ts";
import type { Versions } from "../versions/index.ts";
import type { ReviewService } from "./service.ts";

export function createReleaseSheets(parts: {
  readonly service: ReviewService;
  readonly identity: Identity;
  readonly guidelines: Guidelines;
  readonly versions: Versions;
  readonly discussion: Discussion;
}) {
  const { service, identity, guidelines, versions, discussion } = parts;

  return async function releaseSheet(
    person: Person,
    guidelineId: GuidelineId,
    number: number,
  ): Promise<ReleaseSheet> {
    const reviews = (await service.list(person, guidelineId)).filter(({ version }) => version === number);
    const { version } = await versions.service.content(guidelineId, number);
    // What was raised after the version had been decided is about a later one.
    const until = reviews[0]?.endedAt ?? null;
    const concerns = (await discussion.service.concerns(person, guidelineId)).filter(
      ({ createdAt }) => until === null || createdAt <= until,
    );
    return {
      title: (await guidelines.sectionTitles(guidelineId)).title,
      organisation: (await identity.organisation())?.name ?? "",
      version: number,
      edition: version?.edition ?? null,
      contentHash: version?.contentHash ?? "",
      reviews: [...reviews],
      concerns: concerns.map(({ number, onBehalfOf, messages, createdAt, status, steps }) => {
        // What became of it later is no part of this decision.
        const last = steps.findLast(({ at }) => until === null || at <= until);
        return {
          number,
          body: onBehalfOf,
          words: messages[0]?.text ?? "",
          raisedAt: createdAt,
          end: last?.status ?? status,
          reason: last?.reason ?? null,
        };
      }),
    };
  };
}
