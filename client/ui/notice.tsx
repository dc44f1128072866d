import { CircleAlert, Info } from "lucide";
import type { ComponentChildren } from "preact";
import { Icon } from "./icon.tsx";

/** A sentence that must be noticed; errors are announced at once. */
export function Notice({
  kind = "info",
  children,
}: {
  readonly kind?: "info" | "error" | "concern";
  readonly children: ComponentChildren;
}) {
  return (
    <div
      class={kind === "info" ? "notice" : `notice notice--${kind}`}
      role={kind === "error" ? "alert" : undefined}
    >
      <Icon of={kind === "info" ? Info : CircleAlert} />
      <div>{children}</div>
    </div>
  );
}
