import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { defineTexts, formatList } from "../i18n/index.ts";
import { announcePeople } from "../shell/preferences.ts";
import type { Company } from "./company.ts";

/** Tells screen readers who comes and goes, for those who have asked for it. Nothing is seen of it. */
export function Comings({ company }: { readonly company: Company }) {
  const t = texts();
  const said = useSignal("");
  const known = useRef<ReadonlyMap<string, string>>(new Map());
  const users = company.users.value;
  useEffect(() => {
    const now = new Map(users.map(({ id, name }) => [id as string, name]));
    const came = [...now].filter(([id]) => !known.current.has(id)).map(([, name]) => name);
    const went = [...known.current].filter(([id]) => !now.has(id)).map(([, name]) => name);
    known.current = now;
    if (!announcePeople.value) return;
    const parts = [
      came.length > 0 ? t.came(formatList(came)) : "",
      went.length > 0 ? t.went(formatList(went)) : "",
    ];
    if (came.length + went.length > 0) said.value = parts.filter(Boolean).join(" ");
  }, [users]);
  return (
    <p class="visually-hidden" role="status">
      {announcePeople.value ? said.value : ""}
    </p>
  );
}

const texts = defineTexts({
  de: {
    came: (names: string) => `Jetzt auch im Text: ${names}.`,
    went: (names: string) => `Nicht mehr im Text: ${names}.`,
  },
  en: {
    came: (names: string) => `Now also in the text: ${names}.`,
    went: (names: string) => `No longer in the text: ${names}.`,
  },
});
