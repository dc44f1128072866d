/** Who else is here, and in which section. Changes when somebody comes, goes or moves on, not with every cursor. */
import type { ReadonlySignal } from "@preact/signals";
import type { PresenceUser } from "#shared/collab-protocol.ts";
import type { Connection } from "../collab/connection.ts";
import { steady } from "../ui/steady.ts";

type Users = readonly PresenceUser[];

export interface Company {
  /** Everybody but this tab, each once. */
  readonly users: ReadonlySignal<Users>;
  /** By section. */
  readonly inside: ReadonlySignal<Readonly<Record<string, Users>>>;
}

export function createCompany({ peers }: Pick<Connection, "peers">): Company {
  return {
    users: steady(() => distinct(peers.value.map(({ state }) => state.user))),
    inside: steady(() => {
      const cursors = peers.value.filter(({ state }) => state.cursor !== null);
      const inside = Map.groupBy(cursors, ({ state }) => state.cursor?.section ?? "");
      return Object.fromEntries(
        [...inside].map(([section, there]) => [section, distinct(there.map(({ state }) => state.user))]),
      );
    }),
  };
}

function distinct(users: Users): Users {
  return [...new Map(users.map((user) => [user.id, user])).values()];
}
