import type { AttachmentPart } from '../attachments.ts';
import { htmlToText, textToHtml } from './body-formats.ts';
import { MAIL_LIMITS } from './limits.ts';
import type { MimePart } from './mime-tree.ts';
import { readTextPart, shownAs } from './text-part.ts';

export type Bodies = { text: string | null; html: string | null; parts: AttachmentPart[] };

/** Parts that stand for one another: those of a multipart/alternative, or one alone. */
type Group = { plain: string[]; html: string[] };

/**
 * The bodies and files of a message. Text and HTML are each complete: where a stretch of the mail has only one of them
 * (Apple Mail around a file, a list's footer), it is put into the other's words too.
 */
export function readBodies(root: MimePart): Bodies {
  const leaves = leavesOf(root, null);
  const hints = leaves.flatMap(({ part }) => (part.params.charset ? [part.params.charset] : []));
  const groups = new Map<MimePart, Group>();
  const files: MimePart[] = [];
  const shown = bodyLeaves(leaves);
  for (const { part, group } of leaves) {
    const kind = shown.has(part) ? shownAs(part.type) : null;
    if (kind === null) {
      files.push(part);
      continue;
    }
    const entry = groups.get(group) ?? { plain: [], html: [] };
    groups.set(group, entry);
    entry[kind].push(readTextPart(part, hints));
  }
  const all = [...groups.values()];
  const html = all.some((group) => group.html.length > 0) ? joined(all, htmlOf) : null;
  return {
    text: all.some((group) => group.plain.length > 0) ? joined(all, plainOf) : null,
    html,
    parts: files.filter(({ content }) => content.length > 0).map((part) => fileOf(part, html ?? '')),
  };
}

type Leaf = { part: MimePart; group: MimePart };

function leavesOf(part: MimePart, alternative: MimePart | null): Leaf[] {
  if (part.children.length === 0) return [{ part, group: alternative ?? part }];
  const next = part.type === 'multipart/alternative' ? part : alternative;
  return part.children.flatMap((child) => leavesOf(child, next));
}

/** What is shown as the mail's words. A mail that has none but in a nameless "attachment" is that attachment. */
function bodyLeaves(leaves: Leaf[]): Set<MimePart> {
  const texts = leaves.filter(({ part }) => shownAs(part.type) !== null).map(({ part }) => part);
  const inline = texts.filter(({ disposition }) => disposition !== 'attachment');
  if (inline.length > 0) return new Set(inline);
  return new Set(texts.filter(({ filename }) => filename === null).slice(0, 1));
}

function joined(groups: Group[], of: (group: Group) => string[]): string {
  return groups.flatMap(of).join('\n').slice(0, MAIL_LIMITS.bodyCharacters);
}

function plainOf({ plain, html }: Group): string[] {
  return plain.length > 0 ? plain : html.map(htmlToText);
}

function htmlOf({ plain, html }: Group): string[] {
  return html.length > 0 ? html : plain.map(textToHtml);
}

function fileOf(part: MimePart, html: string): AttachmentPart {
  const { contentId, type } = part;
  const shown = contentId !== null && contentId !== '' && html.includes(`cid:${contentId}`);
  return {
    filename: part.filename,
    contentType: type,
    contentId,
    inline: shown || (part.disposition === 'inline' && type.startsWith('image/')),
    content: part.content,
  };
}
