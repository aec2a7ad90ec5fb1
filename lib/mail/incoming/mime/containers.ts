import { NOT_FULLY_READ } from '../../types.ts';
import type { AttachmentPart } from '../attachments.ts';
import type { Bodies } from './bodies.ts';
import { htmlToText } from './body-formats.ts';

/** Mails in mails in mails: more is an attack. */
const MAX_OPENED = 3;

export type Opened = Bodies & { problems: string[] };

/**
 * Bodies with the words of what is no text by itself: a message signed as a whole (its signature needs no key to be
 * read), Outlook's winmail.dat. The container stays among the files. `read` takes the message inside apart.
 */
export async function openContainers(
  bodies: Bodies,
  read: (message: Uint8Array) => Promise<Opened>,
  depth = 0,
): Promise<Opened> {
  let opened: Opened = { ...bodies, problems: [] };
  if (depth >= MAX_OPENED) return opened;
  for (const part of bodies.parts) {
    if (isSmime(part)) {
      const { readSmime } = await import('./smime.ts');
      const message = readSmime(part.content);
      opened = message
        ? joined(opened, await read(message))
        : { ...opened, problems: [...opened.problems, ENCRYPTED, NOT_FULLY_READ] };
    } else if (isTnef(part)) {
      const { readTnef } = await import('./tnef.ts');
      const tnef = readTnef(part.content);
      // Beside winmail.dat the words stand in a text part too, as a rule.
      if (tnef)
        opened = {
          ...(isBlank(opened) ? joined(opened, { ...tnef, problems: [] }) : opened),
          parts: [...opened.parts, ...tnef.parts],
        };
    } else if (isPgp(part)) {
      opened = { ...opened, problems: [...opened.problems, ENCRYPTED, NOT_FULLY_READ] };
    }
  }
  return opened;
}

const ENCRYPTED = 'encrypted: its words cannot be read without the key';

function joined(outer: Opened, inner: Opened): Opened {
  const problems = [...outer.problems, ...inner.problems];
  const parts = [...outer.parts, ...inner.parts];
  if (isBlank(outer)) return { text: inner.text, html: inner.html, parts, problems };
  // A list's footer, or the word of a gateway, stands around what was signed.
  return {
    text: [textOf(inner), textOf(outer)].filter((text) => text.trim() !== '').join('\n\n'),
    html: null,
    parts,
    problems,
  };
}

function textOf({ text, html }: Bodies): string {
  return text ?? (html === null ? '' : htmlToText(html));
}

export function isBlank(bodies: Bodies): boolean {
  return textOf(bodies).trim() === '';
}

type Named = Pick<AttachmentPart, 'contentType' | 'filename'>;

function isSmime({ contentType, filename }: Named): boolean {
  return (
    /^application\/(?:x-)?pkcs7-mime$/.test(contentType) ||
    (/\.p7[mz]$/i.test(filename ?? '') && /^application\//.test(contentType))
  );
}

function isTnef({ contentType, filename }: Named): boolean {
  return /^application\/(?:vnd\.)?ms-tnef$/.test(contentType) || /^winmail\.dat$/i.test(filename ?? '');
}

function isPgp({ contentType }: Named): boolean {
  return contentType === 'application/pgp-encrypted';
}
