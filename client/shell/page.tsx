import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

interface PageProps {
  readonly title: string;
  readonly children: ComponentChildren;
  /** Narrow, for a form alone on its page. */
  readonly narrow?: boolean;
  readonly lead?: string;
  /** Name of the tab, where the heading is none. */
  readonly tab?: string;
}

/** A page with its heading; after navigation focus stands on it, so that screen readers begin there. */
export function Page({ title, lead, tab = title, narrow = false, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    heading.current?.focus({ preventScroll: true });
  }, []);
  useTitle(tab);
  return (
    <main id="content" class={narrow ? "page page--narrow" : "page"}>
      <h1 ref={heading} tabIndex={-1} class="page__title">
        {title}
      </h1>
      {lead !== undefined && <p class="page__lead">{lead}</p>}
      {children}
    </main>
  );
}

export function useTitle(title: string): void {
  useLayoutEffect(() => {
    document.title = `${title} – Richtschnur`;
  }, [title]);
}
