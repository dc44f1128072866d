import { useSignal } from "@preact/signals";
import { Check, CloudOff, LoaderCircle } from "lucide";
import { useEffect, useRef } from "preact/hooks";
import { CLOSE } from "#shared/collab-protocol.ts";
import type { Connection } from "../collab/connection.ts";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import { toast } from "../ui/toast.tsx";
import { editorTexts } from "./texts.ts";

interface SaveStateProps {
  readonly connection: Connection;
  readonly editable: boolean;
}

/** "Saved" stands here only while everything of this window is on the server's disk. */
export function SaveState({ connection, editable }: SaveStateProps) {
  const t = editorTexts();
  const { state } = connection.status.value;
  const unsaved = connection.unsaved.value;
  if (!editable && (state === "open" || state === "connecting")) return null;
  const [icon, text] =
    state === "connecting"
      ? ([LoaderCircle, t.connecting] as const)
      : state === "offline" || state === "ended"
        ? ([CloudOff, unsaved > 0 ? t.unsaved(unsaved) : t.saved] as const)
        : unsaved > 0
          ? ([LoaderCircle, t.saving] as const)
          : ([Check, t.saved] as const);
  return (
    <span class="save-state" data-state={state} data-unsaved={unsaved}>
      <Icon of={icon} />
      <span>{text}</span>
    </span>
  );
}

interface BannerProps {
  readonly connection: Connection;
  readonly textOf: () => string;
}

/** Says at every width that the connection is gone, what is safe, and what to do. */
export function ConnectionBanner({ connection, textOf }: BannerProps) {
  const t = editorTexts();
  const status = connection.status.value;
  const unsaved = connection.unsaved.value;
  const place = useRef<HTMLElement>(null);
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    // What sticks below the banner and what is scrolled to keeps clear of it.
    const root = document.documentElement.style;
    const sizes = new ResizeObserver(() => root.setProperty("--banner", `${element.offsetHeight}px`));
    sizes.observe(element);
    return () => {
      sizes.disconnect();
      root.removeProperty("--banner");
    };
  }, []);
  return (
    <section class="banner-place" aria-label={t.connection} ref={place}>
      <Announcement connection={connection} />
      {status.state === "offline" && (
        <p class="banner">{unsaved > 0 ? t.offline(unsaved) : t.offlineNothing}</p>
      )}
      {status.state === "ended" && (
        <div class="banner banner--ended">
          <p>{endText(status.code)}</p>
          <div class="banner__actions">
            {status.code === CLOSE.signIn && (
              <a
                class="button"
                href={`/sign-in?next=${encodeURIComponent(location.pathname)}`}
                target="_blank"
                rel="noopener"
              >
                {t.signIn}
              </a>
            )}
            {unsaved > 0 && (
              <Button
                onClick={async () => {
                  await navigator.clipboard.writeText(textOf());
                  toast(t.copied);
                }}
              >
                {t.copyText}
              </Button>
            )}
            <Button onClick={() => location.reload()}>{t.reload}</Button>
          </div>
        </div>
      )}
    </section>
  );
}

/**
 * Tells screen readers that the connection is gone, has come back with everything saved, or has ended: once each,
 * while the number on screen goes on counting.
 */
function Announcement({ connection }: Pick<BannerProps, "connection">) {
  const t = editorTexts();
  const said = useSignal("");
  const wasAway = useSignal(false);
  const status = connection.status.value;
  const unsaved = connection.unsaved.value;
  const back = status.state === "open" && unsaved === 0;
  useEffect(() => {
    if (status.state === "offline") {
      wasAway.value = true;
      said.value = unsaved > 0 ? t.offline(unsaved) : t.offlineNothing;
    } else if (status.state === "ended") said.value = endText(status.code);
    else if (back && wasAway.value) {
      wasAway.value = false;
      said.value = t.saved;
    }
  }, [status.state, back]);
  return (
    <p class="visually-hidden" role="status">
      {said.value}
    </p>
  );
}

function endText(code: number): string {
  const { ended } = editorTexts();
  switch (code) {
    case CLOSE.signIn:
      return ended.signIn;
    case CLOSE.noRight:
      return ended.noRight;
    case CLOSE.contentRefused:
      return ended.refused;
    default:
      return ended.reload;
  }
}
