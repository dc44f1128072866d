/** The two bodies of a mail. HTML as mail programs know it: tables, styles in place, no image, nothing loaded from anywhere. */
import type { Page } from "./compose.ts";

export function renderText(page: Page): string {
  const groups = page.groups.map(({ title, rows }) => {
    const lines = rows.map(({ sentence, detail, href }) => `- ${sentence}\n  ${detail}\n  ${href}`);
    return `${title}\n\n${lines.join("\n\n")}`;
  });
  return `${[
    page.greeting,
    page.lead,
    ...groups,
    page.rest,
    `${page.open.label}: ${page.open.href}`,
    `--\n${page.why}`,
    `${page.settings.label}: ${page.settings.href}\n${page.unsubscribe.label}: ${page.unsubscribe.href}`,
  ]
    .filter((part) => part !== "")
    .join("\n\n")}\n`;
}

const SANS = "Inter,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const SERIF = "'Source Serif 4',Georgia,'Times New Roman',serif";

/** Colours of client/ui/tokens.css; the dark ones for programs that follow the device. */
const DARK = `
@media (prefers-color-scheme: dark) {
  .paper { background: #14171a !important; }
  .sheet { background: #1b1f23 !important; border-color: #2d3238 !important; }
  .ink, .ink a { color: #eceae4 !important; }
  .quiet, .quiet a { color: #a3abb5 !important; }
  .line { border-color: #2d3238 !important; }
  .cord { border-color: #767e88 !important; }
  .knot { color: #5cc2c4 !important; background: #1b1f23 !important; }
  .action { background: #5cc2c4 !important; color: #0b1c1d !important; }
}`;

export function renderHtml(page: Page): string {
  const groups = page.groups.map(
    ({ title, rows }) => html`
<h2 class="ink" style="margin:28px 0 8px;font:600 19px/1.3 ${SERIF};color:#1e2329">${title}</h2>
<table role="presentation" cellpadding="0" cellspacing="0" border="0" width="100%">${rows.map(row)}</table>`,
  );
  return html`<!doctype html>
<html lang="${page.locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${page.organisation}</title>
<style>${raw(DARK)}</style>
</head>
<body class="paper" style="margin:0;padding:0;background:#fbfaf7">
<table role="presentation" class="paper" cellpadding="0" cellspacing="0" border="0" width="100%" style="background:#fbfaf7">
<tr><td align="center" style="padding:32px 12px">
<div role="main">
<table role="presentation" cellpadding="0" cellspacing="0" border="0" width="100%" style="max-width:560px">
<tr><td class="ink" style="padding:0 4px 16px;font:500 15px/1.4 ${SANS};color:#1e2329">${page.organisation}</td></tr>
<tr><td class="sheet" style="padding:28px 24px 32px;background:#ffffff;border:1px solid #e4e1da;border-radius:8px">
<h1 class="ink" style="margin:0;font:600 24px/1.25 ${SERIF};color:#1e2329">${page.greeting}</h1>
<p class="quiet" style="margin:6px 0 0;font:400 16px/1.5 ${SANS};color:#5b6470">${page.lead}</p>
${groups}
${page.rest === "" ? "" : html`<p class="quiet" style="margin:16px 0 0;font:400 14px/1.5 ${SANS};color:#5b6470">${page.rest}</p>`}
<p style="margin:28px 0 0"><a class="action" href="${page.open.href}" style="display:inline-block;padding:11px 18px;border-radius:6px;background:#0b5e63;color:#ffffff;font:500 15px/1.3 ${SANS};text-decoration:none">${page.open.label}</a></p>
</td></tr>
<tr><td class="quiet" style="padding:20px 4px 0;font:400 13px/1.6 ${SANS};color:#5b6470">
${page.why}<br>
<a href="${page.settings.href}" style="color:#5b6470">${page.settings.label}</a> &nbsp;·&nbsp; <a href="${page.unsubscribe.href}" style="color:#5b6470">${page.unsubscribe.label}</a>
</td></tr>
</table>
</div>
</td></tr>
</table>
</body>
</html>
`.text;
}

/** A row of the cord: a knot on the line at its left, the sentence as link, its time below. */
function row({ sentence, detail, href }: Page["groups"][number]["rows"][number]): Html {
  return html`
<tr><td width="16" valign="top" style="padding:0"><table role="presentation" cellpadding="0" cellspacing="0" border="0" width="16"><tr><td class="knot" align="center" style="padding-top:11px;font:400 16px/1 ${SANS};color:#0b5e63">&#9675;</td></tr></table></td>
<td class="line" style="padding:9px 0 10px 10px;border-bottom:1px solid #e4e1da">
<p class="ink" style="margin:0;font:400 16px/1.45 ${SANS};color:#1e2329"><a href="${href}" style="color:#1e2329;text-decoration:underline;text-underline-offset:3px">${sentence}</a></p>
<p class="quiet" style="margin:2px 0 0;font:400 13px/1.5 ${SANS};color:#5b6470">${detail}</p>
</td></tr>`;
}

/** HTML that may stand as it is. */
interface Html {
  readonly text: string;
}

const raw = (text: string): Html => ({ text });

/** Text in a template is escaped; only what is HTML already is not. */
function html(strings: TemplateStringsArray, ...values: readonly (string | Html | readonly Html[])[]): Html {
  const parts = values.map((value) =>
    typeof value === "string"
      ? escaped(value)
      : "text" in value
        ? value.text
        : value.map(({ text }) => text).join(""),
  );
  return raw(strings.map((string, index) => string + (parts[index] ?? "")).join(""));
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
}
