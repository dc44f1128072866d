/** Finds the first thing that is not as it was recorded: a row of the chain, or what a row vouches for. */
import type { AuditRow, Verification } from "#shared/audit.ts";
import type { AuditStore } from "./store.ts";

/** Looks after the things that rows of some kinds vouch for; other capabilities bring theirs. */
export interface Witness {
  /** @returns what is wrong with what this row vouches for, as `[row, problem]`, or null */
  see(row: AuditRow): Promise<readonly [row: string, problem: string] | null>;
  /** After the last row. @returns what stands there and no row vouches for, or null */
  close(): Promise<readonly [row: string, problem: string] | null>;
}

export async function verify(store: AuditStore, witnesses: readonly Witness[]): Promise<Verification> {
  let rows = 0;
  let head: string | null = null;
  for await (const { seq, row, problem } of store.check()) {
    if (problem !== null || row === null)
      return { sound: false, row: `audit ${seq}`, problem: problem ?? "it cannot be read" };
    for (const witness of witnesses) {
      const found = await witness.see(row);
      if (found !== null) return { sound: false, row: found[0], problem: found[1] };
    }
    rows += 1;
    head = row.hash;
  }
  for (const witness of witnesses) {
    const found = await witness.close();
    if (found !== null) return { sound: false, row: found[0], problem: found[1] };
  }
  return { sound: true, rows, head };
}
