/** Style sheets stand at the top; Outlook's is under 20 kB. */
const EXAMINED = 64 * 1024;
const RULE = /(?<![\w.#-])p(\.MsoNormal)?\s{0,20}(?:,[^{}]{0,200})?\{([^{}]{0,600})\}/gi;
const MARGIN = /(?:^|[;\s])(margin(?:-top|-bottom)?\s{0,5}:[^;}]{1,40})/gi;

export type ParagraphMargins = { every: string; outlook: string };

/**
 * The margins that a mail's style sheet gives its paragraphs, as inline style. Outlook writes every line as a paragraph
 * without margins: a mail that loses its style sheet on the way is shown with its lines far apart.
 */
export function paragraphMargins(html: string): ParagraphMargins {
  const margins = { every: '', outlook: '' };
  for (const [, outlook, rule = ''] of html.slice(0, EXAMINED).matchAll(RULE)) {
    const style = [...rule.matchAll(MARGIN)].map(([, margin]) => margin!.trim()).join(';');
    if (outlook) margins.outlook ||= style;
    else margins.every ||= style;
  }
  return margins;
}

/** The style of one paragraph: its own word counts most. */
export function paragraphStyle(margins: ParagraphMargins, attributes: Record<string, string>): string {
  const outlook = /\bMso/.test(attributes.class ?? '') ? margins.outlook : '';
  return [margins.every, outlook, attributes.style].filter(Boolean).join(';');
}
