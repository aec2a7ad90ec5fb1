import { createHash, type Hash } from 'node:crypto';
import type { InboundPost } from '../types.ts';
import { headerEnd, splitFields } from './mime/header-block.ts';

/**
 * What makes a post the same post again: SHA-256, in hex, of the mail without its first Received lines (which differ
 * between two deliveries of one mail) and of the envelope's recipients (one mail may go to two of our addresses).
 * SendGrid sends no id of its own with a post.
 */
export function hashPost(post: InboundPost): string {
  const hash = createHash('sha256');
  for (const recipient of [...new Set(post.envelope.to.map((to) => to.trim().toLowerCase()))].sort()) {
    add(hash, 'to', Buffer.from(recipient));
  }
  if (post.mode === 'raw') {
    add(hash, 'email', withoutFirstReceived(post.email));
    return hash.digest('hex');
  }
  for (const [name, value] of Object.entries(post.fields).sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (DELIVERY_FIELDS.has(name.toLowerCase())) continue;
    add(hash, name, name === 'headers' ? withoutFirstReceived(value) : value);
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

function withoutFirstReceived(message: Uint8Array): Uint8Array {
  let start = 0;
  for (const field of splitFields(message.subarray(0, headerEnd(message)))) {
    const name = Buffer.from(field.subarray(0, 12)).toString('latin1');
    if (!/^(received|x-received)[ \t]*:/i.test(name)) break;
    start += field.length;
  }
  return message.subarray(start);
}
