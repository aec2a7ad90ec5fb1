import sanitizeHtml from 'sanitize-html';
import { nestsTooDeep } from '../../html-nesting.ts';
import { PAPER, PAPER_STYLE, type Paint, readable } from './colors.ts';
import { paragraphMargins, paragraphStyle } from './paragraphs.ts';

const COLOR = /^(#[0-9a-f]{3,8}|[a-z]{3,20}|rgba?\([\d\s.,%]{1,40}\))$/i;
/** A letter of less cannot be read. */
const FONT_SIZE =
  /^(?:[1-9]\d{1,3}(?:\.\d+)?|[4-9](?:\.\d+)?)(px|pt)$|^(?:0?\.[3-9]\d*|[1-9]\d?(?:\.\d+)?)(em|rem|ex)$|^(?:[3-9]\d|\d{3})(?:\.\d+)?%$/;
/** Never negative: a mail must not move itself over what we say about it. */
const LENGTH = /^[\d.]{1,8}(px|pt|em|rem|ex|%|in|cm|mm)?$/;
const LENGTHS = /^(\s*[\d.]{1,8}(px|pt|em|rem|ex|%|in|cm|mm)?|\s*auto){1,4}$/;
const BORDER = /^[\w\s#.,()%-]{1,80}$/;

/**
 * How a mail looks, without what it could do: no positions, no images by CSS, and no `display`, so that hidden text
 * shows.
 */
const STYLES: Record<string, RegExp[]> = {
  color: [COLOR],
  'background-color': [COLOR],
  background: [COLOR],
  'font-family': [/^[\w\s"',-]{1,120}$/],
  'font-size': [FONT_SIZE, /^[a-z-]{1,10}$/],
  'font-weight': [/^\w{1,10}$/],
  'font-style': [/^[a-z]{1,10}$/],
  'text-align': [/^[a-z]{1,10}$/],
  'text-decoration': [/^[a-z\s-]{1,30}$/],
  'line-height': [/^0?[.]?[1-9][\d.]{0,6}(px|pt|em|rem|%)?$/, /^normal$/],
  'vertical-align': [/^[a-z-]{1,15}$/],
  'white-space': [/^[a-z-]{1,15}$/],
  width: [LENGTH],
  'max-width': [LENGTH],
  height: [LENGTH],
  margin: [LENGTHS],
  'margin-left': [LENGTH],
  'margin-right': [LENGTH],
  'margin-top': [LENGTH],
  'margin-bottom': [LENGTH],
  padding: [LENGTHS],
  'padding-left': [LENGTH],
  'padding-right': [LENGTH],
  'padding-top': [LENGTH],
  'padding-bottom': [LENGTH],
  border: [BORDER],
  'border-left': [BORDER],
  'border-right': [BORDER],
  'border-top': [BORDER],
  'border-bottom': [BORDER],
  'border-collapse': [/^[a-z]{1,10}$/],
};

const TAGS = (
  'a abbr address article b bdi bdo big blockquote br caption center cite code col colgroup dd del details dfn div dl dt em figcaption figure ' +
  'font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark nav ol p pre q s samp section small span strike strong sub summary ' +
  'sup table tbody td tfoot th thead time tr tt u ul var wbr'
).split(' ');
const SHOWN = new Set([...TAGS, 'body']);

/** A larger one is a bomb or a newsletter; the text stands in for it. */
const HTML_LENGTH = 512 * 1024;

/**
 * The HTML of a mail for a forward: its looks and inline images (`cid:`), no script, form, frame, remote image or other
 * thing that acts or calls home. Null for HTML so large or deep that reading it is no use.
 */
export function sanitizeMailHtml(html: string): string | null {
  if (html.length > HTML_LENGTH || nestsTooDeep(html)) return null;
  const margins = paragraphMargins(html);
  const painted: Paint[] = [PAPER];
  let colored = false;
  const shown = sanitizeHtml(html, {
    onOpenTag: (name, attribs) => {
      const around = painted.at(-1)!;
      painted.push(SHOWN.has(name) ? readable(attribs, around).paint : around);
    },
    onCloseTag: () => {
      painted.pop();
    },
    transformTags: {
      // Its ground is the mail's.
      body: (_, attribs) => ({ tagName: 'div', attribs }),
      p: (tagName, attribs) => ({ tagName, attribs: { ...attribs, style: paragraphStyle(margins, attribs) } }),
      '*': (tagName, attribs) => {
        const seen = readable(attribs, painted.at(-2) ?? PAPER);
        colored ||= seen.colored;
        return { tagName, attribs: seen.attributes };
      },
    },
    allowedTags: TAGS,
    allowedAttributes: {
      '*': ['style', 'dir', 'lang', 'align', 'valign', 'bgcolor', 'width', 'height', 'title'],
      a: ['href', 'name'],
      img: ['src', 'alt', 'border', 'hspace', 'vspace'],
      font: ['color', 'face', 'size'],
      table: ['border', 'cellpadding', 'cellspacing'],
      td: ['colspan', 'rowspan', 'nowrap'],
      th: ['colspan', 'rowspan', 'nowrap'],
      ol: ['start', 'type'],
    },
    allowedStyles: { '*': STYLES },
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowedSchemesByTag: { img: ['cid'] },
    allowProtocolRelative: false,
    disallowedTagsMode: 'discard',
    nonTextTags: [
      'script',
      'style',
      'textarea',
      'option',
      'noscript',
      'title',
      'template',
      'xmp',
      'iframe',
      'object',
      'svg',
      'math',
    ],
    exclusiveFilter: ({ tag, attribs }) => tag === 'img' && !attribs.src?.toLowerCase().startsWith('cid:'),
  }).trim();
  return colored ? `<div style="${PAPER_STYLE}">${shown}</div>` : shown;
}
