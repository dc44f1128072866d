import { useSignal } from "@preact/signals";
import { Ellipsis, Plus, X } from "lucide";
import { useRef } from "preact/hooks";
import type { OutlineSection } from "#shared/document/outline.ts";
import type { TemplateNews } from "#shared/templates.ts";
import { discussionTexts } from "../discussion/texts.ts";
import { noteOf } from "../guidelines/section-notes.ts";
import { formatList } from "../i18n/index.ts";
import { useQuery } from "../shell/query.ts";
import { newsPath } from "../templates/model.ts";
import { templateTexts } from "../templates/texts.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Faces } from "../ui/face.tsx";
import { TextField } from "../ui/field.tsx";
import { Icon } from "../ui/icon.tsx";
import { Menu, type MenuItem } from "../ui/menu.tsx";
import { onDemand } from "../ui/on-demand.tsx";
import { set } from "../ui/set.ts";
import { toast } from "../ui/toast.tsx";
import type { Desk } from "./desk.ts";
import { phone } from "./narrow.ts";
import { templateContent } from "./template-content.ts";
import { editorTexts } from "./texts.ts";
import { useCover } from "./use-cover.ts";

const SectionBackground = onDemand(
  async () => (await import("../templates/section-background.tsx")).SectionBackground,
);

/** The cord: outline, progress and way through the text in one. */
export function Cord({ desk }: { readonly desk: Desk }) {
  const t = editorTexts();
  const outline = desk.outline.value;
  const settled = outline.filter((section) => noteOf(desk.notes, section).status === "settled").length;
  const renamed = useSignal<OutlineSection | null>(null);
  /** Key of the section whose background is shown. */
  const explained = useSignal<string | null>(null);
  const news = useQuery<readonly TemplateNews[]>(newsPath(desk.guideline));
  const allNews = news.now.state === "loaded" ? news.now.value : [];
  const template = desk.catalogue.sections.find(({ key }) => key === explained.value);
  const mayEdit = desk.editable && desk.live.value !== null;
  const rail = useRef<HTMLElement>(null);
  useCover(rail, desk.cordOpen.value && phone.value, () => desk.openCord(false));
  return (
    <nav
      ref={rail}
      id="cord"
      class={desk.cordOpen.value ? "rail rail--open" : "rail"}
      aria-label={t.sections}
    >
      <div class="rail__head">
        <h2 class="rail__title">{t.progress(settled, outline.length)}</h2>
        <span class="only-narrow">
          <Button square look="plain" label={t.close} onClick={() => desk.openCord(false)}>
            <Icon of={X} />
          </Button>
        </span>
      </div>
      <ol class="cord">
        {outline.map((section, index) => (
          <Knot
            key={section.id}
            desk={desk}
            section={section}
            index={index}
            mayEdit={mayEdit}
            onRename={() => set<OutlineSection | null>(renamed)(section)}
            onExplain={() => set<string | null>(explained)(section.key)}
          />
        ))}
      </ol>
      {mayEdit && <AddSection desk={desk} />}
      {allNews.length > 0 && (
        <div class="rail__removed">
          <h3 class="rail__title">{templateTexts().newsList}</h3>
          <ul>
            {allNews.map(({ key, title }) => (
              <li key={key}>
                <Button look="plain" onClick={() => set<string | null>(explained)(key)}>
                  {title}
                </Button>
              </li>
            ))}
          </ul>
        </div>
      )}
      {mayEdit && desk.removed.value.length > 0 && (
        <div class="rail__removed">
          <h3 class="rail__title">{t.removed}</h3>
          <ul>
            {desk.removed.value.map((section) => (
              <li key={section.id}>
                <Button look="plain" onClick={() => desk.bringBack(section.id)}>
                  {t.bringBack(section.title || t.untitled)}
                </Button>
              </li>
            ))}
          </ul>
        </div>
      )}
      {template !== undefined && (
        <SectionBackground
          desk={desk}
          template={template}
          news={allNews.find(({ key }) => key === template.key) ?? null}
          onSettled={() => void news.reload()}
          onClose={() => set<string | null>(explained)(null)}
          onFailure={() => set<string | null>(explained)(null)}
        />
      )}
      {renamed.value !== null && (
        <RenameDialog
          desk={desk}
          section={renamed.value}
          onClose={() => set<OutlineSection | null>(renamed)(null)}
        />
      )}
    </nav>
  );
}

