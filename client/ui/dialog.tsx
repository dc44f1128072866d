import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly class?: string;
  readonly children: ComponentChildren;
}

/** A native modal dialog; focus goes in, Escape closes, and focus goes back to where it was. */
export function Dialog({ title, onClose, class: extra, children }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();
  const close = useRef(onClose);
  close.current = onClose;
  // Before the next key, which is meant for what is in it.
  useLayoutEffect(() => {
    const dialog = ref.current;
    if (dialog === null) return undefined;
    const before = document.activeElement;
    const onClosed = () => close.current();
    const onCancel = (event: Event) => {
      event.preventDefault();
      close.current();
    };
    dialog.addEventListener("close", onClosed);
    dialog.addEventListener("cancel", onCancel);
    dialog.showModal();
    return () => {
      dialog.removeEventListener("close", onClosed);
      dialog.removeEventListener("cancel", onCancel);
      // While it is open, nothing behind it takes the focus.
      dialog.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog ref={ref} class={extra === undefined ? "dialog" : `dialog ${extra}`} aria-labelledby={id}>
      <div class="dialog__body">
        <h2 class="dialog__title" id={id}>
          {title}
        </h2>
        {children}
      </div>
    </dialog>
  );
}
