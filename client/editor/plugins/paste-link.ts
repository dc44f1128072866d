import { Plugin } from "prosemirror-state";
import { linkRange, setLink } from "../commands.ts";
import { pastedAddress } from "../link-address.ts";

/** An address that is pasted onto words links them; alone it becomes a link itself. */
export function pasteLinkPlugin(): Plugin {
  return new Plugin({
    props: {
      handlePaste(view, event) {
        const { state } = view;
        const href = pastedAddress(event.clipboardData?.getData("text/plain") ?? "");
        const { $from, $to } = state.selection;
        if (href === null || linkRange(state) === null || $from.parent !== $to.parent) return false;
        return setLink(href)(state, view.dispatch, view);
      },
    },
  });
}
