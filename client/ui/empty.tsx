import type { ComponentChildren } from "preact";

/** A loose cord, one sentence, one button. */
export function Empty({ text, children }: { readonly text: string; readonly children?: ComponentChildren }) {
  return (
    <div class="empty">
      <svg viewBox="0 0 160 32" aria-hidden="true">
        <path d="M2 8 C 40 36, 70 -4, 104 18 S 150 20, 158 10" />
        <circle cx="48" cy="18" r="4" />
        <circle cx="112" cy="21" r="4" />
      </svg>
      <p>{text}</p>
      {children}
    </div>
  );
}

/** Grey lines, seen only when loading takes a while. */
export function Skeleton({ lines = 3 }: { readonly lines?: number }) {
  return (
    <div aria-hidden="true">
      {Array.from({ length: lines }, (_, index) => (
        <p key={index} class="skeleton" />
      ))}
    </div>
  );
}
