import type { ButtonHTMLAttributes, ComponentChildren } from "preact";

type Look = "normal" | "primary" | "plain" | "danger";

interface ButtonProps
  extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, "children" | "type" | "disabled" | "label"> {
  readonly look?: Look;
  /** Square, for a lone icon; then `label` is its name. */
  readonly square?: boolean;
  readonly label?: string;
  readonly type?: "button" | "submit";
  readonly disabled?: boolean;
  readonly children?: ComponentChildren;
}

export function Button({
  look = "normal",
  square = false,
  label,
  type = "button",
  children,
  class: extra,
  ...rest
}: ButtonProps) {
  const classes = [
    "button",
    look === "normal" ? "" : `button--${look}`,
    square ? "button--icon" : "",
    extra ?? "",
  ];
  return (
    <button type={type} class={classes.filter(Boolean).join(" ")} aria-label={label} title={label} {...rest}>
      {children}
    </button>
  );
}
