import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { defineTexts } from "../i18n/index.ts";
import { toast } from "../ui/toast.tsx";
import { describeError, errorOf } from "./api.ts";

const texts = defineTexts({
  de: { making: "Wird erstellt …" },
  en: { making: "Being made …" },
});

interface DownloadLinkProps {
  readonly href: string;
  readonly children: ComponentChildren;
}

/** A file of the server. Where it cannot be had, the page says what to do, instead of a file that nobody can open. */
export function DownloadLink({ href, children }: DownloadLinkProps) {
  const busy = useSignal(false);
  const get = async () => {
    busy.value = true;
    try {
      const response = await fetch(href);
      if (!response.ok) throw await errorOf(response);
      const name = /filename="?([^";]+)/.exec(response.headers.get("content-disposition") ?? "")?.[1];
      save(await response.blob(), name ?? "");
    } catch (error) {
      toast(describeError(error));
    } finally {
      busy.value = false;
    }
  };
  return (
    <a
      class="button"
      href={href}
      download
      aria-busy={busy.value}
      onClick={(event) => {
        // Whoever asks for a window of its own gets one.
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        if (!busy.value) void get();
      }}
    >
      {busy.value ? texts().making : children}
    </a>
  );
}

function save(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // The browser has taken it by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
