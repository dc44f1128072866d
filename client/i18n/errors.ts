import type { ErrorCode } from "#shared/errors.ts";
import { defineTexts } from "./index.ts";

/** What happened, what is safe, what to do: a sentence for each code of the server, and for no answer at all. */
export const errorTexts = defineTexts<Readonly<Record<ErrorCode | "network", string>>>({
  de: {
    network: "Keine Verbindung zum Server. Es wurde nichts geändert. Versuchen Sie es gleich noch einmal.",
    "request/invalid": "Einige Angaben fehlen oder passen nicht. Bitte prüfen Sie die markierten Felder.",
    "request/not-found": "Hier gibt es nichts. Vielleicht ist der Link unvollständig.",
    "request/too-large": "Das ist größer, als der Server annimmt. Es wurde nichts geändert.",
    "request/foreign-origin": "Die Anfrage kam von einer fremden Seite und wurde abgelehnt.",
    "request/too-many": "Zu viele Versuche. Bitte warten Sie eine Viertelstunde.",
    "server/failed": "Auf dem Server ist etwas schiefgegangen. Versuchen Sie es noch einmal.",
    "server/shutting-down": "Der Server wird gerade neu gestartet. Versuchen Sie es gleich noch einmal.",
    "identity/not-signed-in": "Ihre Anmeldung ist abgelaufen. Bitte melden Sie sich erneut an.",
    "identity/not-allowed": "Dafür sind Administrationsrechte nötig.",
    "identity/wrong-password": "E-Mail-Adresse und Passwort passen nicht zusammen.",
    "identity/setup-done": "Die Einrichtung ist schon abgeschlossen. Melden Sie sich an.",
    "identity/wrong-setup-code":
      "Der Einrichtungslink stimmt nicht. Der richtige steht in der Ausgabe des Servers.",
    "identity/not-set-up": "Die Organisation ist noch nicht eingerichtet.",
    "identity/invitation-gone":
      "Diese Einladung ist abgelaufen, ersetzt oder schon benutzt. Bitten Sie um eine neue.",
    "identity/email-taken":
      "Zu dieser Adresse gibt es schon ein Konto, das geschlossen wurde. Die Administration kann es wieder öffnen.",
    "identity/person-not-found": "Diese Person gibt es nicht mehr.",
    "identity/body-not-found": "Dieses Gremium gibt es nicht mehr.",
    "identity/last-admin": "Eine Person mit Administrationsrechten muss bleiben.",
    "templates/kit-not-found": "Dieses Paket gibt es nicht.",
    "guidelines/not-found": "Diese Leitlinie gibt es nicht, oder Sie wirken nicht daran mit.",
    "audit/not-allowed": "Das Prüfprotokoll lesen nur Menschen mit Administrationsrechten.",
    "guidelines/not-allowed": "Ihre Rolle an dieser Leitlinie erlaubt das nicht.",
    "guidelines/archived": "Die Leitlinie ist im Archiv und kann nicht geändert werden.",
    "guidelines/last-owner":
      "Eine Leitlinie braucht eine verantwortliche Person. Benennen Sie zuerst eine andere.",
    "collab/unavailable": "Der Text ist gerade nicht erreichbar. Versuchen Sie es gleich noch einmal.",
    "collab/stale-epoch": "Der Text hat auf dem Server neu begonnen. Bitte laden Sie die Seite neu.",
    "questions/not-found": "Diese Frage gibt es nicht mehr.",
    "questions/section-not-found": "Diesen Abschnitt gibt es im Text nicht mehr.",
    "questions/not-allowed":
      "Diese Frage beantwortet nur, wer zu einem gefragten Gremium gehört, oder an dessen Stelle die verantwortliche Person.",
    "questions/wrong-answer": "Diese Antwort passt nicht zur Frage. Es wurde nichts geändert.",
    "questions/decided":
      "Die Frage ist inzwischen beantwortet. Ihre Antwort wurde nicht übernommen; oben steht, was gilt.",
    "questions/not-decided": "Hier gibt es nichts zurückzunehmen. Es wurde nichts geändert.",
    "questions/held": "Es ist beschlossen, noch nicht zu beginnen. Bis dahin ruhen die Fragen.",
    "questions/text-changed":
      "Der Text wurde inzwischen geändert. Sehen Sie ihn noch einmal an, bevor Sie den Wortlaut übernehmen.",
    "notifications/mail-not-found": "Diese E-Mail gibt es nicht mehr, oder sie ist gerade unterwegs.",
    "notifications/link-not-found":
      "Dieser Link ist unvollständig oder gehört zu keinem Konto mehr. Öffnen Sie ihn noch einmal aus der E-Mail.",
    "discussion/thread-not-found": "Diesen Beitrag gibt es nicht.",
    "discussion/message-not-found": "Diese Nachricht gibt es nicht mehr.",
    "discussion/not-allowed": "Ihr Recht an dieser Leitlinie reicht dafür nicht. Es wurde nichts geändert.",
    "discussion/place-gone":
      "Die Stelle hat sich gerade geändert. Ihr Entwurf ist noch da; markieren Sie die Stelle neu.",
    "discussion/already-ended": "Darüber wurde inzwischen schon entschieden. Es wurde nichts geändert.",
    "discussion/outdated":
      "Die Stelle wurde inzwischen zu stark geändert. Der Vorschlag wurde nicht eingesetzt und bleibt offen.",
    "discussion/reason-missing": "Bitte geben Sie einen Grund an.",
    "discussion/too-fast": "Das waren sehr viele Beiträge in kurzer Zeit. Bitte warten Sie eine Minute.",
    "discussion/votes-counted":
      "Die Zustimmungen zu diesem Beitrag sind mit dem Ende der Beteiligungsphase gezählt. Es wurde nichts geändert.",
    "discussion/phase-date": "Das Ende der Beteiligungsphase muss in der Zukunft liegen.",
    "print/busy":
      "Gerade werden viele PDF-Dateien erstellt. Bitte versuchen Sie es in einer Minute noch einmal.",
    "print/failed":
      "Die PDF-Datei konnte nicht erstellt werden. Am Text hat sich nichts geändert. Bitte versuchen Sie es noch einmal.",
    "print/unavailable":
      "Auf diesem Server lassen sich keine PDF-Dateien erstellen. Drucken Sie die Seite, oder nehmen Sie die Word-Datei, wo es eine gibt.",
    "versions/not-found": "Diesen Zwischenstand gibt es nicht.",
    "versions/unchanged": "Seit dem letzten Zwischenstand hat sich nichts geändert.",
    "reviews/not-found": "Diese Vorlage gibt es nicht oder nicht mehr.",
    "reviews/not-allowed": "Das dürfen hier nur andere. Es ist nichts geschehen.",
    "reviews/open": "Eine andere Vorlage liegt noch zur Entscheidung vor. Ziehen Sie sie zuerst zurück.",
    "reviews/ended":
      "Über diese Vorlage wird nicht mehr entschieden: Sie ist inzwischen beschlossen, zurückgegeben, zurückgezogen oder abgelaufen. Ihre Stimme wurde nicht gezählt.",
    "reviews/blocked": "Noch hält etwas die Freigabe auf. Es ist nichts angefordert.",
    "reviews/policy":
      "So kann nicht entschieden werden. Prüfen Sie, wer freigibt, wer zustimmt und wer dafür spricht.",
    "reviews/stale-content":
      "Der Inhalt ist nicht mehr der, den Sie gesehen haben. Ihre Stimme wurde nicht gezählt. Laden Sie die Seite neu.",
    "reviews/already-voted": "Für dieses Gremium ist schon entschieden. Ihre Stimme wurde nicht gezählt.",
    "reviews/not-its-turn": "Erst entscheiden andere Gremien.",
    "reviews/wrong-vote": "So kann dieses Gremium nicht entscheiden.",
    "reviews/reason-missing": "Bitte nennen Sie den Grund. Er bleibt am Entwurf stehen.",
    "reviews/resolution-missing":
      "Dieses Gremium entscheidet durch Beschluss. Nennen Sie den Tag und wer ihn mitteilt.",
    "reviews/date": "Dieser Tag passt nicht.",
    "reviews/sign-in-again":
      "Ihre Anmeldung ist älter als 15 Minuten. Geben Sie vor der Entscheidung Ihr Passwort noch einmal ein.",
    "reviews/scan-type": "Diese Datei ist weder PDF noch PNG noch JPEG.",
    "reviews/not-adopted":
      "Nur eine beschlossene Fassung kann in Kraft treten, und keine, der eine neuere schon folgt.",
    "reviews/link-used":
      "Dieser Link ist schon benutzt worden. Melden Sie sich an, die Vorlage steht auf der Startseite.",
    "reviews/link-expired":
      "Dieser Link ist zu alt. Melden Sie sich an, die Vorlage steht auf der Startseite.",
    "figures/not-found":
      "Dieses Bild gibt es nicht, oder es gehört zu einem Text, den Sie nicht lesen dürfen.",
    "figures/unreadable":
      "Diese Datei kann nicht als Bild gezeigt werden. Möglich sind PNG, JPEG und WebP ohne Bewegung.",
    "figures/damaged":
      "Die Bilddatei ist beschädigt. Speichern Sie das Bild neu und wählen Sie es noch einmal.",
    "figures/too-many-pixels":
      "Das Bild hat zu viele Bildpunkte. Verkleinern Sie es auf höchstens 12.000 Punkte je Seite und 50 Millionen im Ganzen.",
    "figures/no-room":
      "Die Bilder dieser Leitlinie sind zusammen zu groß. Verkleinern Sie das Bild, oder verweisen Sie mit einem Link darauf.",
  },
  en: {
    network: "No connection to the server. Nothing has been changed. Try again in a moment.",
    "request/invalid": "Some entries are missing or do not fit. Please check the marked fields.",
    "request/not-found": "There is nothing here. Perhaps the link is incomplete.",
    "request/too-large": "This is larger than the server takes. Nothing has been changed.",
    "request/foreign-origin": "The request came from a foreign page and was refused.",
    "request/too-many": "Too many attempts. Please wait a quarter of an hour.",
    "server/failed": "Something went wrong on the server. Try again.",
    "server/shutting-down": "The server is being restarted. Try again in a moment.",
    "identity/not-signed-in": "Your session has ended. Please sign in again.",
    "identity/not-allowed": "This needs administration rights.",
    "identity/wrong-password": "E-mail address and password do not fit together.",
    "identity/setup-done": "The set-up is finished already. Sign in.",
    "identity/wrong-setup-code": "The set-up link is not right. The right one stands in the server's output.",
    "identity/not-set-up": "The organisation has not been set up yet.",
    "identity/invitation-gone": "This invitation has expired, been replaced or been used. Ask for a new one.",
    "identity/email-taken": "There is a closed account with this address. Administrators can open it again.",
    "identity/person-not-found": "This person is no longer here.",
    "identity/body-not-found": "This body is no longer here.",
    "identity/last-admin": "One person with administration rights must remain.",
    "templates/kit-not-found": "There is no such kit.",
    "guidelines/not-found": "There is no such guideline, or you do not take part in it.",
    "audit/not-allowed": "Only administrators read the audit log.",
    "guidelines/not-allowed": "Your role on this guideline does not allow this.",
    "guidelines/archived": "The guideline is in the archive and cannot be changed.",
    "guidelines/last-owner": "A guideline needs somebody in charge. Name another person first.",
    "collab/unavailable": "The text cannot be reached at the moment. Try again in a moment.",
    "collab/stale-epoch": "The text has begun anew on the server. Please reload the page.",
    "questions/not-found": "This question is no longer here.",
    "questions/section-not-found": "This section is no longer in the text.",
    "questions/not-allowed":
      "Only people of an asked body answer this question, or the person in charge in their place.",
    "questions/wrong-answer": "This answer does not fit the question. Nothing has been changed.",
    "questions/decided":
      "The question has been answered meanwhile. Your answer was not taken; what holds is shown above.",
    "questions/not-decided": "There is nothing to take back here. Nothing has been changed.",
    "questions/held": "It has been decided not to start yet. Until then the questions rest.",
    "questions/text-changed":
      "The text has been changed meanwhile. Look at it again before you take the wording over.",
    "notifications/mail-not-found": "This mail is no longer here, or is on its way just now.",
    "notifications/link-not-found":
      "This link is incomplete or belongs to no account any more. Open it from the mail once more.",
    "discussion/thread-not-found": "There is no such contribution.",
    "discussion/message-not-found": "This message is no longer there.",
    "discussion/not-allowed":
      "Your right on this guideline does not reach that far. Nothing has been changed.",
    "discussion/place-gone":
      "The passage has just changed. Your draft is still there; please select the passage again.",
    "discussion/already-ended": "This has been decided in the meantime. Nothing has been changed.",
    "discussion/outdated":
      "The passage has changed too much since. The suggestion was not put in and stays open.",
    "discussion/reason-missing": "Please give a reason.",
    "discussion/too-fast": "These were a great many contributions in a short time. Please wait a minute.",
    "discussion/votes-counted":
      "The votes for this contribution were counted when the participation phase ended. Nothing has been changed.",
    "discussion/phase-date": "The participation phase must end in the future.",
    "print/busy": "Many PDF files are being made right now. Please try again in a minute.",
    "print/failed": "The PDF file could not be made. Nothing in the text has changed. Please try again.",
    "print/unavailable":
      "This server cannot make PDF files. Print the page, or take the Word file where there is one.",
    "versions/not-found": "There is no such snapshot.",
    "versions/unchanged": "Nothing has changed since the last snapshot.",
    "reviews/not-found": "This candidate does not exist, or no longer does.",
    "reviews/not-allowed": "Only others may do this here. Nothing has happened.",
    "reviews/open": "Another candidate is still up for decision. Withdraw it first.",
    "reviews/ended":
      "This candidate is no longer up for decision: it has been adopted, returned or withdrawn meanwhile, or its time has run out. Your vote was not counted.",
    "reviews/blocked": "Something still holds approval. Nothing has been requested.",
    "reviews/policy":
      "Nothing can be decided like this. Check who approves, who consents and who speaks for them.",
    "reviews/stale-content":
      "The content is no longer the one you have seen. Your vote was not counted. Load the page again.",
    "reviews/already-voted": "This body has decided already. Your vote was not counted.",
    "reviews/not-its-turn": "Other bodies decide first.",
    "reviews/wrong-vote": "This body cannot decide like that.",
    "reviews/reason-missing": "Please give the reason. It stays with the draft.",
    "reviews/resolution-missing": "This body decides by resolution. Give the day, and who reports it.",
    "reviews/date": "This day does not fit.",
    "reviews/sign-in-again":
      "You signed in more than 15 minutes ago. Give your password again before you decide.",
    "reviews/scan-type": "This file is neither a PDF nor a PNG nor a JPEG.",
    "reviews/not-adopted":
      "Only an adopted edition can come into force, and none that a newer one already follows.",
    "reviews/link-used": "This link has been used. Sign in; the candidate is on the start page.",
    "reviews/link-expired": "This link is too old. Sign in; the candidate is on the start page.",
    "figures/not-found": "There is no such figure, or it belongs to a text that you may not read.",
    "figures/unreadable":
      "This file cannot be shown as a figure. It can be PNG, JPEG or WebP without motion.",
    "figures/damaged": "The picture file is damaged. Save the picture again and choose it once more.",
    "figures/too-many-pixels":
      "The picture has too many pixels. Reduce it to at most 12,000 per side and 50 million in all.",
    "figures/no-room":
      "The figures of this guideline are too large together. Reduce the picture, or link to it instead.",
  },
});
