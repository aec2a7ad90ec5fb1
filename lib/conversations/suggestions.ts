import { createHash } from 'node:crypto';
import { type Analysis, workingDayFrom } from '../analysis/index.ts';
import type { Queryable } from '../database/types.ts';
import type { MailVerdict, Trust } from '../mail/types.ts';
import { dayNamed } from '../mail/verdict/absence.ts';
import { isPersons } from '../mail/verdict/person.ts';
import type { Author } from '../portals/author.ts';
import type { Contact } from './contacts.ts';
import { currentAnalysis } from './current-analysis.ts';
import { isTrusted, type MessageKind, trusted } from './messages.ts';

/** Somebody whom a reply names, or who wrote it: `address` in lower case, a name may be missing, not both. */
export type SuggestedPerson = { name: string; address: string | null };

/**
 * What a reply suggests and nobody does unasked. `key` is of the person or the day, so that a second reply that says the
 * same suggests nothing new. `day`: `2026-12-07`, a working day; `words`: how they said it.
 */
export type Suggestion = { messageId: string; key: string } & (
  | { kind: 'referral' | 'colleague'; person: SuggestedPerson }
  | { kind: 'return' | 'later'; day: string; words: string }
);
export type SuggestionKind = Suggestion['kind'];

/** Of a message, what suggestions rest on. */
export type Suggesting = {
  id: string;
  kind: MessageKind;
  author: Author;
  mailKind: MailVerdict['kind'] | null;
  absence: MailVerdict['absence'];
  trust: Trust | null;
  acceptedAt: Date | null;
  occurredAt: Date;
  analysis: Analysis | null;
};

type About = { contact: Pick<Contact, 'name' | 'addresses'>; today: string };

/** What one reply suggests, each person and each day once. `today`: in the account's time zone. */
export function suggestionsOf(message: Suggesting, about: About): Suggestion[] {
  if (!isTrusted(message)) return [];
  const people = [referralOf(message, about), colleagueOf(message, about)].filter((one) => one !== null);
  const days = [returnOf(message), laterOf(message)].filter((one) => one !== null && one.day > about.today);
  const all = [...people, ...days].filter((one) => one !== null);
  return all.filter(({ key }, n) => all.findIndex((one) => one.key === key) === n);
}

function referralOf(message: Suggesting, { contact }: About): Suggestion | null {
  const { id, author, analysis } = message;
  const person = referred(analysis);
  if (!person) return null;
  const own = [...contact.addresses, author.address?.toLowerCase()];
  const names = [contact.name, author.name].map(folded);
  if (person.address ? own.includes(person.address) : names.includes(folded(person.name))) return null;
  return { messageId: id, key: keyOf(person), kind: 'referral', person };
}

function colleagueOf(message: Suggesting, { contact }: About): Suggestion | null {
  const { id, kind, author, mailKind, trust, acceptedAt } = message;
  const person = writerOf(author);
  if (kind !== 'reply' || !mailKind || !isPersons({ kind: mailKind }) || !person?.address) return null;
  // Whoever a person said is the contact has an address of the contact's from then on.
  if (contact.addresses.includes(person.address) || !(trust === 'colleague' || acceptedAt)) return null;
  return { messageId: id, key: keyOf(person), kind: 'colleague', person };
}

/** The person of whom such a suggestion of a reply is, as the reply stands now; null where it names nobody (any more). */
export const suggestedPerson = (
  kind: unknown,
  { author, analysis }: Pick<Suggesting, 'author' | 'analysis'>,
): SuggestedPerson | null => (kind === 'referral' ? referred(analysis) : writerOf(author));

const REFERRING: ReadonlySet<Analysis['kind']> = new Set(['human', 'auto_reply']);

function referred(analysis: Analysis | null): SuggestedPerson | null {
  if (!analysis?.referral || !REFERRING.has(analysis.kind)) return null;
  const { name, address } = analysis.referral;
  const person = { name: name?.trim() ?? '', address: address?.trim().toLowerCase() || null };
  return person.name || person.address ? person : null;
}

function writerOf({ name, address }: Author): SuggestedPerson | null {
  return address ? { name: name === address ? '' : name, address: address.toLowerCase() } : null;
}

function returnOf({ id, mailKind, absence, analysis, occurredAt }: Suggesting) {
  const words = absence?.until ?? analysis?.absence?.until;
  if (!words || (mailKind !== 'out_of_office' && analysis?.kind !== 'out_of_office')) return null;
  const named = dayNamed(words, occurredAt);
  if (!named) return null;
  const day = workingDayFrom(named);
  return { messageId: id, key: `return:${day}`, kind: 'return' as const, day, words };
}

function laterOf({ id, analysis }: Suggesting) {
  if (analysis?.kind !== 'human' || !analysis.later) return null;
  const { day, when } = analysis.later;
  return { messageId: id, key: `later:${day}`, kind: 'later' as const, day, words: when };
}

const folded = (name: string): string => name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim();
const keyOf = ({ name, address }: SuggestedPerson): string =>
  `person:${createHash('sha256')
    .update(address ?? folded(name))
    .digest('hex')
    .slice(0, 20)}`;

/** Replies by their ids, as far as they are trusted. */
export async function suggestingMessages(sql: Queryable, ids: string[]): Promise<Suggesting[]> {
  if (ids.length === 0) return [];
  return sql<Suggesting[]>`
    select ${columns(sql)} from messages m
    where id = any(${ids}::uuid[]) and direction = 'incoming' and ${trusted(sql)} order by occurred_at desc`;
}

/** The newest replies of a contact since then. */
export async function recentSuggesting(
  sql: Queryable,
  contactId: string,
  { since, limit }: { since: Date; limit: number },
): Promise<Suggesting[]> {
  return sql<Suggesting[]>`
    select ${columns(sql)} from messages m
    where contact_id = ${contactId} and direction = 'incoming' and occurred_at >= ${since} and ${trusted(sql)}
    order by occurred_at desc, id desc limit ${limit}`;
}

const columns = (sql: Queryable) => sql`
  id, kind, author, mail_kind as "mailKind", absence, trust, accepted_at as "acceptedAt", occurred_at as "occurredAt",
  (${currentAnalysis(sql)}) as analysis`;
