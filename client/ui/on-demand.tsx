/** Parts of the screen that are fetched when they are first needed. */
import { useSignal } from "@preact/signals";
import type { ComponentType } from "preact";
import { useEffect } from "preact/hooks";
import { errorTexts } from "../i18n/errors.ts";
import { toast } from "./toast.tsx";

/** Shows nothing until it is there; if it cannot be fetched it says so and calls `onFailure`. */
export function onDemand<Props extends object>(
  fetchPart: () => Promise<ComponentType<Props>>,
): ComponentType<Props & { readonly onFailure: () => void }> {
  return function OnDemand({ onFailure, ...props }: Props & { readonly onFailure: () => void }) {
    const part = useSignal<{ readonly show: ComponentType<Props> } | null>(null);
    useEffect(() => {
      fetchPart().then(
        (show) => {
          part.value = { show };
        },
        () => {
          toast(errorTexts().network);
          onFailure();
        },
      );
    }, []);
    const Show = part.value?.show;
    return Show === undefined ? null : <Show {...(props as unknown as Props)} />;
  };
}
