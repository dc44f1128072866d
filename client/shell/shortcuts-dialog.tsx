import type { Signal } from "@preact/signals";
import { editorShortcuts } from "../editor/shortcuts.ts";
import { defineTexts } from "../i18n/index.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { keyLabel } from "../ui/key-names.ts";
import { announcePeople, singleKeys, typesetWhileTyping } from "./preferences.ts";
import "./palette.css";

/** All keys, and how somebody likes to work on this device. */
export default function ShortcutsDialog({ onClose }: { readonly onClose: () => void }) {
  const t = texts();
  const everywhere = [
    ["Mod-Shift-k", t.palette],
    ["Mod-k", t.paletteElsewhere],
    ["Mod-/", t.shortcuts],
    ...(singleKeys.value ? ([["?", t.shortcutsElsewhere]] as const) : []),
  ] as const;
  return (
    <Dialog title={t.title} class="shortcuts" onClose={onClose}>
      <fieldset class="shortcuts__choices">
        <legend class="visually-hidden">{t.choices}</legend>
        <Choice of={singleKeys} label={t.singleKeys} hint={t.singleKeysHint} />
        <Choice of={typesetWhileTyping} label={t.typeset} hint={t.typesetHint} />
        <Choice of={announcePeople} label={t.announce} hint={t.announceHint} />
      </fieldset>
      <div class="shortcuts__groups">
        {[{ title: t.everywhere, keys: everywhere }, ...editorShortcuts()].map((group) => (
          <section key={group.title} class="shortcuts__group">
            <h3 class="shortcuts__title">{group.title}</h3>
            <dl>
              {group.keys.map(([keys, what]) => (
                <div key={keys} class="shortcuts__row">
                  <dt>{what}</dt>
                  <dd>
                    <kbd>{keyLabel(keys)}</kbd>
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <div class="dialog__actions">
        <Button onClick={onClose}>{t.close}</Button>
      </div>
    </Dialog>
  );
}

interface ChoiceProps {
  readonly of: Signal<boolean>;
  readonly label: string;
  readonly hint: string;
}

function Choice({ of, label, hint }: ChoiceProps) {
  return (
    <label class="choice">
      <input
        type="checkbox"
        checked={of.value}
        onChange={(event) => {
          of.value = event.currentTarget.checked;
        }}
      />
      <span>{label}</span>
      <span class="choice__hint">{hint}</span>
    </label>
  );
}

const texts = defineTexts({
  de: {
    title: "Tastenkürzel und Bedienung",
    choices: "Auf diesem Gerät",
    singleKeys: "Tasten ohne Strg oder Alt",
    singleKeysHint: "„?“ zeigt diese Liste. Ausgeschaltet stört es keine Spracheingabe.",
    typeset: "Anführungszeichen, Striche und Abstände beim Schreiben setzen",
    typesetHint: "Mit der Rücktaste nehmen Sie es sofort zurück.",
    announce: "Vorlesen lassen, wer dazukommt und geht",
    announceHint: "Für Bildschirmleseprogramme. Zu sehen ist es in jedem Fall.",
    everywhere: "Überall",
    palette: "Suchen und springen",
    paletteElsewhere: "Dasselbe, außerhalb des Textes",
    shortcuts: "Diese Liste",
    shortcutsElsewhere: "Dasselbe, außerhalb des Textes",
    close: "Schließen",
  },
  en: {
    title: "Keyboard shortcuts and handling",
    choices: "On this device",
    singleKeys: "Keys without Ctrl or Alt",
    singleKeysHint: "“?” shows this list. Switched off, it gets in the way of no speech input.",
    typeset: "Set quotation marks, dashes and spaces while typing",
    typesetHint: "Backspace takes it back at once.",
    announce: "Have it read out who comes and goes",
    announceHint: "For screen readers. It can be seen in any case.",
    everywhere: "Everywhere",
    palette: "Search and jump",
    paletteElsewhere: "The same, outside of the text",
    shortcuts: "This list",
    shortcutsElsewhere: "The same, outside of the text",
    close: "Close",
  },
});
