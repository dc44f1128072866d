import { Settings } from "lucide";
import { useLocation } from "preact-iso";
import type { Me } from "#shared/identity.ts";
import type { Locale } from "#shared/roles.ts";
import { locale, setLocale } from "../i18n/index.ts";
import { InboxButton } from "../notifications/inbox-button.tsx";
import { Face } from "../ui/face.tsx";
import { Icon } from "../ui/icon.tsx";
import { Mark } from "../ui/mark.tsx";
import { Menu } from "../ui/menu.tsx";
import { toast } from "../ui/toast.tsx";
import { api, describeError } from "./api.ts";
import { session, signOut } from "./session.ts";
import { shellTexts } from "./texts.ts";
import { type Theme, theme } from "./theme.ts";

/** The top of every page for signed-in people. */
export function Bar({ me }: { readonly me: Me }) {
  const { path } = useLocation();
  const t = shellTexts();
  const current = (href: string) => (path === href ? { "aria-current": "page" as const } : {});
  return (
    <header class="bar">
      <a class="skip-link" href="#content">
        {t.skip}
      </a>
      <a class="bar__home" href="/">
        <Mark />
        <span>{me.organisation.name}</span>
      </a>
      <nav class="bar__nav">
        <a href="/" {...current("/")}>
          {t.guidelines}
        </a>
        <a href="/people" {...current("/people")}>
          {t.people}
        </a>
      </nav>
      <InboxButton />
      <AccountMenu me={me} />
    </header>
  );
}

export function AccountMenu({ me }: { readonly me: Me }) {
  const t = shellTexts();
  const { route } = useLocation();
  return (
    <Menu
      label={t.account(me.name)}
      items={[
        { label: t.notifications, onSelect: () => route("/settings/notifications") },
        ...(me.role === "admin" ? [{ label: t.mails, onSelect: () => route("/settings/mails") }] : []),
        ...appearanceItems(),
        { label: t.signOut, begins: true, onSelect: () => void leave() },
      ]}
    >
      <span aria-hidden="true">
        <Face of={me} />
      </span>
    </Menu>
  );
}

/** For people without a session: language and theme alone. */
export function AppearanceMenu() {
  return (
    <Menu label={shellTexts().settings} items={appearanceItems()}>
      <Icon of={Settings} />
    </Menu>
  );
}

function appearanceItems() {
  const t = shellTexts();
  const themes = Object.entries(t.themes) as [Theme, string][];
  return [
    { label: t.language, lang: otherLocale(), onSelect: switchLanguage },
    ...themes.map(([value, label], index) => ({
      label,
      begins: index === 0,
      checked: theme.value === value,
      onSelect: () => {
        theme.value = value;
      },
    })),
  ];
}

function switchLanguage(): void {
  const next = otherLocale();
  setLocale(next);
  // Who is not signed in has no account that could keep it; the device does.
  if (session.value.state !== "signedIn") return;
  api.patch("/api/me", { locale: next }).catch((error: unknown) => toast(describeError(error)));
}

function otherLocale(): Locale {
  return locale.value === "de" ? "en" : "de";
}

async function leave(): Promise<void> {
  try {
    await signOut();
  } catch (error) {
    toast(describeError(error));
  }
}
