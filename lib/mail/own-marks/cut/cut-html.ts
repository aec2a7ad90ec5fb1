import { DomUtils, parseDocument } from 'htmlparser2';
import { nestsTooDeep } from '../../html-nesting.ts';
import { findEdits } from './find-edits.ts';
import type { Edit, OurMarks } from './marks.ts';

type Document = ReturnType<typeof parseDocument>;
type Node = Document['children'][number];
type Element = Extract<Node, { attribs: Record<string, string> }>;
type ParentNode = Extract<Node, { children: Node[] }>;
type Text = Extract<Node, { data: string }>;

/** A text node and where it begins in the text that a reader sees. */
type Run = { node: Text; at: number };

const UNSEEN = new Set(['style', 'script', 'head', 'title', 'template']);
/** What begins on a line of its own. */
const BLOCKS = new Set(
  'address blockquote br center dd div dl dt h1 h2 h3 h4 h5 h6 hr li ol p pre table td th tr ul'.split(' '),
);
/** Shows something, or holds the table together, though it has no words. */
const KEPT = new Set(['td', 'th', 'tr', 'tbody', 'table', 'body', 'html', 'blockquote']);
const SHOWS = new Set(['img', 'hr', 'video', 'object', 'svg', 'input']);

/**
 * HTML without our marks and otherwise as its program wrote it. Read as the text that a reader sees, so that tags inside a
 * line of ours hide nothing; what is empty then goes too. Null for a nesting that no program writes.
 */
export function cutHtml(html: string, marks: OurMarks): string | null {
  if (nestsTooDeep(html)) return null;
  const document = parseDocument(html);
  const { text, runs } = visibleText(document.children);
  const touched = new Set<Node>(applyEdits(runs, findEdits(text, marks)));
  const elements = DomUtils.findAll(() => true, document.children);
  const links = new Set<Node>(elements.filter((element) => isOurLink(element, marks)));
  takeOut(document, (node) => links.has(node) || (touched.has(node) && isEmpty(node)));
  for (const element of elements) cutAttributes(element, marks);
  return DomUtils.getOuterHTML(document, { encodeEntities: 'utf8' });
}

/** Also where a gateway put its own address before ours. */
function isOurLink({ name, attribs }: Element, { publicUrl }: OurMarks): boolean {
  if (name !== 'a' || !attribs.href) return false;
  return decoded(attribs.href).toLowerCase().includes(`${publicUrl.toLowerCase()}/`);
}

function decoded(href: string): string {
  try {
    return decodeURIComponent(href);
  } catch {
    return href;
  }
}

function cutAttributes({ attribs }: Element, marks: OurMarks): void {
  for (const [name, value] of Object.entries(attribs)) {
    const edits =
      value.length > 10 ? findEdits(value, { ...marks, lines: [], names: [], subjectMarks: [], subjects: [] }) : [];
    if (edits.length > 0) attribs[name] = edited(value, edits, 0);
  }
}

function visibleText(nodes: Node[]): { text: string; runs: Run[] } {
  const runs: Run[] = [];
  let text = '';
  const read = (node: Node) => {
    if (node.type === 'text') {
      runs.push({ node: node as Text, at: text.length });
      text += (node as Text).data;
    } else if ('children' in node) {
      const name = 'name' in node ? node.name : '';
      if (UNSEEN.has(name)) return;
      if (BLOCKS.has(name)) text += '\n';
      for (const child of node.children as Node[]) read(child);
      if (BLOCKS.has(name)) text += '\n';
    }
  };
  for (const node of nodes) read(node);
  return { text, runs };
}

/** Each edit in the nodes that it runs over: what takes its place stands in the first of them. */
function applyEdits(runs: Run[], edits: Edit[]): Text[] {
  const touched: Text[] = [];
  let next = 0;
  for (const { node, at } of runs) {
    const end = at + node.data.length;
    while (next < edits.length && edits[next]!.to <= at) next++;
    let last = next;
    while (last < edits.length && edits[last]!.from < end) last++;
    const within = edits
      .slice(next, last)
      .map(({ from, to, by }) => ({ from: Math.max(from, at), to: Math.min(to, end), by: from >= at ? by : '' }));
    if (within.length === 0) continue;
    node.data = edited(node.data, within, at);
    touched.push(node);
  }
  return touched;
}

function edited(text: string, edits: Edit[], offset: number): string {
  let shown = '';
  let at = 0;
  for (const { from, to, by } of edits) {
    shown += text.slice(at, from - offset) + by;
    at = to - offset;
  }
  return shown + text.slice(at);
}

/** In one pass, with what has become empty thereby. Returns whether a child of `parent` went. */
function takeOut(parent: Document | ParentNode, isToGo: (node: Node) => boolean): boolean {
  const stays = (node: Node) => {
    if (isToGo(node)) return false;
    if (!('children' in node) || !takeOut(node, isToGo)) return true;
    return ('name' in node && KEPT.has(node.name)) || !isEmpty(node);
  };
  const kept = parent.children.filter(stays);
  const went = kept.length < parent.children.length;
  parent.children = kept;
  return went;
}

function isEmpty(node: Node): boolean {
  if (node.type === 'text') return /^[\s\u00a0·:.]*$/.test((node as Text).data);
  if (!('children' in node)) return true;
  if ('name' in node && SHOWS.has(node.name)) return false;
  return (node.children as Node[]).every(isEmpty);
}
