import { readPost } from '../../../lib/mail/incoming/read-post.ts';
import { splitReply } from '../../../lib/mail/reply-text/index.ts';
import type { GeneratedMail } from './generated-mail.ts';

const squash = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').trim();

/** Which of the writer's lines are missing from the new text, and which of ours are in it. */
export async function readGenerated({ post, written, sent }: GeneratedMail) {
  const mail = await readPost(post);
  const text = squash(splitReply({ text: mail.text, html: mail.html, sent: [{ text: sent.join('\n') }] }).new);
  return {
    text,
    lost: written.filter((line) => !text.includes(squash(line))),
    kept: sent.filter((line) => text.includes(squash(line))),
  };
}