interface KnotProps {
  readonly desk: Desk;
  readonly section: OutlineSection;
  readonly index: number;
  readonly mayEdit: boolean;
  readonly onRename: () => void;
  readonly onExplain: () => void;
}

function Knot({ desk, section, index, mayEdit, onRename, onExplain }: KnotProps) {
  const t = editorTexts();
  const title = section.title || t.untitled;
  const inside = desk.company.inside.value[section.id] ?? [];
  const note = noteOf(desk.notes, section);
  const here = desk.current.value === section.id;
  const counts = desk.discussion.counts.value.get(section.id) ?? { open: 0, concerns: 0 };
  const last = desk.outline.value.length - 1;
  /** What is done to a section in which somebody writes is said, never prevented. */
  const withNote = (work: () => void) => () => {
    if (inside.length > 0) toast(t.someoneInside(formatList(inside.map((user) => user.name))));
    work();
  };
  const explains = desk.catalogue.sections.some(({ key }) => key === section.key);
  const changes: readonly MenuItem[] = [
    { label: t.rename, onSelect: onRename },
    {
      label: t.moveUp,
      disabled: index === 0,
      onSelect: withNote(() => desk.moveSection(section.id, index - 1)),
    },
    {
      label: t.moveDown,
      disabled: index === last,
      onSelect: withNote(() => desk.moveSection(section.id, index + 1)),
    },
    {
      label: t.remove,
      danger: true,
      onSelect: withNote(() => {
        desk.removeSection(section.id);
        requestAnimationFrame(() => focusKnot(index));
      }),
    },
  ];
  const items = [
    ...(explains ? [{ label: templateTexts().about, onSelect: onExplain }] : []),
    ...(mayEdit ? changes : []),
  ];
  return (
    <li class={here ? "cord__item cord__item--here" : "cord__item"}>
      <span class={`knot knot--${note.status}`} aria-hidden="true" />
      <a
        class="cord__link"
        href={`#${section.id}`}
        {...(here ? { "aria-current": "location" as const } : {})}
        onClick={(event) => {
          event.preventDefault();
          desk.goTo(section.id);
        }}
      >
        {title}
        {note.status !== "settled" ? (
          <span class={`cord__state cord__state--${note.status}`}>{note.words ?? t.open}</span>
        ) : (
          counts.open > 0 && (
            <span class="cord__state">{discussionTexts().counts(counts.open, counts.concerns)}</span>
          )
        )}
      </a>
      {inside.length > 0 && <Faces of={inside} />}
      {items.length > 0 && (
        <Menu label={t.sectionActions(title)} items={items}>
          <Icon of={Ellipsis} />
        </Menu>
      )}
    </li>
  );
}

/** The button that removed a section is gone with it; focus goes to the section that stands there now. */
function focusKnot(index: number): void {
  const links = [...document.querySelectorAll<HTMLElement>(".cord__link")];
  links[Math.min(index, links.length - 1)]?.focus();
}

function AddSection({ desk }: { readonly desk: Desk }) {
  const t = editorTexts();
  const present = new Set(desk.outline.value.map((section) => section.key));
  const items: readonly MenuItem[] = [
    {
      label: t.emptySection,
      onSelect: () =>
        desk.addSection({ key: null, title: t.newSection, lines: [{ attributes: {}, spans: [] }] }),
    },
    ...desk.catalogue.sections
      .filter((section) => !present.has(section.key))
      .map((section) => ({
        label: section.title,
        onSelect: () =>
          void templateContent(section.key, desk.guideline).then((content) => desk.addSection(content)),
      })),
  ];
  return (
    <div class="rail__add">
      <Menu label={t.addSection} items={items} square={false}>
        <Icon of={Plus} />
        {t.addSection}
      </Menu>
    </div>
  );
}

interface RenameDialogProps {
  readonly desk: Desk;
  readonly section: OutlineSection;
  readonly onClose: () => void;
}

function RenameDialog({ desk, section, onClose }: RenameDialogProps) {
  const t = editorTexts();
  const title = useSignal(section.title);
  return (
    <Dialog title={t.rename} onClose={onClose}>
      <form
        class="form form-in-dialog"
        onSubmit={(event) => {
          event.preventDefault();
          desk.renameSection(section.id, title.value.trim());
          onClose();
        }}
      >
        <TextField label={t.title} name="title" value={title.value} maxLength={200} onInput={set(title)} />
        <div class="dialog__actions">
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button type="submit" look="primary">
            {t.save}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
