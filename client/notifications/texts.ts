import type { MailChoice, StuckMail, Topic } from "#shared/notifications.ts";
import { defineTexts } from "../i18n/index.ts";

export const notificationTexts = defineTexts({
  de: {
    settingsTitle: "Benachrichtigungen",
    settingsLead:
      "Im Posteingang steht immer alles. Hier legen Sie fest, was auch per E-Mail kommt, und wann.",
    noMailServer:
      "Diese Installation verschickt keine E-Mails. Was Sie betrifft, steht im Posteingang. Ihre Auswahl gilt, sobald die Administration einen Mailserver einträgt.",
    mail: "E-Mails bekommen",
    mailTo: (address: string) => `Sie gehen an ${address}.`,
    topicsTitle: "Was per E-Mail kommt",
    topics: {
      mentions: "Erwähnungen",
      requests: "Fragen an Sie",
      discussion: "Gespräche",
      progress: "Fortgang der Leitlinie",
    } satisfies Record<Topic, string>,
    topicHints: {
      mentions: "Jemand nennt Sie oder Ihr Gremium.",
      requests: "Rückfragen, Klärungsfragen und Bitten, die auf Ihre Antwort warten.",
      discussion: "Kommentare, Antworten, Bedenken und Vorschläge.",
      progress: "Mitwirkung, Rechte, Antworten auf Klärungsfragen, Beteiligungsphase.",
    } satisfies Record<Topic, string>,
    choices: {
      atOnce: "Sofort",
      daily: "Einmal am Tag",
      never: "Nur im Posteingang",
    } satisfies Record<MailChoice, string>,
    timesTitle: "Wann E-Mails kommen",
    dailyAt: "Tägliche E-Mail um",
    nights: "Nachts keine E-Mails",
    nightsHint: "Sie warten bis zum Morgen.",
    from: "Ab",
    until: "Bis",
    weekends: "Am Wochenende keine E-Mails",
    weekendsHint: "Sie warten bis zum nächsten Werktag.",
    timeZone: (zone: string) => `Alle Zeiten in der Zeitzone der Organisation (${zone}).`,
    save: "Speichern",
    saved: "Gespeichert",
    unsubscribeTitle: "E-Mails abbestellen",
    unsubscribeLead: (address: string, organisation: string) =>
      `E-Mails von ${organisation} über Leitlinien an ${address}.`,
    unsubscribe: "Keine E-Mails mehr bekommen",
    unsubscribed: "Sie bekommen keine E-Mails mehr",
    unsubscribedLead: "Im Posteingang finden Sie weiterhin alles, was Sie betrifft.",
    resubscribe: "Doch wieder E-Mails bekommen",
    resubscribed: "Sie bekommen wieder E-Mails, wie Sie es eingestellt hatten.",
    toSettings: "Genauer einstellen",
    mailsTitle: "E-Mail-Versand",
    mailsLead: (from: string) => `Absender ist ${from}.`,
    mailsOff:
      "Es ist kein Mailserver eingetragen (Einstellung SMTP_URL). Meldungen stehen im Posteingang, Einladungen werden als Link weitergegeben.",
    waiting: (count: number) =>
      count === 0
        ? "Keine E-Mail wartet auf den Versand."
        : count === 1
          ? "1 E-Mail wartet auf den Versand."
          : `${count} E-Mails warten auf den Versand.`,
    unreachable: (since: string, problem: string) =>
      `Der Mailserver ist seit ${since} nicht erreichbar (${problem}). Nichts geht verloren: Was wartet, wird verschickt, sobald er antwortet.`,
    stuckTitle: "Nicht zugestellt",
    stuckEmpty: "Alle E-Mails haben den Mailserver erreicht.",
    stuckHint:
      "Was in einer E-Mail stand, steht im Posteingang der Person. Einträge werden nach 90 Tagen gelöscht.",
    stuck: {
      failed: "Nicht angenommen",
      uncertain: "Ungewiss, ob angenommen",
    } satisfies Record<StuckMail["status"], string>,
    problems: {
      interrupted: "Der Server wurde beim Senden unterbrochen",
      expired: "Sie konnte fünf Tage lang nicht gesendet werden",
      unwritten: "Sie konnte nicht geschrieben werden",
    } as Readonly<Record<string, string>>,
    problem: (code: string) => `Meldung des Mailservers: ${code}`,
    attempts: (count: number) => (count === 1 ? "1 Versuch" : `${count} Versuche`),
    retry: "Noch einmal senden",
    retryLabel: (name: string) => `Die E-Mail an ${name} noch einmal senden`,
    discard: "Verwerfen",
    discardLabel: (name: string) => `Die E-Mail an ${name} verwerfen`,
  },
  en: {
    settingsTitle: "Notifications",
    settingsLead: "Everything is always in the inbox. Here you decide what comes by mail as well, and when.",
    noMailServer:
      "This installation sends no mail. What concerns you is in the inbox. Your choice holds as soon as your administrators name a mail server.",
    mail: "Get mails",
    mailTo: (address: string) => `They go to ${address}.`,
    topicsTitle: "What comes by mail",
    topics: {
      mentions: "Mentions",
      requests: "Questions for you",
      discussion: "Discussions",
      progress: "Progress of the guideline",
    },
    topicHints: {
      mentions: "Somebody names you or your body.",
      requests: "Inquiries, clarifying questions and requests that wait for your answer.",
      discussion: "Comments, replies, concerns and suggestions.",
      progress: "Taking part, rights, answers to clarifying questions, participation phase.",
    },
    choices: { atOnce: "At once", daily: "Once a day", never: "In the inbox only" },
    timesTitle: "When mails come",
    dailyAt: "Daily mail at",
    nights: "No mails at night",
    nightsHint: "They wait until the morning.",
    from: "From",
    until: "Until",
    weekends: "No mails at weekends",
    weekendsHint: "They wait until the next working day.",
    timeZone: (zone: string) => `All times in the time zone of the organisation (${zone}).`,
    save: "Save",
    saved: "Saved",
    unsubscribeTitle: "Unsubscribe from mails",
    unsubscribeLead: (address: string, organisation: string) =>
      `Mails from ${organisation} about guidelines to ${address}.`,
    unsubscribe: "Get no more mails",
    unsubscribed: "You get no more mails",
    unsubscribedLead: "What concerns you is still in the inbox.",
    resubscribe: "Get mails again after all",
    resubscribed: "You get mails again, as you had set them.",
    toSettings: "Set it in detail",
    mailsTitle: "Mail delivery",
    mailsLead: (from: string) => `The sender is ${from}.`,
    mailsOff:
      "No mail server is named (setting SMTP_URL). Notices are in the inbox, invitations are handed over as links.",
    waiting: (count: number) =>
      count === 0
        ? "No mail waits to be sent."
        : count === 1
          ? "1 mail waits to be sent."
          : `${count} mails wait to be sent.`,
    unreachable: (since: string, problem: string) =>
      `The mail server has not been reachable since ${since} (${problem}). Nothing is lost: what waits is sent as soon as it answers.`,
    stuckTitle: "Not delivered",
    stuckEmpty: "All mails have reached the mail server.",
    stuckHint: "What a mail said is in the person's inbox. Entries are deleted after 90 days.",
    stuck: { failed: "Not accepted", uncertain: "Uncertain whether accepted" },
    problems: {
      interrupted: "The server was interrupted while sending",
      expired: "It could not be sent for five days",
      unwritten: "It could not be written",
    },
    problem: (code: string) => `The mail server says: ${code}`,
    attempts: (count: number) => (count === 1 ? "1 attempt" : `${count} attempts`),
    retry: "Send again",
    retryLabel: (name: string) => `Send the mail to ${name} again`,
    discard: "Discard",
    discardLabel: (name: string) => `Discard the mail to ${name}`,
  },
});
