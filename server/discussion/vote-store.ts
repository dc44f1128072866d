import type { Kysely } from "kysely";
import type { GuidelineId, PersonId, ThreadId } from "#shared/ids.ts";
import type { AnyTransaction } from "../platform/db.ts";
import type { DiscussionTables } from "./rows.ts";

/** Votes for comments. Who voted is known while a phase goes on, and forgotten with its end. */
export function openVoteStore(db: Kysely<DiscussionTables>) {
  return {
    /** @returns whether it was still open: once votes are counted nobody knows who has voted already */
    async vote(threadId: ThreadId, personId: PersonId, votes: boolean): Promise<boolean> {
      return db.transaction().execute(async (tx) => {
        const open = await tx
          .selectFrom("threads")
          .select("id")
          .where("id", "=", threadId)
          .where("past_votes", "=", 0)
          .executeTakeFirst();
        if (open === undefined) return false;
        if (votes)
          await tx
            .insertInto("thread_votes")
            .values({ thread_id: threadId, person_id: personId })
            .onConflict((conflict) => conflict.columns(["thread_id", "person_id"]).doNothing())
            .execute();
        else
          await tx
            .deleteFrom("thread_votes")
            .where("thread_id", "=", threadId)
            .where("person_id", "=", personId)
            .execute();
        return true;
      });
    },

    async votesOf(guidelineId: GuidelineId, personId: PersonId): Promise<ReadonlySet<ThreadId>> {
      const rows = await db
        .selectFrom("thread_votes")
        .innerJoin("threads", "threads.id", "thread_votes.thread_id")
        .select("thread_votes.thread_id")
        .where("threads.guideline_id", "=", guidelineId)
        .where("thread_votes.person_id", "=", personId)
        .execute();
      return new Set(rows.map((row) => row.thread_id));
    },

    /** Keeps how many voted and forgets who, inside the transaction that ends the phase. */
    async forgetVoters(transaction: AnyTransaction, guidelineId: GuidelineId): Promise<void> {
      const tx = transaction.withTables<DiscussionTables>();
      const counts = await tx
        .selectFrom("thread_votes")
        .innerJoin("threads", "threads.id", "thread_votes.thread_id")
        .select(["threads.id", "threads.past_votes", (count) => count.fn.countAll<number>().as("count")])
        .where("threads.guideline_id", "=", guidelineId)
        .groupBy(["threads.id", "threads.past_votes"])
        .execute();
      for (const { id, past_votes, count } of counts) {
        await tx
          .updateTable("threads")
          .set({ past_votes: past_votes + Number(count) })
          .where("id", "=", id)
          .execute();
        await tx.deleteFrom("thread_votes").where("thread_id", "=", id).execute();
      }
    },
  };
}
