import { LANGUAGES, type Language } from '../language.ts';
import { makeLink, readLink } from '../mail/own-marks/links.ts';

/** Who opens a page of ours about one message from a card, and in which language they read. */
export type Reader = {
  messageId: string;
  contactId: string;
  userId: string;
  /** The user's, as HubSpot signed it. */
  address: string;
  language: Language;
};

/** Long enough to open what the page shows; a page that stays open asks for a new one. */
const MINUTES = 15;

/**
 * The last part of a page's address. HubSpot signs nothing that a frame loads, so the card, whose request it did sign, gets
 * the address from us: for one user, one message of one contact, and minutes.
 */
export function makeReaderLink(
  purpose: 'email' | 'compose',
  { messageId, contactId, userId, address, language }: Reader,
  { key, now }: { key: Buffer; now: Date },
): string {
  const id = [messageId, contactId, userId, language, Buffer.from(address).toString('hex')].join('_');
  return makeLink(purpose, id, key, linkEnd(now));
}

/** When a link that is made now opens nothing any more. */
export const linkEnd = (now: Date): Date => new Date(now.getTime() + MINUTES * 60_000);

/** Null where the link is forged, for another page, or past its time. */
export function readReaderLink(
  purpose: 'email' | 'compose',
  link: string,
  { key, now }: { key: Buffer; now: Date },
): Reader | null {
  const [messageId, contactId, userId, spoken, written] = readLink(purpose, link, key, now)?.split('_') ?? [];
  const language = LANGUAGES.find((one) => one === spoken);
  if (!messageId || !contactId || !userId || !language || !written) return null;
  return { messageId, contactId, userId, language, address: Buffer.from(written, 'hex').toString() };
}
