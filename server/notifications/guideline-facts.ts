/** What notices must know of guidelines, which stand above them: guidelines says it when it is mounted. */
import type { GuidelineId, PersonId, SectionId } from "#shared/ids.ts";
import { NOTICE_KINDS, type NoticeKind } from "#shared/notifications.ts";
import type { AnyDatabase } from "../platform/db.ts";

/** "membership": takes part, whatever may be seen; "draft": may also see the draft. */
export type Sight = "membership" | "draft";

export interface GuidelineFacts {
  /**
   * What each of these people (all who take part, for null) may see of a guideline now. Who is not in it sees nothing.
   * @param db the transaction of the cause, or the database
   */
  sight(
    db: AnyDatabase,
    guidelineId: GuidelineId,
    people: readonly PersonId[] | null,
  ): Promise<ReadonlyMap<PersonId, Sight>>;
  /** Title, and titles of the draft's sections. */
  titles(guidelineIds: readonly GuidelineId[]): Promise<ReadonlyMap<GuidelineId, GuidelineTitles>>;
}

export interface GuidelineTitles {
  readonly title: string;
  readonly sections: ReadonlyMap<SectionId, string>;
}

export function mayHear(sight: Sight | undefined, kind: NoticeKind): boolean {
  return sight === "draft" || (sight === "membership" && NOTICE_KINDS[kind].needs === "membership");
}
