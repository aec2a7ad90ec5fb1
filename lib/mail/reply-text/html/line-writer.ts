import { BEYOND_ASCII, MAX_LINES, visible } from '../text-lines.ts';
import type { Line } from '../types.ts';
import { type Element, ROOT } from './element.ts';

/** Collects text into lines: white space folds, blocks begin lines, paragraphs are set apart by a blank one. */
export function lineWriter() {
  const lines: Line[] = [];
  let parts: string[] = [];
  let owner: Element = ROOT;
  let space = false;
  let gap = false;
  let below = false;
  let closing = false;
  // Beyond the limit of lines text is kept as one line more, quoted text as another.
  const rest: string[] = [];
  const restQuoted: string[] = [];

  const push = (text: string, element: Element) => {
    const quote = element.quote;
    if (lines.length >= MAX_LINES && !closing) {
      if (text !== '') (quote > 0 ? restQuoted : rest).push(text);
      return;
    }
    const shown = text.trimEnd();
    const seen = BEYOND_ASCII.test(shown) ? visible(shown) : shown;
    lines.push({
      raw: quote > 0 ? `${'> '.repeat(quote)}${shown}`.trimEnd() : shown,
      text: seen.includes('  ') ? seen.replace(/ +/g, ' ').trim() : seen.trim(),
      depth: quote,
      mark: below ? 'boundary' : element.mark,
      tinted: element.tinted,
      cited: element.cited,
    });
  };
  const flush = (): boolean => {
    const text = parts.join('');
    parts = [];
    space = false;
    if (text.trim() === '') {
      // Word writes an empty line as a paragraph with a no-break space.
      if (text.includes('\u00a0') && lines.at(-1)?.text) push('', owner);
      return false;
    }
    push(text, owner);
    return true;
  };
  const separate = (element: Element) => {
    if (gap && lines.length > 0 && lines[lines.length - 1]!.text !== '') push('', element);
    gap = false;
  };
  const add = (text: string, element: Element) => {
    if (parts.length === 0) {
      separate(element.quote < owner.quote ? element : owner);
      owner = element;
    } else if (element.mark === 'attribution' && owner.mark === null) {
      owner = element;
    }
    parts.push(text);
  };

  return {
    /** Whether all that follows is quoted. */
    isBelowBoundary: () => below,
    text(text: string, element: Element) {
      if (element.pre) {
        const rows = text.split('\n');
        rows.forEach((row, at) => {
          if (at > 0) this.newline(element);
          if (row !== '') add(row, element);
        });
        return;
      }
      const folded = text.replace(/[ \t\r\n\f]+/g, ' ');
      if (folded === ' ') {
        space = parts.length > 0;
        return;
      }
      const leading = folded.startsWith(' ') || space;
      const body = folded.trim() === '' ? folded : folded.replace(/^ | $/g, '');
      add(leading && parts.length > 0 ? ` ${body}` : body, element);
      space = folded.endsWith(' ');
    },
    newline(element: Element) {
      if (flush()) return;
      if (!gap && lines.length > 0) push('', element);
    },
    block(spaced: boolean) {
      flush();
      gap ||= spaced;
    },
    cell() {
      space = parts.length > 0;
    },
    /** A line of its own for what is known to be in the mail but not shown. */
    unseen(text: string, element: Element) {
      flush();
      push(text, element);
    },
    boundary(element: Element) {
      flush();
      below = true;
      owner = element;
    },
    finish(): Line[] {
      flush();
      closing = true;
      if (rest.length > 0) push(rest.join(' '), ROOT);
      if (restQuoted.length > 0) push(restQuoted.join(' '), { ...ROOT, quote: 1 });
      return lines;
    },
  };
}
