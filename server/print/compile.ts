/** The process that sets one page: takes a job from its parent, answers, and is ended. */
import { readFileSync } from "node:fs";
import type { NodeCompiler, NodeTypstCompileResult } from "@myriaddreamin/typst-ts-node-compiler";
import type { PrintData, Template } from "./index.ts";
import { printable, without } from "./printable.ts";

export interface Job {
  readonly template: Template;
  readonly data: PrintData;
}

export type Answer =
  | { readonly type: "pdf"; readonly pdf: Uint8Array }
  | { readonly type: "failed"; readonly why: string }
  /** No compiler for this system. */
  | { readonly type: "unavailable" };

/** The text's and the interface's typeface, as files of single weights: Typst sets no variable fonts. */
const FONTS = [
  {
    at: import.meta.resolve("@expo-google-fonts/source-serif-4/package.json"),
    name: "SourceSerif4",
    faces: ["400Regular", "400Regular_Italic", "600SemiBold", "600SemiBold_Italic"],
  },
  {
    at: import.meta.resolve("@expo-google-fonts/inter/package.json"),
    name: "Inter",
    faces: ["400Regular", "400Regular_Italic", "600SemiBold"],
  },
];

/** Signs that no font has are found one by one. */
const MOST_TRIES = 40;

process.once("message", async (job: Job) => {
  const answer = await set(job).catch(
    (error: unknown): Answer => ({
      type: "failed",
      why: error instanceof Error ? error.message : String(error),
    }),
  );
  process.send?.(answer);
});

async function set({ template, data }: Job): Promise<Answer> {
  const typst = await import("@myriaddreamin/typst-ts-node-compiler").catch(() => null);
  if (typst === null) return { type: "unavailable" };
  const fontBlobs = FONTS.flatMap(({ at, name, faces }) =>
    faces.map((face) => readFileSync(new URL(`./${face}/${name}_${face}.ttf`, at))),
  );
  const compiler = typst.NodeCompiler.create({ workspace: import.meta.dirname, fontArgs: [{ fontBlobs }] });
  let shown = printable(data);
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    try {
      return { type: "pdf", pdf: pdf(compiler, template, shown) };
    } catch (error) {
      const missing = String((error as Error).message).matchAll(/the text `\\?"(.*?)\\?"` could not/g);
      const signs = [...missing].map(([, text]) => text).join("");
      if (signs === "") throw error;
      shown = without(shown, signs);
    }
  }
  return { type: "failed", why: "Too many signs that no font has." };
}

function pdf(compiler: NodeCompiler, template: Template, data: unknown): Buffer {
  const compiled = compiler.compile({
    mainFilePath: `${import.meta.dirname}/${template}.typ`,
    inputs: { data: JSON.stringify(data) },
  });
  if (compiled.result === null) throw new Error(whyNot(compiled));
  return compiler.pdf(compiled.result, { pdfStandard: "ua-1" });
}

function whyNot(compiled: NodeTypstCompileResult): string {
  return JSON.stringify(compiled.takeError()?.shortDiagnostics ?? "The page could not be set.");
}
