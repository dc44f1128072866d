import { join, resolve } from "node:path";
import { defineConfig, type Plugin, type Rolldown } from "vite";

export default defineConfig({
  root: resolve(import.meta.dirname, "client"),
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  plugins: [nameEditorScripts()],
  build: {
    // The size budget (.size-limit.js) reads which scripts belong together.
    manifest: true,
    outDir: resolve(import.meta.dirname, "dist"),
    emptyOutDir: true,
    target: "es2022",
    // The strict content security policy allows no inline data beyond images.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // Each script costs a request and a wait: those that a page needs together come together.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: sharedBy("page", (users) => users.has(FIRST)), priority: 3 },
            // Of forms and lists; and of the few pages that draw a text as the editor does.
            { name: sharedBy("common", (users) => users.has(EDITOR) && users.size > 3), priority: 2 },
            { name: sharedBy("text", (users) => users.has(EDITOR) && users.size > 1), priority: 1 },
            { name: sharedBy("editor", (users) => users.has(EDITOR)) },
          ],
        },
      },
    },
  },
});

const FIRST = join(import.meta.dirname, "client/main.tsx");
const EDITOR = join(import.meta.dirname, "client/editor/workplace.tsx");

/**
 * Names a chunk of those modules whose users are as told: the first script and the pages that it fetches. What the
 * editor fetches later counts as the editor.
 */
function sharedBy(name: string, isPart: (users: ReadonlySet<string>) => boolean) {
  let users: ReadonlyMap<string, ReadonlySet<string>> | null = null;
  return (id: string, context: Rolldown.ChunkingContext): string | null => {
    users ??= usersOfModules(context);
    const found = users.get(id);
    return found !== undefined && isPart(found) ? name : null;
  };
}

function usersOfModules(context: Rolldown.ChunkingContext): ReadonlyMap<string, ReadonlySet<string>> {
  const users = new Map<string, Set<string>>();
  const pages = new Set<string>();
  const add = (id: string, user: string) => {
    const known = users.get(id) ?? new Set();
    if (known.has(user)) return;
    users.set(id, known.add(user));
    const { importedIds = [], dynamicallyImportedIds = [] } = context.getModuleInfo(id) ?? {};
    for (const each of importedIds) add(each, user);
    if (user === FIRST) for (const each of dynamicallyImportedIds) pages.add(each);
  };
  add(FIRST, FIRST);
  for (const page of pages) add(page, page);
  return users;
}

const INTERFACE_FONT = /inter-latin-wght-normal.*\.woff2$/;

/** Says in the page which scripts the editor is made of, so that they come while the page finds out what it shows. */
function nameEditorScripts(): Plugin {
  return {
    name: "name-editor-scripts",
    transformIndexHtml: {
      order: "post",
      handler(_html, { bundle = {} }) {
        const chunks = Object.values(bundle).filter((each) => each.type === "chunk");
        const found = new Set<string>();
        const add = (fileName: string) => {
          const chunk = chunks.find((each) => each.fileName === fileName);
          if (chunk === undefined || chunk.moduleIds.includes(FIRST) || found.has(fileName)) return;
          found.add(fileName);
          for (const each of chunk.imports) add(each);
        };
        for (const chunk of chunks) if (chunk.moduleIds.includes(EDITOR)) add(chunk.fileName);
        const content = [...found].map((fileName) => `/${fileName}`).join(" ");
        // The font of every page; without it what was laid out meanwhile is laid out again.
        const font = Object.keys(bundle).find((name) => INTERFACE_FONT.test(name));
        return [
          { tag: "meta", attrs: { name: "editor-scripts", content }, injectTo: "head" },
          {
            tag: "link",
            attrs: { rel: "preload", as: "font", type: "font/woff2", crossorigin: "", href: `/${font}` },
            injectTo: "head",
          },
        ];
      },
    },
  };
}
