import type { AnalysisInput } from './schema.ts';

/**
 * How much of each text an analyst reads, in characters. A reply's new text is 25 words at the median and below 5,000
 * characters in all but one of 1,000; what lies behind is not read, and the analysis says so (`doubt`).
 */
export const READ = { text: 40_000, sentText: 10_000, history: 5_000, hiddenText: 20_000, line: 1_000, names: 100 };

/** The same for a model, whose every character costs; what it was not shown it cannot quote. */
export const READ_BY_MODEL: typeof READ = { ...READ, text: 24_000, sentText: 6_000, history: 2_000, line: 300 };

/** The same input with every text cut before any work is done on it. */
export function withinLimits(input: AnalysisInput, read = READ): AnalysisInput {
  const cut = (text: string, most: number) => (text.length <= most ? text : text.slice(0, most).toWellFormed());
  return {
    ...input,
    text: cut(input.text, read.text),
    subject: cut(input.subject, read.line),
    sentText: input.sentText === null ? null : cut(input.sentText, read.sentText),
    history: input.history.map((message) => ({ ...message, text: cut(message.text, read.history) })),
    ...(input.hiddenText !== undefined && { hiddenText: cut(input.hiddenText, read.hiddenText) }),
    ...(input.senderName !== undefined && { senderName: cut(input.senderName, read.line) }),
    ...(input.repName !== undefined && { repName: cut(input.repName, read.line) }),
    ...(input.product !== undefined && { product: cut(input.product, read.line) }),
    ...(input.attachmentNames && {
      attachmentNames: input.attachmentNames.slice(0, read.names).map((name) => cut(name, read.line)),
    }),
  };
}
