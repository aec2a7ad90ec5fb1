/**
 * A customer's words as a value of HubSpot's that does nothing wherever it is used: as `inertText` has it, and a value that
 * begins like a formula, also behind blanks, is one in the spreadsheet that an export is opened with (OWASP, "CSV
 * Injection": an apostrophe in front makes it text).
 */
export function inertValue(text: string): string {
  const inert = inertText(text);
  return /^(?:[\t\r\n]|[\s\p{Cf}]*[=+\-@＝＋－＠])/u.test(inert) ? `'${inert}` : inert;
}

/**
 * The same for text that stands inside a body. `{{ }}`, `{% %}` and `{# #}` are HubL and handlebars in templates and
 * emails, `[words](address)` is a link and `![](address)` a picture that is fetched wherever somebody reads the text as
 * Markdown; a zero-width space parts the signs. It makes the text longer, so whoever has to cut it does so afterwards.
 */
export function inertText(text: string): string {
  return text.replace(/\{(?=[{%#])|\](?=[([])/g, '$&\u200b');
}
