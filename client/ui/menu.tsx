import { autoUpdate, computePosition, flip, offset, shift } from "@floating-ui/dom";
import { Check } from "lucide";
import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import type { Locale } from "#shared/roles.ts";
import { Button } from "./button.tsx";
import { Icon } from "./icon.tsx";

export interface MenuItem {
  readonly label: string;
  readonly onSelect: () => void;
  readonly danger?: boolean;
  /** For a choice among several. */
  readonly checked?: boolean;
  readonly disabled?: boolean;
  /** A line stands above it. */
  readonly begins?: boolean;
  /** Language of the label, where it is not that of the interface. */
  readonly lang?: Locale;
}

interface MenuProps {
  /** Name of the button. */
  readonly label: string;
  readonly items: readonly MenuItem[];
  readonly children: ComponentChildren;
  readonly square?: boolean;
}

/** A button with a list of actions; arrows move, Escape closes, focus goes back to the button. */
export function Menu({ label, items, children, square = true }: MenuProps) {
  const id = useId();
  const anchor = useRef<HTMLSpanElement>(null);
  const list = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const button = anchor.current?.querySelector("button");
    const popover = list.current;
    if (!button || !popover) return;
    let stop = () => {};
    const onToggle = () => {
      const open = popover.matches(":popover-open");
      button.setAttribute("aria-expanded", String(open));
      stop();
      if (!open) return;
      stop = autoUpdate(button, popover, async () => {
        const place = await computePosition(button, popover, {
          strategy: "fixed",
          placement: "bottom-end",
          middleware: [offset(6), flip(), shift({ padding: 8 })],
        });
        popover.style.left = `${place.x}px`;
        popover.style.top = `${place.y}px`;
      });
      popover.querySelector<HTMLElement>("[role^=menuitem]")?.focus();
    };
    popover.addEventListener("toggle", onToggle);
    return () => {
      stop();
      popover.removeEventListener("toggle", onToggle);
    };
  }, []);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Tab") list.current?.hidePopover();
    const all = [...(list.current?.querySelectorAll<HTMLElement>("[role^=menuitem]") ?? [])];
    const at = all.indexOf(document.activeElement as HTMLElement);
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      Home: 0,
      End: all.length - 1,
    };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    all.at(step % all.length)?.focus();
  };

  return (
    <span class="menu" ref={anchor}>
      <Button
        square={square}
        look="plain"
        label={label}
        aria-haspopup="menu"
        aria-expanded="false"
        {...{ popovertarget: id }}
      >
        {children}
      </Button>
      <div
        ref={list}
        id={id}
        class="menu__list"
        role="menu"
        popover="auto"
        aria-label={label}
        onKeyDown={onKeyDown}
      >
        {items.map((item) => (
          <button
            key={item.label}
            type="button"
            role={item.checked === undefined ? "menuitem" : "menuitemradio"}
            class={itemClass(item)}
            lang={item.lang}
            disabled={item.disabled ?? false}
            tabIndex={-1}
            {...(item.checked === undefined ? {} : { "aria-checked": item.checked })}
            onClick={() => {
              list.current?.hidePopover();
              item.onSelect();
            }}
          >
            {item.checked !== undefined && (
              <span class="menu__check">{item.checked && <Icon of={Check} />}</span>
            )}
            {item.label}
          </button>
        ))}
      </div>
    </span>
  );
}

function itemClass({ danger = false, begins = false }: MenuItem): string {
  return ["menu__item", danger ? "menu__item--danger" : "", begins ? "menu__item--begins" : ""]
    .filter(Boolean)
    .join(" ");
}
