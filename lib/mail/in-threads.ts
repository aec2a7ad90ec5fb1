import { isMainThread } from 'node:worker_threads';
import { move, transferableSymbol, valueSymbol } from 'piscina';
import { decodePost, MalformedPostError } from './incoming/decode-post.ts';
import { hashMail } from './incoming/mail-hash.ts';
import { readPost, readUnparsed } from './incoming/read-post.ts';
import { sanitizeMailHtml } from './outgoing/forward/sanitize.ts';
import { cutOurMarks, type OurMarks } from './own-marks/cut/index.ts';
import { findAnsweredIds, findOwnMessageIds, storedMessageId } from './own-marks/message-ids.ts';
import { redactTokens } from './own-marks/redact.ts';
import { redactAttachments } from './own-marks/redact-attached.ts';
import { redactSource } from './own-marks/redact-source.ts';
import { findTokens } from './own-marks/reply-address.ts';
import { writtenAroundQuote } from './reply-text/around-quote.ts';
import { type ReplyText, type SentMail, splitReply } from './reply-text/index.ts';
import type { AuthenticationFacts } from './sender/authentication.ts';
import type { Envelope, InboundPost, IncomingMail, MailAddress, MailVerdict } from './types.ts';
import type { OwnMarks } from './verdict/header-signals.ts';
import { judgeMail } from './verdict/index.ts';

/** What runs in a thread (lib/threads.ts), since a stranger decides how much work it is: plain data in, plain data out. */

export type StoredPost = { contentType: string; body: Uint8Array };

/** A post of SendGrid, taken apart and read as a mail, with what says where it belongs. */
export type OpenedPost = {
  /** Its attachments hold no usable reply address of ours; its text and headers still do. */
  mail: IncomingMail;
  /** With the reply addresses in it masked. */
  subject: string;
  envelope: Envelope;
  authentication: AuthenticationFacts;
  /** Of the server that handed the mail to SendGrid. */
  senderIp: string | null;
  /** Tokens of our reply addresses among the recipients; usable, so they are never stored. */
  tokens: string[];
  /** Ids under our domain that the mail refers to; whether one is ours is for `readOwnMessageId` to say. */
  ownMessageIds: string[];
  /** Of these the ones that it answers. */
  answeredIds: string[];
  /** Hex; the same for the same mail that comes again, whoever it is addressed to. */
  hash: string;
};
export type Malformed = { malformed: string };

type ToOpen = StoredPost & { replyDomain: string };

/** `malformed`: there is no mail in it, and why; a thread gives no error of our own classes back. */
export async function openPost({ contentType, body, replyDomain }: ToOpen): Promise<OpenedPost | Malformed> {
  const post = await decoded(body, contentType);
  return 'malformed' in post ? post : handedOver(opened(post, await readPost(post), replyDomain));
}

/** The same without a look into the mail's MIME structure, for one that took too long. */
export async function openUnparsed(input: ToOpen & { problem: string }): Promise<OpenedPost | Malformed> {
  const post = await decoded(input.body, input.contentType);
  if ('malformed' in post) return post;
  return handedOver(opened(post, await readUnparsed(post, input.problem), input.replyDomain));
}

const LARGE_FILE = 1_000_000;

/** Large files leave the thread by being handed over instead of copied; a small part of a large buffer is cheaper copied. */
function handedOver(post: OpenedPost): OpenedPost {
  const files = post.mail.attachments.map(({ content }) => content);
  const mostly = ({ byteLength, buffer }: Uint8Array) =>
    byteLength >= LARGE_FILE && 2 * byteLength > buffer.byteLength && buffer instanceof ArrayBuffer;
  const buffers = [...new Set(files.filter(mostly).map(({ buffer }) => buffer))];
  if (isMainThread || buffers.length === 0) return post;
  return move({ [transferableSymbol]: buffers, [valueSymbol]: post } as never) as never;
}

async function decoded(body: Uint8Array, contentType: string): Promise<InboundPost | Malformed> {
  return decodePost(body, contentType).catch((error: unknown) => {
    if (error instanceof MalformedPostError) return { malformed: error.message };
    throw error;
  });
}

