/** What the HTML of a known client says about a line. `boundary`: the quote begins here and runs to the end. */
export type LineMark = 'quote' | 'attribution' | 'boundary' | 'signature' | null;

/** Of a blockquote: made by a program for a quote, at the writer's wish for an indent, or without a sign of either. */
export type Citation = 'quote' | 'indent' | 'bare' | null;

export type Line = {
  /** As it is shown: quote prefixes included. */
  raw: string;
  /** Without quote prefixes, trimmed, invisible characters removed; what the rules read. */
  text: string;
  /** Levels of quoting: `>` in text, blockquotes in HTML. */
  depth: number;
  mark: LineMark;
  /** Written in a color, not in black, gray or white. */
  tinted?: boolean;
  cited?: Citation;
};

/** What was decided about a line. */
export type LineState = 'own' | 'quoted' | 'signature' | 'banner';
