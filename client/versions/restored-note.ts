import { useEffect } from "preact/hooks";
import type { GuidelineId } from "#shared/ids.ts";
import { onRealtime } from "../shell/realtime.ts";
import { toast } from "../ui/toast.tsx";
import { versionTexts } from "./texts.ts";
import { versionName } from "./version-name.ts";

/** Tells whoever is in the draft that somebody has just brought an earlier state back into it. */
export function useRestoredNote(guidelineId: GuidelineId, titleOf: (sectionId: string) => string): void {
  useEffect(
    () =>
      onRealtime("versions:restored", (event) => {
        if (event.guidelineId !== guidelineId) return;
        const t = versionTexts();
        const name = versionName(event.version);
        toast(
          event.sectionId === null
            ? t.restoredByOthers(name)
            : t.sectionRestoredByOthers(titleOf(event.sectionId), name),
        );
      }),
    [guidelineId],
  );
}
