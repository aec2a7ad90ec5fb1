/**
 * A customer's words as a value of HubSpot's that does nothing wherever it is used: `{{ }}`, `{% %}` and `{# #}` are HubL in
 * templates and emails (a zero-width space parts the braces), and a value that begins like a formula is one in the
 * spreadsheet that an export is opened with (OWASP, "CSV Injection": an apostrophe in front makes it text).
 */
export function inertValue(text: string): string {
  const braces = inertText(text);
  return /^[=+\-@\t\r＝＋－＠]/.test(braces) ? `'${braces}` : braces;
}

/** The same for text that stands inside a body, where only braces could act. */
export function inertText(text: string): string {
  return text.replace(/\{(?=[{%#])/g, '{\u200b');
}
