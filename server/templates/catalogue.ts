/** All kits and section files, read and checked once at start. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { z } from "zod";
import { isVariableName } from "#shared/document/layout.ts";
import { LOCALES, type Locale } from "#shared/roles.ts";
import {
  parseFrontMatter,
  parseSectionFile,
  type SectionFile,
  type TemplateFault,
  TemplateFaults,
} from "#shared/template-file.ts";
import { kitFile } from "#shared/templates.ts";

export type KitFile = z.output<typeof kitFile>;

export interface Catalogue {
  readonly sections: Readonly<Record<Locale, ReadonlyMap<string, SectionFile>>>;
  readonly kits: ReadonlyMap<string, KitFile>;
}

/** @throws TemplateFaults with everything that is wrong in all files */
export function readCatalogue(folder: string): Catalogue {
  const faults: TemplateFault[] = [];
  const gather = <T>(read: () => T): T | null => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof TemplateFaults)) throw error;
      faults.push(...error.faults);
      return null;
    }
  };

  const sections = Object.fromEntries(
    LOCALES.map((locale) => {
      const files = filesIn(join(folder, locale), ".md").map(({ name, text }) =>
        gather(() => parseSectionFile(`${locale}/${name}`, text)),
      );
      return [locale, new Map(files.flatMap((file) => (file === null ? [] : [[file.key, file]])))];
    }),
  ) as Record<Locale, Map<string, SectionFile>>;

  const kits = new Map<string, KitFile>();
  for (const { name, text } of filesIn(join(folder, "kits"), ".yaml")) {
    const file = `kits/${name}`;
    const kit = gather(() => parseFrontMatter(file, text, 1, kitFile));
    if (kit === null) continue;
    kits.set(kit.key, kit);
    for (const locale of LOCALES) faults.push(...kitFaults(file, kit, locale, sections[locale]));
  }
  if (faults.length > 0) throw new TemplateFaults(faults);
  return { sections, kits };
}

function kitFaults(
  file: string,
  kit: KitFile,
  locale: Locale,
  sections: ReadonlyMap<string, SectionFile>,
): TemplateFault[] {
  const missing = kit.sections.filter((key) => !sections.has(key));
  const declared = new Set(
    kit.sections.flatMap((key) => sections.get(key)?.variables.map((variable) => variable.name) ?? []),
  );
  const unknown = kit.basics.filter((name) => isVariableName(name) && !declared.has(name));
  return [
    ...missing.map((key) => ({ file, line: 1, message: `there is no section ${key} in ${locale}/` })),
    ...unknown.map((name) => ({
      file,
      line: 1,
      message: `no section of the kit declares the variable ${name} in ${locale}/`,
    })),
  ];
}

function filesIn(folder: string, ending: string): { readonly name: string; readonly text: string }[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => ({ name, text: readFileSync(join(folder, name), "utf8") }));
}
