import { defineTexts } from "../i18n/index.ts";

interface BlockTexts {
  readonly blocks: string;
  /** What the menu of blocks is filtered by, spoken with the number of hits. */
  readonly hits: (count: number, label: string) => string;
  readonly noHits: string;
  readonly groups: Readonly<Record<"text" | "boxes" | "insert" | "table" | "line", string>>;
  readonly kinds: Readonly<Record<"text" | "h3" | "h4" | "bullet" | "ordered" | "task" | "quote", string>>;
  readonly callout: (tone: string) => string;
  readonly examples: string;
  readonly example: (verdict: string) => string;
  readonly situation: string;
  readonly noBox: string;
  readonly divider: string;
  readonly table: string;
  readonly figure: string;
  readonly law: string;
  readonly link: string;
  readonly binding: string;
  readonly recommended: string;
  readonly row: string;
  readonly column: string;
  readonly header: string;
  readonly tableActions: string;
  readonly rowAbove: string;
  readonly rowBelow: string;
  readonly rowUp: string;
  readonly rowDown: string;
  readonly rowRemove: string;
  readonly columnLeft: string;
  readonly columnRight: string;
  readonly columnToLeft: string;
  readonly columnToRight: string;
  readonly columnRemove: string;
  readonly wider: string;
  readonly narrower: string;
  readonly naturalWidth: string;
  readonly headerRow: string;
  readonly headerColumn: string;
  readonly selectTable: string;
  readonly tableRemove: string;
  readonly tableRegion: string;
  readonly handle: string;
  readonly sectionHandle: string;
  readonly up: string;
  readonly down: string;
  readonly duplicate: string;
  readonly remove: string;
  readonly copyLink: string;
  readonly copyMarkdown: string;
  readonly linkCopied: string;
  readonly markdownCopied: string;
  readonly writesHere: (names: string) => string;
  readonly movedAround: (names: string) => string;
  readonly figureTitle: string;
  readonly figureEdit: string;
  readonly figureFile: string;
  readonly figureChoose: string;
  readonly figureHint: string;
  readonly figureAlt: string;
  readonly figureAltHint: string;
  readonly figureAltMissing: string;
  readonly figureCaption: string;
  readonly figureCaptionHint: string;
  readonly figureInsert: string;
  readonly figureReplace: string;
  readonly figureUploading: (percent: number) => string;
  readonly figureTooLarge: string;
  readonly figureGone: string;
  readonly figureNoAlt: string;
  readonly figurePreview: string;
  readonly lawTitle: string;
  readonly lawReference: string;
  readonly lawHint: string;
  readonly lawWrong: string;
  readonly lawUnknown: (known: string) => string;
  readonly lawOpens: (host: string) => string;
  readonly lawInsert: string;
}

