import { defineTexts } from "../i18n/index.ts";

/** Of the inbox alone, which every page carries; those of the pages about mails come with them. */
export const inboxTexts = defineTexts({
  de: {
    inbox: "Posteingang",
    button: (unread: number) => (unread === 0 ? "Posteingang" : `Posteingang, ${unread} ungelesen`),
    unreadCount: (unread: number) => (unread === 0 ? "Alles gelesen" : `${unread} ungelesen`),
    unread: "Ungelesen:",
    arrived: (sentence: string) => `Neue Meldung: ${sentence}`,
    empty: "Hier steht, was Sie betrifft: Fragen an Sie, Antworten, Erwähnungen. Noch ist nichts da.",
    allRead: "Alle gelesen",
    allReadDone: (count: number) =>
      count === 1 ? "1 Meldung als gelesen vermerkt." : `${count} Meldungen als gelesen vermerkt.`,
    markRead: "Als gelesen vermerken",
    markUnread: "Als ungelesen vermerken",
    earlier: (count: number) => (count === 1 ? "und 1 frühere" : `und ${count} frühere`),
    showAll: "Alle Meldungen",
    older: "Ältere zeigen",
    kept: (days: number) => `Meldungen werden nach ${days} Tagen gelöscht.`,
    settings: "Benachrichtigungen einstellen",
  },
  en: {
    inbox: "Inbox",
    button: (unread: number) => (unread === 0 ? "Inbox" : `Inbox, ${unread} unread`),
    unreadCount: (unread: number) => (unread === 0 ? "All read" : `${unread} unread`),
    unread: "Unread:",
    arrived: (sentence: string) => `New notice: ${sentence}`,
    empty: "What concerns you stands here: questions for you, replies, mentions. There is nothing yet.",
    allRead: "All read",
    allReadDone: (count: number) =>
      count === 1 ? "1 notice marked as read." : `${count} notices marked as read.`,
    markRead: "Mark as read",
    markUnread: "Mark as unread",
    earlier: (count: number) => (count === 1 ? "and 1 earlier" : `and ${count} earlier`),
    showAll: "All notices",
    older: "Show older ones",
    kept: (days: number) => `Notices are deleted after ${days} days.`,
    settings: "Notification settings",
  },
});
