/**
 * The budget of the editor's page, in gzip as servers send it. Which scripts belong together is read from what Vite
 * built (dist/.vite/manifest.json), so a new chunk cannot slip past it.
 */
import { readFileSync } from "node:fs";

const manifest = JSON.parse(readFileSync(new URL("dist/.vite/manifest.json", import.meta.url), "utf8"));

/** A script and everything that it needs before it runs. */
function withImports(key, found = new Set()) {
  if (found.has(key)) return found;
  found.add(key);
  for (const each of manifest[key].imports ?? []) withImports(each, found);
  return found;
}

/** The chunk of this name; vite.config.ts says what is in it. */
const chunk = (name) =>
  Object.keys(manifest).find((key) => manifest[key].name === name && key.startsWith("_"));

const filesOf = (...keys) =>
  [...new Set(keys.flatMap((key) => [...withImports(key)]))].map((key) => `dist/${manifest[key].file}`);

export default [
  {
    name: "Scripts before the text is seen",
    path: filesOf(chunk("page")),
    limit: "80 KB",
    gzip: true,
  },
  {
    name: "Scripts before one may write",
    path: filesOf(chunk("page"), chunk("editor")),
    limit: "230 KB",
    gzip: true,
  },
  {
    name: "All scripts together",
    path: ["dist/assets/*.js"],
    limit: "420 KB",
    gzip: true,
  },
];
