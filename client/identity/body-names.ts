import { bodyNameIn, REPRESENTATION_NAMES } from "#shared/body-names.ts";
import type { Body } from "#shared/identity.ts";
import type { BodyKey } from "#shared/roles.ts";
import { defineTexts, locale } from "../i18n/index.ts";
import { session } from "../shell/session.ts";

export const representationNames = defineTexts(REPRESENTATION_NAMES);

/** Name of a stock body in the current language; the staff representation's follows the organisation. */
export function bodyKeyName(key: BodyKey): string {
  return bodyName({ key, name: null });
}

export function bodyName(body: Pick<Body, "key" | "name">): string {
  const current = session.value;
  const representation =
    current.state === "signedIn" ? current.me.organisation.representation : "betriebsrat";
  return bodyNameIn(locale.value, body, representation);
}
