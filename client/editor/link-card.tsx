import { autoUpdate, computePosition, flip, offset, shift } from "@floating-ui/dom";
import { useSignal } from "@preact/signals";
import { ExternalLink, Pencil, Unlink } from "lucide";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { TextSelection } from "prosemirror-state";
import { isSafeHref } from "#shared/document/layout.ts";
import { defineTexts } from "../i18n/index.ts";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import { steady } from "../ui/steady.ts";
import { linkRange, setLink } from "./commands.ts";
import type { Desk } from "./desk.ts";
import { shownAddress } from "./link-address.ts";

/** In milliseconds: long enough to pass over a link, and to reach the card from it. */
const DELAY = 250;

/** Where a link leads, with what can be done about it: where the mouse rests on one, or the caret stands in it. */
export function LinkCard({ desk }: { readonly desk: Desk }) {
  const t = texts();
  const view = desk.live.value?.view;
  const card = useRef<HTMLDivElement>(null);
  const hovered = useSignal<HTMLAnchorElement | null>(null);
  const dismissed = useSignal<number | null>(null);
  const atCaret = useMemo(
    () =>
      steady(() => {
        const state = desk.editorState.value;
        if (!state?.selection.empty) return null;
        const range = linkRange(state);
        return range === null || range.href === "" ? null : range;
      }),
    [desk],
  ).value;

  useEffect(() => {
    if (view === undefined) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const over = ({ target }: Event) => {
      const element = target instanceof Element ? target : null;
      if (card.current?.contains(element) === true) return clearTimeout(timer);
      const link = view.dom.contains(element) ? (element?.closest("a") ?? null) : null;
      clearTimeout(timer);
      if (link === hovered.value) return;
      timer = setTimeout(() => {
        hovered.value = link;
      }, DELAY);
    };
    document.addEventListener("pointerover", over);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("pointerover", over);
    };
  }, [view]);
  useEffect(() => {
    if (atCaret === null) dismissed.value = null;
  }, [atCaret?.from]);

  const link = hovered.value?.isConnected ? hovered.value : null;
  const caret = atCaret !== null && atCaret.from !== dismissed.value && view?.hasFocus() ? atCaret : null;
  const href = link?.getAttribute("href") ?? caret?.href ?? "";
  const shown = view !== undefined && isSafeHref(href);

  useEffect(() => {
    const element = card.current;
    if (element === null || view === undefined || !shown) return undefined;
    const anchor = link ?? {
      getBoundingClientRect: () => {
        const { left, top, bottom } = view.coordsAtPos(caret?.from ?? 0, 1);
        return new DOMRect(left, top, 1, bottom - top);
      },
      contextElement: view.dom,
    };
    return autoUpdate(anchor, element, async () => {
      const place = await computePosition(anchor, element, {
        strategy: "fixed",
        placement: "bottom-start",
        middleware: [offset(6), flip(), shift({ padding: 8 })],
      });
      element.style.left = `${place.x}px`;
      element.style.top = `${place.y}px`;
    });
  }, [view, shown, link, caret?.from]);

  if (!shown) return null;
  const close = () => {
    hovered.value = null;
    dismissed.value = atCaret?.from ?? null;
    view.focus();
  };
  /** Commands act on the link in which the caret stands. */
  const standInIt = () => {
    if (link !== null) {
      const pos = view.posAtDOM(link, 0);
      view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, pos + 1)));
    }
    hovered.value = null;
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: no fields, just what can be done with one link
    <div
      ref={card}
      class="link-card"
      role="group"
      aria-label={t.title}
      onKeyDown={(event) => {
        if (event.key === "Escape") close();
      }}
    >
      <a class="link-card__address" href={href} target="_blank" rel="noopener noreferrer">
        <Icon of={ExternalLink} />
        <span>{shownAddress(href)}</span>
        <span class="visually-hidden">{t.opens}</span>
      </a>
      {desk.editable && (
        <Button
          square
          look="plain"
          label={t.edit}
          onClick={() => {
            standInIt();
            desk.run(desk.link);
          }}
        >
          <Icon of={Pencil} />
        </Button>
      )}
      {desk.editable && (
        <Button
          square
          look="plain"
          label={t.remove}
          onClick={() => {
            standInIt();
            desk.run(setLink(null));
          }}
        >
          <Icon of={Unlink} />
        </Button>
      )}
    </div>
  );
}

const texts = defineTexts({
  de: {
    title: "Link",
    opens: "(öffnet ein neues Fenster)",
    edit: "Link bearbeiten",
    remove: "Link entfernen",
  },
  en: { title: "Link", opens: "(opens a new window)", edit: "Edit link", remove: "Remove link" },
});
