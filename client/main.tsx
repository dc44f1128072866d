import "@fontsource-variable/inter";
import "@fontsource-variable/source-serif-4";
import "./ui/tokens.css";
import "./ui/base.css";
import "./ui/components.css";
import "./shell/shell.css";
import { render } from "preact";
import type { GuidelineId } from "#shared/ids.ts";
import { statePath } from "./collab/first-state.ts";
import { askEarlyForDraft } from "./reading/draft-gate.tsx";
import { App } from "./shell/app.tsx";
import { askEarly } from "./shell/early.ts";

// What takes longest is asked for first.
askEarly("/api/me");
const [, draft, rest] = /^\/guidelines\/([^/]+)(\/read)?$/.exec(location.pathname) ?? [];
if (draft !== undefined) {
  askEarlyForDraft(decodeURIComponent(draft));
  // Before there is text in it: what is laid out in another font first is laid out twice.
  void document.fonts.load("1em 'Source Serif 4 Variable'").catch(() => {});
}
if (draft !== undefined && rest === undefined) {
  askEarly(statePath(decodeURIComponent(draft) as GuidelineId));
  fetchEditorScripts();
}

/** Brings the editor's scripts without running them; vite.config.ts says which they are. */
function fetchEditorScripts(): void {
  const names = document.querySelector<HTMLMetaElement>("meta[name=editor-scripts]")?.content ?? "";
  for (const href of names.split(" ").filter(Boolean)) {
    const link = document.createElement("link");
    link.rel = "modulepreload";
    link.href = href;
    document.head.append(link);
  }
}

const root = document.getElementById("app");
if (root !== null) {
  root.replaceChildren();
  render(<App />, root);
}
