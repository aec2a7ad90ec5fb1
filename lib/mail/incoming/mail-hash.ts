import { createHash, type Hash } from 'node:crypto';
import type { InboundPost } from '../types.ts';
import { headerEnd, splitFields } from './mime/header-block.ts';

/**
 * What makes a mail the same mail again: SHA-256, in hex, of it without the trace lines on top (which differ between two
 * deliveries of one mail) and without SMTP's envelope (one mail may go to two addresses of one conversation). SendGrid
 * sends no id of its own with a post.
 */
export function hashMail(post: InboundPost): string {
  const hash = createHash('sha256');
  if (post.mode === 'raw') {
    add(hash, 'email', withoutTrace(post.email));
    return hash.digest('hex');
  }
  for (const [name, value] of Object.entries(post.fields).sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (DELIVERY_FIELDS.has(name.toLowerCase())) continue;
    add(hash, name, name === 'headers' ? withoutTrace(value) : value);
  }
  const files = [...post.files].sort((a, b) => (a.field < b.field ? -1 : 1));
  for (const file of files) add(hash, `file:${file.field}:${file.filename}`, file.content);
  return hash.digest('hex');
}

/** What SendGrid found out about the delivery rather than what the mail says. */
const DELIVERY_FIELDS = new Set(['envelope', 'spf', 'dkim', 'sender_ip', 'spam_score', 'spam_report', 'charsets']);

/** Name and length in front of each value, so that no two posts share one stream of bytes. */
function add(hash: Hash, name: string, value: Uint8Array): void {
  hash.update(`${name}\n${value.length}\n`).update(value);
}

/** What the servers on the way put on top; RFC 5321 4.4 and the recipients' own marks. */
const TRACE = /^(received|x-received|return-path|delivered-to|x-original-to|envelope-to)[ \t]*:/i;

function withoutTrace(message: Uint8Array): Uint8Array {
  let start = 0;
  for (const field of splitFields(message.subarray(0, headerEnd(message)))) {
    const name = Buffer.from(field.subarray(0, 20)).toString('latin1');
    if (!TRACE.test(name)) break;
    start += field.length;
  }
  return message.subarray(start);
}
