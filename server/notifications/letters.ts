/** Writes a mail at the moment it leaves: what is still unread, what its reader still may hear of, in their language. */
import type { PersonId } from "#shared/ids.ts";
import { NOTICE_KINDS, type Notice } from "#shared/notifications.ts";
import type { Identity } from "../identity/index.ts";
import type { Config } from "../platform/config.ts";
import { compose } from "./compose.ts";
import type { MailStore } from "./mail-store.ts";
import type { WriteMail } from "./outbox.ts";
import type { Reading } from "./reading.ts";
import type { SettingsStore } from "./settings.ts";
import type { NoticeStore } from "./store.ts";
import type { UnsubscribeLinks } from "./unsubscribe.ts";

/** The path that a person's mail gives for a notice; null: the notice's own. */
export type LinkFor = (personId: PersonId, notice: Notice) => Promise<string | null>;

export function createLetters(parts: {
  readonly pathFor: LinkFor;
  readonly store: NoticeStore;
  readonly mails: MailStore;
  readonly settings: SettingsStore;
  readonly reading: Reading;
  readonly identity: Identity;
  readonly unsubscribeLinks: UnsubscribeLinks;
  readonly config: Pick<Config, "baseUrl">;
}): { readonly write: WriteMail } {
  const { pathFor, store, mails, settings, reading, identity, unsubscribeLinks, config } = parts;

  return {
    async write(personId, mailId) {
      const [reader, organisation, chosen] = await Promise.all([
        store.reader(personId),
        identity.organisation(),
        settings.of(personId),
      ]);
      if (reader === null || organisation === null || !chosen.mail) return null;
      const notices = (await reading.notices(personId, await mails.noticesIn(mailId))).filter(
        ({ content }) => chosen.topics[NOTICE_KINDS[content.kind].topic] !== "never",
      );
      if (notices.length === 0) return null;
      const linked = await Promise.all(
        notices.map(async (notice) => ({
          ...notice,
          path: (await pathFor(personId, notice)) ?? notice.path,
        })),
      );
      const links = { base: config.baseUrl, unsubscribe: unsubscribeLink(personId) };
      return {
        mail: compose({ reader, notices: linked, organisation, links }),
        settings: chosen,
        timeZone: organisation.timeZone,
      };
    },
  };

  function unsubscribeLink(personId: PersonId): URL {
    return new URL(`/unsubscribe/${unsubscribeLinks.tokenFor(personId)}`, config.baseUrl);
  }
}
