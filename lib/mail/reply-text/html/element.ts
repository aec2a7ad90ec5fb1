import type { LineMark } from '../types.ts';
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
};

export function child(parent: Element, name: string, attributes: ReadonlyMap<string, string>): Element {
  const style = attributes.size === 0 ? null : styleOf(name, attributes);
  const mark =
    parent.mark === 'boundary' || parent.mark === 'quote' ? parent.mark : (clientMark(name, attributes) ?? parent.mark);
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
  };
}
