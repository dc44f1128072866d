/** Who decides about a guideline whose owner has not said so yet: as its kit proposes. */
import type { GuidelineId } from "#shared/ids.ts";
import type { Policy } from "#shared/reviews.ts";
import type { Guidelines } from "../guidelines/index.ts";
import type { Identity } from "../identity/index.ts";
import { notFound } from "../platform/errors.ts";
import type { Templates } from "../templates/index.ts";

export function createKitPolicies(parts: {
  readonly guidelines: Guidelines;
  readonly identity: Identity;
  readonly templates: Templates;
}) {
  const { guidelines, identity, templates } = parts;

  return async function policyOfKit(guidelineId: GuidelineId): Promise<Policy> {
    const guideline =
      (await guidelines.find(guidelineId)) ?? notFound("guidelines/not-found", "There is no such guideline.");
    const setting = await guidelines.service.settingOf(guideline);
    const bodies = await identity.bodies();
    const kit = templates.kit(setting);
    const steps = (kit?.approval ?? []).flatMap(({ approve, consent }) => {
      const named = [
        ...consent.flatMap((key) =>
          setting.representation === "none" ? [] : [{ key, asked: "consent" as const }],
        ),
        ...approve.map((key) => ({ key, asked: "approve" as const })),
      ];
      const step = named.flatMap(({ key, asked }) => {
        const body = bodies.find((each) => each.key === key);
        return body === undefined ? [] : [{ bodyId: body.id, asked, speakers: [], delegate: null }];
      });
      return step.length === 0 ? [] : [step];
    });
    return { steps };
  };
}
