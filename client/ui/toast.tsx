import { signal } from "@preact/signals";
import { X } from "lucide";
import { defineTexts } from "../i18n/index.ts";
import { Button } from "./button.tsx";
import { Icon } from "./icon.tsx";

interface Toast {
  readonly id: number;
  readonly text: string;
  readonly undo: (() => void) | null;
}

/** In milliseconds. */
const SHOWN_FOR = 8000;
const toasts = signal<readonly Toast[]>([]);
let nextId = 1;

const texts = defineTexts({
  de: { undo: "Rückgängig", close: "Schließen" },
  en: { undo: "Undo", close: "Close" },
});

/** Says what has happened, with a way back where there is one. */
export function toast(text: string, undo: (() => void) | null = null): void {
  const id = nextId++;
  toasts.value = [...toasts.value, { id, text, undo }];
  setTimeout(function end() {
    // Nobody loses the way back while pointing at it or standing on it.
    if (document.querySelector(".toasts:is(:hover, :focus-within)") === null) dismiss(id);
    else setTimeout(end, SHOWN_FOR / 4);
  }, SHOWN_FOR);
}

function dismiss(id: number): void {
  toasts.value = toasts.value.filter((each) => each.id !== id);
}

export function Toasts() {
  return (
    <div class="toasts" role="status">
      {toasts.value.map(({ id, text, undo }) => (
        <div class="toast" key={id}>
          <span>{text}</span>
          {undo !== null && (
            <Button
              onClick={() => {
                dismiss(id);
                undo();
              }}
            >
              {texts().undo}
            </Button>
          )}
          <Button square look="plain" label={texts().close} onClick={() => dismiss(id)}>
            <Icon of={X} />
          </Button>
        </div>
      ))}
    </div>
  );
}
