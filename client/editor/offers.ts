/** What the palette offers while a draft is open: its sections, and what can be done. */
import type { Offer, OfferGroup } from "../shell/palette-offers.ts";
import { blockTexts } from "./block-texts.ts";
import { clearFormatting } from "./commands.ts";
import type { Desk } from "./desk.ts";
import { editorTexts } from "./texts.ts";

export function offersOf(desk: Desk): readonly OfferGroup[] {
  const t = editorTexts();
  const sections = desk.outline.peek().map(({ id, title }) => ({
    label: title || t.untitled,
    onSelect: () => desk.goTo(id),
  }));
  const writing: readonly Offer[] = desk.editable
    ? [
        { label: t.nameVersion, onSelect: () => desk.openDialog({ open: "nameVersion" }) },
        {
          label: t.tools.clear,
          keys: "Mod-\\",
          onSelect: () => desk.run(clearFormatting),
        },
      ]
    : [];
  const actions: readonly Offer[] = [
    { label: t.find, keys: "Mod-f", onSelect: () => desk.openFind(false) },
    { label: t.variables, onSelect: () => desk.showPanel("variables") },
    { label: t.questions, onSelect: () => desk.showPanel("questions") },
    { label: t.history, onSelect: () => desk.showPanel("history") },
    { label: t.members, onSelect: () => desk.openDialog({ open: "members" }) },
    ...writing,
    { label: t.readingView, onSelect: () => location.assign(`/guidelines/${desk.guideline.id}/read`) },
    { label: blockTexts().copyMarkdown, onSelect: () => void desk.copyMarkdown() },
    { label: t.print, onSelect: () => print() },
  ];
  return [
    { title: t.sections, offers: sections },
    { title: t.actions, offers: actions },
  ];
}
