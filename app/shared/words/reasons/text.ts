import type { Reason, ReasonCode } from '../../../../cards/dto/reason.ts';

/** The words of one language, with {placeholders} for a reason's parameters. */
export type ReasonWords = Record<ReasonCode, string>;

/** A reason in the reader's language; what another service said of it stands behind, as a quotation. */
export function reasonText(words: ReasonWords, { code, details }: Reason): string {
  const values: Record<string, unknown> = details;
  // A page may be older than the server whose code it reads.
  const text = (words[code] ?? code).replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
  return values.said ? `${text} “${values.said}”` : text;
}
