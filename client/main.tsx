import "@fontsource-variable/inter";
import "@fontsource-variable/source-serif-4";
import "./ui/tokens.css";
import "./ui/base.css";
import "./ui/components.css";
import "./shell/shell.css";
import { render } from "preact";
import { askEarlyForDraft } from "./reading/draft-gate.tsx";
import { App } from "./shell/app.tsx";
import { askEarly } from "./shell/early.ts";

// What takes longest is asked for first.
askEarly("/api/me");
const [, draft, rest] = /^\/guidelines\/([^/]+)(\/read)?$/.exec(location.pathname) ?? [];
if (draft !== undefined) askEarlyForDraft(decodeURIComponent(draft));
if (draft !== undefined && rest === undefined) fetchEditorScripts();

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
