import type { Citation, LineMark } from '../types.ts';
import { clientMark } from './clients.ts';
import { styleOf } from './visibility.ts';

export const BLOCK = new Set(
  'address article aside blockquote body center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header html hr li main nav ol p pre section table tbody td tfoot th thead title tr ul'.split(
    ' ',
  ),
);
const SPACED = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'pre', 'ul', 'ol', 'table']);
export const VOID = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '));
const UNSHOWN = new Set([
  'head',
  'style',
  'script',
  'title',
  'template',
  'noscript',
  'select',
  'textarea',
  'object',
  'iframe',
  'svg',
]);
/** Word's paragraphs have no margin. */
const UNSPACED_PARAGRAPH = /MsoNormal|MsoListParagraph/;
export const CELL = new Set(['td', 'th']);

const HEAD_CONTENT = new Set(['title', 'style', 'script', 'meta', 'link', 'base', 'noscript', 'template', 'xml']);
const ENDS_BEFORE_ITS_LIKE = new Set(['li', 'td', 'th', 'tr', 'dt', 'dd', 'option']);

/**
 * Whether an element whose end tag may be left out ends where another begins (HTML standard, 13.1.2.4 Optional tags):
 * a paragraph before any block, an item before the next, the head before what is shown.
 */
export function endsBefore(open: string, next: string): boolean {
  if (open === 'p') return BLOCK.has(next);
  if (open === 'head') return !HEAD_CONTENT.has(next);
  return ENDS_BEFORE_ITS_LIKE.has(open) && (open === next || (CELL.has(open) && (CELL.has(next) || next === 'tr')));
}

/** An open element: what it and those around it mean for the text in it. */
export type Element = {
  name: string;
  quote: number;
  /** Set apart by blank lines. */
  spaced: boolean;
  mark: LineMark;
  pre: boolean;
  hidden: boolean;
  unshown: boolean;
  whiteText: boolean;
  whiteBackground: boolean;
  tinted: boolean;
  inCell: boolean;
  cited: Citation;
};

export const ROOT: Element = {
  name: '',
  quote: 0,
  spaced: false,
  mark: null,
  pre: false,
  hidden: false,
  unshown: false,
  whiteText: false,
  whiteBackground: true,
  tinted: false,
  inCell: false,
  cited: null,
};

export function child(parent: Element, name: string, attributes: ReadonlyMap<string, string>): Element {
  const style = attributes.size === 0 ? null : styleOf(name, attributes);
  const mark =
    parent.mark === 'boundary' || parent.mark === 'quote' ? parent.mark : (clientMark(name, attributes) ?? parent.mark);
  const cited = name === 'blockquote' && parent.cited !== 'quote' ? citation(attributes, parent) : parent.cited;
  return {
    name,
    spaced: SPACED.has(name) && !UNSPACED_PARAGRAPH.test(attributes.get('class') ?? ''),
    quote: Math.min(parent.quote + (name === 'blockquote' ? 1 : 0), 100),
    mark,
    pre: parent.pre || name === 'pre' || /white-space\s*:\s*(?:-moz-)?pre/i.test(attributes.get('style') ?? ''),
    hidden: parent.hidden || (style?.hidden ?? false),
    unshown: parent.unshown || UNSHOWN.has(name),
    whiteText: style?.whiteText ?? parent.whiteText,
    whiteBackground: style?.whiteBackground ?? parent.whiteBackground,
    inCell: parent.inCell || CELL.has(name),
    cited,
    // Programs color links themselves.
    tinted: name === 'a' ? false : (style?.tinted ?? parent.tinted),
  };
}

/**
 * Programs mark what they quote: `type=cite`, a class, a line at the side. What they indent at the writer's wish has a
 * margin and no border (Gmail, Apple Mail), or stands in a cell of a layout; another without any mark may be either.
 */
function citation(attributes: ReadonlyMap<string, string>, { inCell, quote }: Element): Citation {
  const style = attributes.get('style') ?? '';
  const names = `${attributes.get('class') ?? ''} ${attributes.get('id') ?? ''}`;
  if (attributes.has('type') || attributes.has('cite') || attributes.has('data-marker')) return 'quote';
  if (/indent/i.test(names) || (/border\s*:\s*(?:none|0)/i.test(style) && /margin/i.test(style))) return 'indent';
  if (/quote|cite|replied|reply/i.test(names)) return 'quote';
  if (/border-(?:inline-start|left|right)\s*:(?!\s*(?:none|0|medium none))/i.test(style)) return 'quote';
  return inCell && quote === 0 ? 'indent' : 'bare';
}
