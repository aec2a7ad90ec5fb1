import { isBlocked } from '../../incoming/attachments.ts';
import type { MailAttachment } from '../../types.ts';
import type { OutgoingAttachment } from '../mail.ts';

/** SendGrid takes 30 MB a message (Mail Send, "Limitations"); base64 makes 27 MB of 20 and the bodies come on top. */
const ATTACHED_BYTES = 20 * 1024 * 1024;

type File = Omit<MailAttachment, 'content'> & { size: number };
/** `inline`: the HTML shows it. */
export type Sorted<A> = { attached: { file: A; inline: boolean }[]; linked: A[]; blocked: A[] };

/**
 * What of a mail's files travels in the forward: inline images first, since the mail is unreadable without them, then
 * the others in their order while they fit. What does not fit is linked; what runs when opened is left out.
 */
export function sortAttachments<A extends File>(attachments: A[], html: string | null): Sorted<A> {
  const sorted: Sorted<A> = { attached: [], linked: [], blocked: [] };
  const shown = (one: A) => one.inline && one.contentId !== null && (html?.includes(`cid:${one.contentId}`) ?? false);
  let room = ATTACHED_BYTES;
  for (const one of [...attachments.filter(shown), ...attachments.filter((other) => !shown(other))]) {
    if (isBlocked(one)) sorted.blocked.push(one);
    else if (one.size > room) sorted.linked.push(one);
    else {
      room -= one.size;
      sorted.attached.push({ file: one, inline: shown(one) });
    }
  }
  return sorted;
}

export function outgoingFile<A extends MailAttachment>({
  file: { filename, contentType, contentId, content },
  inline,
}: Sorted<A>['attached'][number]): OutgoingAttachment {
  return { filename, contentType, content, inline, ...(inline && contentId ? { contentId } : {}) };
}
