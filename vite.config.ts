import { resolve } from "node:path";
import { defineConfig, type Plugin } from "vite";

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
  },
});

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
          if (chunk === undefined || chunk.isEntry || found.has(fileName)) return;
          found.add(fileName);
          for (const each of chunk.imports) add(each);
        };
        for (const chunk of chunks)
          if (chunk.facadeModuleId?.endsWith("/editor/workplace.tsx")) add(chunk.fileName);
        const content = [...found].map((fileName) => `/${fileName}`).join(" ");
        return [{ tag: "meta", attrs: { name: "editor-scripts", content }, injectTo: "head" }];
      },
    },
  };
}
