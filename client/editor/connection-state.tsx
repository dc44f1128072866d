import { Check, CloudOff, LoaderCircle } from "lucide";
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
  if (!editable && state === "open") return null;
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
  return (
    <div class="banner-place" role="status">
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
    </div>
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
