import { LANGUAGES, type Language } from '../../../language.ts';
import { domainOf } from '../../addresses.ts';
import { isMaskedAddress } from '../../own-marks/redact.ts';
import type { IncomingMail, MailAddress } from '../../types.ts';
import { displayName, oneLine } from '../mail.ts';
import { WORDS, type Words } from '../words.ts';

/** More names than these say nothing more; the record has them all. */
const NAMES_SHOWN = 5;

export type LineOf = Pick<IncomingMail, 'from' | 'to' | 'cc'>;

/**
 * What stands above a forwarded mail, without its link: `John Carter · northwind.example · in copy: Petra Vos`. It says
 * nothing that would harm anybody who finds it quoted.
 */
export function forwardLine({ from, to, cc }: LineOf, words: Words): string {
  const domain = domainOf(from?.address ?? '');
  const copied = [...to, ...cc].filter(({ address }) => address.includes('@') && !isMaskedAddress(address));
  const names = copied.slice(0, NAMES_SHOWN).map(({ name, address }) => displayName(name) || oneLine(address, 254));
  const more = copied.length > NAMES_SHOWN ? ` +${copied.length - NAMES_SHOWN}` : '';
  return [
    senderName(from, words),
    ...(domain === '' ? [] : [domain]),
    ...(names.length > 0 ? [`${words.inCopy}: ${names.join(', ')}${more}`] : []),
  ].join(' · ');
}

export function senderName(from: MailAddress | null, words: Words): string {
  if (!from?.address) return words.unknownName;
  return displayName(from.name) || displayName(from.address.split('@')[0]!);
}

type FileFacts = { filename: string; size: number };

/** A file that travels as a link. */
export const linkedLine = ({ filename, size }: FileFacts, words: Words, language: Language): string =>
  `${words.tooLarge}: ${oneLine(filename)} (${megabytes(size, language)})`;

export const blockedLine = (filenames: string[], words: Words): string =>
  `${words.blocked}: ${filenames.map((filename) => oneLine(filename)).join(', ')}`;

function megabytes(bytes: number, language: Language): string {
  return `${new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(bytes / 1024 / 1024)} MB`;
}

/** Everything that a forward of this mail may have said above it, in each language that it may have been written in. */
export function linesOfForward(mail: LineOf, files: (FileFacts & { blocked: boolean })[]): string[] {
  const blocked = files.filter((file) => file.blocked).map(({ filename }) => filename);
  return LANGUAGES.flatMap((language) => {
    const words = WORDS[language];
    return [
      `${forwardLine(mail, words)} · ${words.open}`,
      ...files.filter((file) => !file.blocked).map((file) => linkedLine(file, words, language)),
      ...(blocked.length > 0 ? [blockedLine(blocked, words)] : []),
      words.notFullyRead,
    ];
  });
}
