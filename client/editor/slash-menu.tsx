import { autoUpdate, computePosition, flip, offset, shift, size } from "@floating-ui/dom";
import { useEffect, useRef } from "preact/hooks";
import { Icon } from "../ui/icon.tsx";
import { blockTexts } from "./block-texts.ts";
import type { Block, BlockGroup } from "./blocks.ts";
import type { Desk } from "./desk.ts";
import { chooseBlock, SLASH_LIST, slashOptionId } from "./plugins/slash.ts";

/** The list that "/" opens, at the slash. The text keeps the focus. */
export function SlashMenu({ desk }: { readonly desk: Desk }) {
  const t = blockTexts();
  const list = useRef<HTMLDivElement>(null);
  const menu = desk.blocks.slash.value;
  const live = desk.live.value;
  const isOpen = menu !== null && live !== null;
  const from = menu?.from;

  useEffect(() => {
    const element = list.current;
    if (!isOpen || from === undefined || element === null) return;
    const { view } = live;
    const anchor = {
      getBoundingClientRect() {
        const { left, top, bottom } = view.coordsAtPos(Math.min(from, view.state.doc.content.size));
        return { x: left, y: top, left, right: left, top, bottom, width: 0, height: bottom - top };
      },
      contextElement: view.dom,
    };
    return autoUpdate(anchor, element, async () => {
      const place = await computePosition(anchor, element, {
        strategy: "fixed",
        placement: "bottom-start",
        middleware: [
          offset(6),
          flip({ padding: 8 }),
          shift({ padding: 8 }),
          size({
            padding: 8,
            apply: ({ availableHeight }) => {
              element.style.maxHeight = `${Math.max(120, Math.min(360, availableHeight))}px`;
            },
          }),
        ],
      });
      element.style.left = `${place.x}px`;
      element.style.top = `${place.y}px`;
    });
  }, [isOpen, from, live]);

  useEffect(() => {
    if (menu?.selected)
      document.getElementById(slashOptionId(menu.selected))?.scrollIntoView({ block: "nearest" });
  }, [menu?.selected?.id]);

  const spoken =
    menu === null ? "" : menu.selected === null ? t.noHits : t.hits(menu.hits.length, menu.selected.label);
  return (
    <>
      <div class="visually-hidden" role="status">
        {spoken}
      </div>
      {isOpen && (
        // biome-ignore lint/a11y/noStaticElementInteractions: it only sees to it that the text keeps the focus.
        <div ref={list} class="slash" onMouseDown={(event) => event.preventDefault()}>
          {menu.hits.length === 0 && <p class="slash__none">{t.noHits}</p>}
          <div id={SLASH_LIST} role="listbox" aria-label={t.blocks}>
            {grouped(menu.hits, menu.query).map(({ group, blocks }) => (
              // biome-ignore lint/a11y/useSemanticElements: a fieldset is no part of a listbox.
              <div key={group} role="group" aria-label={t.groups[group]}>
                <div class="slash__group" aria-hidden="true">
                  {t.groups[group]}
                </div>
                {blocks.map((block) => (
                  <Option
                    key={block.id}
                    block={block}
                    isSelected={block === menu.selected}
                    onChoose={() => {
                      chooseBlock(live.view, menu.from, block);
                      if (desk.dialog.value.open === "none") live.view.focus();
                    }}
                  />
                ))}
              </div>
            ))}
          </div>
        </div>
      )}
    </>
  );
}

interface OptionProps {
  readonly block: Block;
  readonly isSelected: boolean;
  readonly onChoose: () => void;
}

function Option({ block, isSelected, onChoose }: OptionProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the text's, which has the focus.
    <div
      id={slashOptionId(block)}
      class="slash__option"
      role="option"
      tabIndex={-1}
      aria-selected={isSelected}
      onClick={onChoose}
    >
      <Icon of={block.icon} />
      {block.label}
    </div>
  );
}

/** In the order of the hits: filtered, the best comes first, and its group with it. */
function grouped(
  hits: readonly Block[],
  query: string,
): readonly { group: BlockGroup; blocks: readonly Block[] }[] {
  const groups: { group: BlockGroup; blocks: Block[] }[] = [];
  for (const block of hits) {
    const known = query === "" ? groups.find(({ group }) => group === block.group) : groups.at(-1);
    if (known?.group === block.group) known.blocks.push(block);
    else groups.push({ group: block.group, blocks: [block] });
  }
  return groups;
}
