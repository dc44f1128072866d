/** Where the others are, in positions of the text. */
import type { EditorState } from "prosemirror-state";
import type { Peer } from "../collab/presence.ts";
import type { Binding } from "./binding/index.ts";
import type { Stretch } from "./moving.ts";

export interface Other {
  readonly name: string;
  readonly pos: number;
}

export function othersIn(
  state: EditorState,
  peers: readonly Peer[],
  { positionOf }: Pick<Binding, "positionOf">,
): readonly Other[] {
  return peers.flatMap(({ state: { user, cursor } }) => {
    if (cursor === null) return [];
    const pos = positionOf(state, { section: cursor.section, relative: cursor.head });
    return pos === null ? [] : [{ name: user.name, pos }];
  });
}

/** Names of those who are within a stretch of the text, each once. */
export function namesIn(others: readonly Other[], { from, to }: Stretch): readonly string[] {
  return [...new Set(others.filter(({ pos }) => pos > from && pos < to).map(({ name }) => name))];
}
