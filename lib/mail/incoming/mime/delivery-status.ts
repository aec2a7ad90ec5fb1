import type { DeliveryStatus, MailAttachment } from '../../types.ts';
import { decodeText } from './charset.ts';
import { headerEnd, splitFields } from './header-block.ts';
import { cleanText, messageIds } from './headers.ts';

/** More recipients than any mail of ours has. */
const RECIPIENTS_READ = 50;

/** What a delivery report (RFC 3464) says: one entry per recipient, from its `message/delivery-status` parts. */
export function readDeliveryStatus(attachments: MailAttachment[]): DeliveryStatus[] {
  return attachments
    .filter(({ contentType }) => /^message\/(global-)?delivery-status$/.test(contentType))
    .flatMap(({ content }) => statusGroups(decodeText(content.subarray(0, 256 * 1024))))
    .slice(0, RECIPIENTS_READ);
}

function statusGroups(text: string): DeliveryStatus[] {
  return text
    .replace(/\r\n?/g, '\n')
    .split(/\n[ \t]*\n/)
    .map(
      (group) =>
        new Map(
          group
            .replace(/\n[ \t]+/g, ' ')
            .split('\n')
            .map(fieldOf),
        ),
    )
    .flatMap((fields) => {
      const recipient = valueAfterType(fields.get('final-recipient') ?? fields.get('original-recipient') ?? '');
      if (recipient === '') return [];
      return [
        {
          recipient: recipient.replace(/^<|>$/g, ''),
          action: (fields.get('action') ?? '').toLowerCase().split(/[\s(]/)[0]!,
          status: /[245]\.\d{1,3}\.\d{1,3}/.exec(fields.get('status') ?? '')?.[0] ?? '',
          diagnostic: valueAfterType(fields.get('diagnostic-code') ?? '').slice(0, 1_000) || null,
        },
      ];
    });
}

function fieldOf(line: string): [string, string] {
  const colon = line.indexOf(':');
  return colon < 0 ? ['', ''] : [line.slice(0, colon).trim().toLowerCase(), cleanText(line.slice(colon + 1)).trim()];
}

/** `rfc822; max@acme.example` and `smtp; 550 5.1.1 …` without the type before the semicolon. */
function valueAfterType(value: string): string {
  return value.replace(/^[a-z0-9-]+\s*;\s*/i, '').trim();
}

/**
 * Message-IDs of the mail that a report returns: from the returned message or its headers, else from the text, where
 * servers without RFC 3464 (Exim, qmail) put the original's headers.
 */
export function readReturnedMessageIds(attachments: MailAttachment[], text: string | null): string[] {
  const returned = attachments
    .filter(({ contentType }) => /^(message\/(rfc822|global|global-headers)|text\/rfc822-headers)$/.test(contentType))
    .flatMap(({ content }) => idsOfHeaderBlock(content));
  if (returned.length > 0) return [...new Set(returned)].slice(0, 5);
  const quoted = [...(text ?? '').slice(0, 200_000).matchAll(/^[> \t]{0,8}message-id:[ \t]*(<[^<>\s]{3,500}>)/gim)];
  return [...new Set(quoted.flatMap((match) => messageIds(match[1]!)))].slice(0, 5);
}

function idsOfHeaderBlock(message: Uint8Array): string[] {
  const start = message.subarray(0, 64 * 1024);
  const field = splitFields(start.subarray(0, headerEnd(start)))
    .map((bytes) => Buffer.from(bytes).toString('latin1'))
    .find((line) => /^message-id[ \t]*:/i.test(line));
  return field === undefined ? [] : messageIds(field.slice(field.indexOf(':') + 1));
}