export const blockTexts = defineTexts<BlockTexts>({
  de: {
    blocks: "Bausteine",
    hits: (count, label) => `${count === 1 ? "1 Baustein" : `${count} Bausteine`}, gewählt: ${label}`,
    noHits: "Kein Baustein passt",
    groups: { text: "Text", boxes: "Kästen", insert: "Einfügen", table: "Tabelle", line: "Diese Zeile" },
    kinds: {
      text: "Text",
      h3: "Überschrift",
      h4: "Zwischenüberschrift",
      bullet: "Liste",
      ordered: "Nummerierte Liste",
      task: "Aufgabe",
      quote: "Zitat",
    },
    callout: (tone) => `Kasten „${tone}“`,
    examples: "Gut und schlecht nebeneinander",
    example: (verdict) => `Beispiel „${verdict}“`,
    situation: "Situation: Was tun, wenn …",
    noBox: "Kasten auflösen",
    divider: "Trennlinie",
    table: "Tabelle",
    figure: "Bild",
    law: "Gesetzesstelle",
    link: "Link",
    binding: "Als verbindlich kennzeichnen",
    recommended: "Als Empfehlung kennzeichnen",
    row: "Zeile",
    column: "Spalte",
    header: "Überschriften",
    tableActions: "Tabelle bearbeiten",
    rowAbove: "Zeile darüber einfügen",
    rowBelow: "Zeile darunter einfügen",
    rowUp: "Zeile nach oben",
    rowDown: "Zeile nach unten",
    rowRemove: "Zeile löschen",
    columnLeft: "Spalte links einfügen",
    columnRight: "Spalte rechts einfügen",
    columnToLeft: "Spalte nach links",
    columnToRight: "Spalte nach rechts",
    columnRemove: "Spalte löschen",
    wider: "Spalte breiter",
    narrower: "Spalte schmaler",
    naturalWidth: "Breite nach Inhalt",
    headerRow: "Erste Zeile als Überschriften",
    headerColumn: "Erste Spalte als Überschriften",
    selectTable: "Alle Zellen auswählen",
    tableRemove: "Tabelle löschen",
    tableRegion: "Tabelle",
    handle: "Aktionen für diese Zeile",
    sectionHandle: "Aktionen für diesen Abschnitt",
    up: "Nach oben",
    down: "Nach unten",
    duplicate: "Verdoppeln",
    remove: "Löschen",
    copyLink: "Link hierher kopieren",
    copyMarkdown: "Als Markdown kopieren",
    linkCopied: "Der Link ist kopiert.",
    markdownCopied: "Der Text ist als Markdown kopiert.",
    writesHere: (names) =>
      `Dort schreibt gerade ${names}. Was eben jetzt getippt wird, kann in der Zeile daneben stehen.`,
    movedAround: (names) => `Dort schreibt gerade ${names}. Nichts davon geht verloren.`,
    figureTitle: "Bild einfügen",
    figureEdit: "Bild bearbeiten",
    figureFile: "Bilddatei",
    figureChoose: "Datei auswählen",
    figureHint:
      "PNG, JPEG oder WebP, höchstens 10 MB. Ort, Zeit und Gerät der Aufnahme werden nicht gespeichert.",
    figureAlt: "Alternativtext",
    figureAltHint: "Was zu sehen ist, für alle, die das Bild nicht sehen.",
    figureAltMissing: "Beschreiben Sie, was zu sehen ist.",
    figureCaption: "Bildunterschrift",
    figureCaptionHint: "Steht unter dem Bild; zum Beispiel Quelle und Rechte.",
    figureInsert: "Bild einfügen",
    figureReplace: "Anderes Bild wählen",
    figureUploading: (percent) => `Wird übertragen: ${percent} %`,
    figureTooLarge: "Die Datei ist größer als 10 MB. Verkleinern Sie das Bild und wählen Sie es noch einmal.",
    figureGone: "Dieses Bild kann hier nicht gezeigt werden.",
    figureNoAlt: "Der Alternativtext fehlt noch.",
    figurePreview: "Vorschau",
    lawTitle: "Gesetzesstelle einfügen",
    lawReference: "Fundstelle",
    lawHint: "Zum Beispiel § 87 Abs. 1 Nr. 6 BetrVG oder Art. 6 Abs. 1 DSGVO",
    lawWrong: "Schreiben Sie § oder Art., die Nummer und das Gesetz, etwa § 87 Abs. 1 BetrVG.",
    lawUnknown: (known) => `Dieses Gesetz ist nicht bekannt. Bekannt sind ${known}.`,
    lawOpens: (host) => `Der Link führt zu ${host}.`,
    lawInsert: "Einfügen",
  },
  en: {
    blocks: "Blocks",
    hits: (count, label) => `${count === 1 ? "1 block" : `${count} blocks`}, selected: ${label}`,
    noHits: "No block matches",
    groups: { text: "Text", boxes: "Boxes", insert: "Insert", table: "Table", line: "This line" },
    kinds: {
      text: "Text",
      h3: "Heading",
      h4: "Subheading",
      bullet: "List",
      ordered: "Numbered list",
      task: "Task",
      quote: "Quote",
    },
    callout: (tone) => `Box “${tone}”`,
    examples: "Good and bad side by side",
    example: (verdict) => `Example “${verdict}”`,
    situation: "Situation: what to do when …",
    noBox: "Take out of the box",
    divider: "Dividing line",
    table: "Table",
    figure: "Figure",
    law: "Law reference",
    link: "Link",
    binding: "Label as binding",
    recommended: "Label as recommended",
    row: "Row",
    column: "Column",
    header: "Headings",
    tableActions: "Edit table",
    rowAbove: "Insert row above",
    rowBelow: "Insert row below",
    rowUp: "Move row up",
    rowDown: "Move row down",
    rowRemove: "Delete row",
    columnLeft: "Insert column left",
    columnRight: "Insert column right",
    columnToLeft: "Move column left",
    columnToRight: "Move column right",
    columnRemove: "Delete column",
    wider: "Wider column",
    narrower: "Narrower column",
    naturalWidth: "Width by content",
    headerRow: "First row as headings",
    headerColumn: "First column as headings",
    selectTable: "Select all cells",
    tableRemove: "Delete table",
    tableRegion: "Table",
    handle: "Actions for this line",
    sectionHandle: "Actions for this section",
    up: "Move up",
    down: "Move down",
    duplicate: "Duplicate",
    remove: "Delete",
    copyLink: "Copy link to here",
    copyMarkdown: "Copy as Markdown",
    linkCopied: "The link has been copied.",
    markdownCopied: "The text has been copied as Markdown.",
    writesHere: (names) =>
      `${names} is writing there. What is being typed this moment may stand in the line beside it.`,
    movedAround: (names) => `${names} is writing there. Nothing of it is lost.`,
    figureTitle: "Insert figure",
    figureEdit: "Edit figure",
    figureFile: "Picture file",
    figureChoose: "Choose file",
    figureHint: "PNG, JPEG or WebP, at most 10 MB. Place, time and device of the picture are not stored.",
    figureAlt: "Alternative text",
    figureAltHint: "What can be seen, for everybody who does not see the picture.",
    figureAltMissing: "Describe what can be seen.",
    figureCaption: "Caption",
    figureCaptionHint: "Stands below the picture; for example source and rights.",
    figureInsert: "Insert figure",
    figureReplace: "Choose another picture",
    figureUploading: (percent) => `Uploading: ${percent} %`,
    figureTooLarge: "The file is larger than 10 MB. Reduce the picture and choose it once more.",
    figureGone: "This figure cannot be shown here.",
    figureNoAlt: "The alternative text is still missing.",
    figurePreview: "Preview",
    lawTitle: "Insert law reference",
    lawReference: "Reference",
    lawHint: "For example § 87 Abs. 1 Nr. 6 BetrVG or Art. 6 Abs. 1 DSGVO",
    lawWrong: "Write § or Art., the number and the law, such as § 87 Abs. 1 BetrVG.",
    lawUnknown: (known) => `This law is not known. Known are ${known}.`,
    lawOpens: (host) => `The link leads to ${host}.`,
    lawInsert: "Insert",
  },
});
