import type { OutlineSection } from "#shared/guidelines.ts";
import { guidelineTexts } from "./texts.ts";

/** The cord of a guideline lying flat: one knot per section, and the same in words below. */
export function CordLine({ outline }: { readonly outline: readonly OutlineSection[] }) {
  const t = guidelineTexts();
  const settled = outline.filter((section) => section.status === "settled").length;
  return (
    <div>
      <div class="cord-line" aria-hidden="true">
        {outline.map((section) => (
          <span key={section.id} class={`knot knot--${section.status}`} title={section.title} />
        ))}
      </div>
      <p class="guideline__progress">{t.progress(settled, outline.length)}</p>
    </div>
  );
}