function opened(post: InboundPost, mail: IncomingMail, replyDomain: string): OpenedPost {
  const { envelope, spf, dkim } = post;
  return {
    mail: { ...mail, attachments: redactAttachments(mail.attachments, replyDomain) },
    subject: redactTokens(mail.subject, replyDomain),
    envelope,
    authentication: { envelopeFrom: envelope.from, spf, dkim, signatures: headersNamed(mail, 'dkim-signature') },
    senderIp: post.senderIp,
    tokens: findTokens({ envelope, mail }, replyDomain),
    ownMessageIds: findOwnMessageIds(mail, replyDomain),
    answeredIds: findAnsweredIds(mail, replyDomain),
    hash: hashMail(post),
  };
}

const headersNamed = ({ headers }: IncomingMail, wanted: string): string[] =>
  headers.filter(({ name }) => name === wanted).map(({ value }) => value);

export type ReplyToRead = {
  /** Its attachments without content: it is not needed, and would be copied into the thread. */
  mail: IncomingMail;
  envelope: Envelope;
  sent: SentMail[];
  own: OwnMarks;
  /** Of a rep's answer: what of ours it quotes, which is cut before anything is read. */
  marks?: OurMarks;
  replyDomain: string;
};

/** A mail's words in parts and who or what wrote them; every reply address in it is masked. */
export type ReadReply = { text: ReplyText; verdict: MailVerdict; mail: IncomingMail };

export function readReply({ mail: given, envelope, sent, own, marks, replyDomain }: ReplyToRead): ReadReply {
  const mail = marks ? { ...given, ...cutOurMarks(given, marks) } : given;
  const split = splitReply({ text: mail.text, html: mail.html, sent });
  // A rep's mail without words of its own comes back, so words that an unmarked quote swallowed are looked for.
  const text = marks && split.new.trim() === '' ? { ...split, new: writtenAroundQuote(split.quoted, sent) } : split;
  const verdict = judgeMail({ mail, envelope, newText: text.new, own });
  return { text: redactText(text, replyDomain), verdict, mail: redactMail(mail, replyDomain) };
}

/** Nothing cut, for a mail that took too long: a leaked quote costs little, a lost sentence a deal. */
export function readWhole({ mail: given, envelope, own, marks, replyDomain }: ReplyToRead): ReadReply {
  const mail = marks ? { ...given, ...cutOurMarks({ ...given, html: null }, marks) } : given;
  const full =
    mail.text ??
    (mail.html ?? '')
      .replace(/<[^<>]*>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim();
  const text = { full, new: full, quoted: '', signature: '', confidence: 0 };
  const verdict = judgeMail({ mail: { ...mail, text: null, html: null }, envelope, newText: '', own });
  return { text: redactText(text, replyDomain), verdict, mail: redactMail(mail, replyDomain) };
}

export type MailToShow = { subject: string; html: string | null; text: string };

/** A mail as it may be shown to a rep: harmless HTML or none, every reply address masked. */
export function showMail({ subject, html, text, replyDomain }: MailToShow & { replyDomain: string }): MailToShow {
  const redact = (part: string) => redactTokens(part, replyDomain);
  return {
    subject: redact(subject),
    html: html === null ? null : sanitizeMailHtml(redact(html)),
    text: redact(text),
  };
}

function redactText(text: ReplyText, replyDomain: string): ReplyText {
  // A mail that could not be taken apart is shown as its source, encoded parts and all.
  const redact = (part: string) => redactSource(part, replyDomain, '…');
  return {
    ...text,
    full: redact(text.full),
    new: redact(text.new),
    quoted: redact(text.quoted),
    signature: redact(text.signature),
    hidden: text.hidden === undefined ? undefined : redact(text.hidden),
  };
}

function redactMail(mail: IncomingMail, replyDomain: string): IncomingMail {
  const redact = (text: string) => redactTokens(text, replyDomain);
  const redactAll = (list: MailAddress[]) =>
    list.map(({ name, address }) => ({ name: redact(name), address: redact(address) }));
  return {
    ...mail,
    from: mail.from && redactAll([mail.from])[0]!,
    messageId: mail.messageId && storedMessageId(mail.messageId, replyDomain),
    inReplyTo: mail.inReplyTo.map((id) => storedMessageId(id, replyDomain)),
    references: mail.references.map((id) => storedMessageId(id, replyDomain)),
    to: redactAll(mail.to),
    cc: redactAll(mail.cc),
    replyTo: redactAll(mail.replyTo),
    subject: redact(mail.subject),
    html: mail.html === null ? null : redact(mail.html),
  };
}
