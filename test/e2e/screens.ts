/** Every screen, and how to get there: for pictures, for axe and for narrow windows. */
import type { Page } from "playwright-core";
import type { Someone } from "#test/support/people.ts";
import type { Organisation } from "./organisation.ts";

export interface Screen {
  readonly name: string;
  readonly path: (organisation: Organisation) => string;
  /** Who looks; null is nobody, without a session. */
  readonly as: (organisation: Organisation) => Someone | null;
  /** Waits until the screen is complete; does on it what leads to it. */
  readonly ready: (page: Page) => Promise<void>;
}

const heading = (name?: RegExp) => async (page: Page) =>
  page.getByRole("heading", { level: 1, ...(name === undefined ? {} : { name }) }).waitFor();

const editorReady = async (page: Page) => page.locator(".ProseMirror section h2").first().waitFor();

export const SCREENS: readonly Screen[] = [
  { name: "sign-in", path: () => "/sign-in", as: () => null, ready: heading() },
  { name: "invitation", path: ({ invitation }) => invitation, as: () => null, ready: heading() },
  { name: "start", path: () => "/", as: ({ owner }) => owner, ready: heading() },
  { name: "start-commenter", path: () => "/", as: ({ commenter }) => commenter, ready: heading() },
  { name: "new", path: () => "/new", as: ({ owner }) => owner, ready: heading() },
  { name: "people", path: () => "/people", as: ({ owner }) => owner, ready: heading() },
  {
    name: "editor",
    path: ({ guideline }) => `/guidelines/${guideline.id}`,
    as: ({ owner }) => owner,
    ready: editorReady,
  },
  {
    name: "editor-commenter",
    path: ({ guideline }) => `/guidelines/${guideline.id}`,
    as: ({ commenter }) => commenter,
    ready: editorReady,
  },
  {
    name: "version",
    path: ({ guideline }) => `/guidelines/${guideline.id}/versions/1`,
    as: ({ owner }) => owner,
    ready: heading(),
  },
  { name: "not-found", path: () => "/nothing-here", as: ({ owner }) => owner, ready: heading() },
];
