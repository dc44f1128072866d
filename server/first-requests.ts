/**
 * What the page of a draft asks for as soon as its script runs (`client/main.tsx`). Said in the header of the page,
 * so that the answers are on their way while the script still comes.
 */
const DRAFT = /^\/guidelines\/([A-Za-z0-9_-]+)(\/read)?$/;

/** @returns the value of a `Link` header, or null where nothing is known */
export function firstRequests(path: string): string | null {
  const [, id, read] = DRAFT.exec(path) ?? [];
  if (id === undefined) return null;
  const guideline = `/api/guidelines/${id}`;
  const asked = ["/api/me", guideline, `${guideline}/content`];
  if (read === undefined) asked.push(`${guideline}/state`);
  // As `fetch` asks in a page: with cookies, in CORS mode.
  return asked.map((each) => `<${each}>; rel=preload; as=fetch; crossorigin=anonymous`).join(", ");
}
