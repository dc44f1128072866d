import type { Kit } from "#shared/templates.ts";
import { formatList } from "../i18n/index.ts";
import { bodyKeyName } from "../identity/body-names.ts";
import { guidelineTexts } from "./texts.ts";

interface KitStepProps {
  readonly kits: readonly Kit[];
  readonly chosen: string;
  readonly onChoose: (key: string) => void;
}

/** All kits to choose from, and beside them what the chosen one brings; on narrow screens right below it. */
export function KitStep({ kits, chosen, onChoose }: KitStepProps) {
  const t = guidelineTexts();
  return (
    <>
      <p class="quiet">{t.kitLead}</p>
      <fieldset class="kits">
        <legend class="visually-hidden">{t.kitChoice}</legend>
        {kits.map((kit) => (
          // Its box is taken out by the style sheet, so that the details can stand beside the whole list.
          <div key={kit.key} class="kits__one">
            <label class="choice kit">
              <input
                type="radio"
                name="kit"
                checked={kit.key === chosen}
                onChange={() => onChoose(kit.key)}
              />
              <span class="kit__title">{kit.title}</span>
              <span class="choice__hint kit__description">{kit.description}</span>
            </label>
            {kit.key === chosen && <KitContent kit={kit} />}
          </div>
        ))}
      </fieldset>
    </>
  );
}

function KitContent({ kit }: { readonly kit: Kit }) {
  const t = guidelineTexts();
  return (
    <section class="kit-content" aria-label={t.kitContent(kit.title)}>
      <h3 class="kit-content__title">{t.sections(kit.sections.length)}</h3>
      <ol class="kit-cord">
        {kit.sections.map((section) => (
          <li key={section.key} class="kit-cord__item">
            <span class={section.asks ? "knot knot--open" : "knot knot--settled"} aria-hidden="true" />
            <span>{section.title}</span>
          </li>
        ))}
      </ol>
      <p class="quiet kit-content__note">{t.kitQuestions(kit.blocking.length)}</p>
      <dl class="kit-content__facts">
        <dt>{t.docKind}</dt>
        <dd>{t.kinds[kit.kind]}</dd>
        <dt>{t.kitApproval}</dt>
        <dd>
          {formatSteps(
            kit.approval.map(({ approve, consent }) =>
              formatList([
                ...consent.map((key) => t.consents(nameIn(kit, key))),
                ...approve.map((key) => t.approves(nameIn(kit, key))),
              ]),
            ),
          )}
        </dd>
      </dl>
    </section>
  );
}

/** Steps follow one another; within one, all act at the same time. */
function formatSteps(steps: readonly string[]): string {
  return steps.join(guidelineTexts().andThen);
}

function nameIn(kit: Kit, key: Kit["approval"][number]["approve"][number]): string {
  return kit.bodies.find((body) => body.key === key)?.name ?? bodyKeyName(key);
}
