/** What a text says that was written for many: the text for one of them, and what could not be filled in. */
export type Filled = { text: string; unresolved: string[] };

const FIELD = /\{\{\s*([a-z_.]+)\s*(?:\|\s*("[^"{}]*"|[^"{}|]*?)\s*)?\}\}/gi;
/** What looks like a field in any template language: it must never reach a customer. */
const LEFT = /\{\{[^{}]*\}\}|\{%[^%]*%\}|\{\{|\}\}/g;

/**
 * Fills in `{{ contact.firstname }}` and `{{ contact.firstname | "there" }}`, whose second part stands in for an empty
 * value. A field that is not known, or is empty without a fallback, is unresolved, and so is whatever else looks like one.
 */
export function fillMergeFields(template: string, values: Record<string, string | null | undefined>): Filled {
  const unresolved: string[] = [];
  const parts: string[] = [];
  let end = 0;
  for (const match of template.matchAll(FIELD)) {
    const [whole, name = '', fallback] = match;
    const value = values[name.toLowerCase()]?.trim() || fallback?.replace(/^"|"$/g, '');
    const before = template.slice(end, match.index);
    unresolved.push(...(before.match(LEFT) ?? []));
    if (value === undefined) unresolved.push(whole);
    parts.push(before, value ?? whole);
    end = match.index + whole.length;
  }
  const rest = template.slice(end);
  unresolved.push(...(rest.match(LEFT) ?? []));
  return { text: parts.join('') + rest, unresolved: [...new Set(unresolved)] };
}

/** A field of ours or of HubSpot's, `{{ contact.firstname }}` say, in a text that a mail program sent; prose has braces too. */
export const fieldsIn = (text: string): string[] => [
  ...new Set(text.match(/\{\{\s{0,9}[a-z]{1,40}\.[a-z_.]{1,80}[^{}\n]{0,80}\}\}/gi) ?? []),
];

/** What looks like a field of any template language in a text that goes out as it is. */
export const placeholdersIn = (text: string): string[] => [...new Set(text.match(LEFT) ?? [])];
