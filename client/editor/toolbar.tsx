import { autoUpdate, computePosition, flip, offset, shift } from "@floating-ui/dom";
import { useSignal } from "@preact/signals";
import {
  Bold,
  Braces,
  Heading,
  Italic,
  Link,
  List,
  ListChecks,
  ListOrdered,
  Redo2,
  RemoveFormatting,
  SquareDashed,
  Strikethrough,
  Tag,
  TextQuote,
  Underline,
  Undo2,
} from "lucide";
import type { ComponentChildren, RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Command, EditorState } from "prosemirror-state";
import type { Force, MarkName, TextKind } from "#shared/document/layout.ts";
import { schema } from "#shared/document/schema.ts";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import { Menu } from "../ui/menu.tsx";
import {
  clearFormatting,
  insertDivider,
  insertVariable,
  selectedLines,
  setKind,
  toggleBox,
  toggleEm,
  toggleForce,
  toggleKind,
  toggleStrike,
  toggleStrong,
  toggleUnderline,
} from "./commands.ts";
import type { Desk } from "./desk.ts";
import { phone } from "./narrow.ts";
import { editorTexts } from "./texts.ts";

/** Floats at the selection; on phones, and when it was asked for with Alt+F10, it stays at the lower edge. */
export function Toolbar({ desk }: { readonly desk: Desk }) {
  const t = editorTexts().tools;
  const bar = useRef<HTMLDivElement>(null);
  const live = desk.live.value;
  const state = desk.editorState.value;
  const pinned = desk.toolbarPinned.value;
  const selected = state !== null && !state.selection.empty && state.selection.$from.parent.inlineContent;

  useEffect(() => {
    const element = bar.current;
    if (element === null) return;
    // Where it floated last is no place for a bar at the lower edge.
    element.style.left = "";
    element.style.top = "";
    if (live === null || pinned || !selected || matchMedia("(max-width: 799px)").matches) return;
    const { view } = live;
    const anchor = {
      getBoundingClientRect: () => {
        const { from, to } = view.state.selection;
        const start = view.coordsAtPos(from);
        const end = view.coordsAtPos(to, -1);
        const left = Math.min(start.left, end.left);
        const width = Math.abs(end.left - start.left);
        const height = end.bottom - start.top;
        return {
          x: left,
          y: start.top,
          top: start.top,
          bottom: end.bottom,
          left,
          right: left + width,
          width,
          height,
        };
      },
      contextElement: view.dom,
    };
    return autoUpdate(anchor, element, async () => {
      const place = await computePosition(anchor, element, {
        strategy: "fixed",
        placement: "top",
        middleware: [offset(10), flip({ padding: 64 }), shift({ padding: 8 })],
      });
      element.style.left = `${place.x}px`;
      element.style.top = `${place.y}px`;
    });
  }, [live, selected, pinned, state?.selection.from, state?.selection.to]);

  useEffect(() => {
    if (pinned) bar.current?.querySelector("button")?.focus();
  }, [pinned]);

  const focused = useSignal(false);
  useEffect(() => {
    if (live === null) return;
    const look = () =>
      queueMicrotask(() => {
        const at = document.activeElement;
        focused.value = live.view.dom.contains(at) || (bar.current?.contains(at) ?? false);
      });
    look();
    document.addEventListener("focusin", look);
    document.addEventListener("focusout", look);
    return () => {
      document.removeEventListener("focusin", look);
      document.removeEventListener("focusout", look);
    };
  }, [live]);
  useAboveKeyboard(bar);

  if (live === null || state === null) return null;
  const leave = () => {
    desk.pinToolbar(false);
    live.view.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // In a menu these keys are the menu's.
    if (event.target instanceof Element && event.target.closest("[role=menu]") !== null) return;
    if (event.key === "Escape") return leave();
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    const all = [
      ...(bar.current?.querySelectorAll<HTMLElement>(":scope > button, :scope > .menu > button") ?? []),
    ];
    const at = all.indexOf(document.activeElement as HTMLElement);
    if (step === 0 || at < 0) return;
    event.preventDefault();
    all.at((at + step) % all.length)?.focus();
  };
  const tool = (
    label: string,
    icon: Parameters<typeof Icon>[0]["of"],
    command: Command,
    active?: boolean,
  ): ComponentChildren => (
    <Button
      key={label}
      square
      look="plain"
      label={label}
      {...(active === undefined ? {} : { "aria-pressed": active })}
      onClick={() => desk.run(command)}
    >
      <Icon of={icon} />
    </Button>
  );
  const t2 = editorTexts();
  const kinds: readonly (readonly [TextKind, string])[] = [
    ["text", t.text],
    ["h3", t.h3],
    ["h4", t.h4],
  ];
  const lines = selectedLines(state);
  const is = (kind: TextKind) => lines.length > 0 && lines.every(({ node }) => node.attrs.kind === kind);
  const hasForce = (force: Force) =>
    lines.length > 0 && lines.every(({ node }) => node.attrs.force === force);
  const variables = [
    ...new Map(
      desk.catalogue.sections.flatMap((section) => section.variables.map((each) => [each.name, each])),
    ).values(),
  ];
  const floating = !pinned;
  return (
    <div
      ref={bar}
      class={floating ? "toolbar" : "toolbar toolbar--pinned"}
      role="toolbar"
      aria-label={t2.toolbar}
      data-shown={pinned || (focused.value && (phone.value || selected))}
      // The text keeps the focus and its selection.
      onMouseDown={(event) => event.preventDefault()}
      onKeyDown={onKeyDown}
    >
      {tool(t.strong, Bold, toggleStrong, hasMark(state, "strong"))}
      {tool(t.em, Italic, toggleEm, hasMark(state, "em"))}
      {tool(t.underline, Underline, toggleUnderline, hasMark(state, "underline"))}
      {tool(t.strike, Strikethrough, toggleStrike, hasMark(state, "strike"))}
      {tool(t.link, Link, desk.link, hasMark(state, "link"))}
      <Menu
        label={t.kind}
        items={kinds.map(([kind, label]) => ({
          label,
          checked: is(kind),
          onSelect: () => desk.run(setKind(kind)),
        }))}
      >
        <Icon of={Heading} />
      </Menu>
      {tool(t.bullet, List, toggleKind("bullet"), is("bullet"))}
      {tool(t.ordered, ListOrdered, toggleKind("ordered"), is("ordered"))}
      {tool(t.task, ListChecks, toggleKind("task"), is("task"))}
      {tool(t.quote, TextQuote, toggleKind("quote"), is("quote"))}
      <Menu
        label={t.boxes}
        items={[
          ...(["note", "tip", "warning", "important"] as const).map((tone) => ({
            label: t2.tones[tone],
            onSelect: () => desk.run(toggleBox({ type: "callout", tone })),
          })),
          ...(["do", "dont"] as const).map((verdict) => ({
            label: t2.verdicts[verdict],
            onSelect: () => desk.run(toggleBox({ type: "example", verdict })),
          })),
          { label: t2.situation, onSelect: () => desk.run(toggleBox({ type: "situation" })) },
          { label: t.divider, begins: true, onSelect: () => desk.run(insertDivider) },
        ]}
      >
        <Icon of={SquareDashed} />
      </Menu>
      <Menu
        label={t.labels}
        items={[
          {
            label: t2.binding,
            checked: hasForce("binding"),
            onSelect: () => desk.run(toggleForce("binding")),
          },
          {
            label: t2.recommended,
            checked: hasForce("recommended"),
            onSelect: () => desk.run(toggleForce("recommended")),
          },
        ]}
      >
        <Icon of={Tag} />
      </Menu>
      <Menu
        label={t.variable}
        items={variables.map(({ name, label }) => ({
          label,
          onSelect: () => desk.run(insertVariable(name)),
        }))}
      >
        <Icon of={Braces} />
      </Menu>
      {tool(t.clear, RemoveFormatting, clearFormatting)}
      {tool(t.undo, Undo2, live.binding.undo)}
      {tool(t.redo, Redo2, live.binding.redo)}
    </div>
  );
}

/** On phones the bar stands above the keyboard, which covers the window's lower edge without changing its height. */
function useAboveKeyboard(bar: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const seen = window.visualViewport;
    if (seen === null) return;
    const place = () => {
      const covered = Math.max(0, innerHeight - seen.height - seen.offsetTop);
      bar.current?.style.setProperty("--keyboard", `${seen.scale === 1 ? covered : 0}px`);
    };
    seen.addEventListener("resize", place);
    seen.addEventListener("scroll", place);
    return () => {
      seen.removeEventListener("resize", place);
      seen.removeEventListener("scroll", place);
    };
  }, []);
}

function hasMark(state: EditorState, name: MarkName): boolean {
  const { from, to, empty, $from } = state.selection;
  const type = schema.marks[name];
  if (empty) return type.isInSet(state.storedMarks ?? $from.marks()) !== undefined;
  return state.doc.rangeHasMark(from, to, type);
}
