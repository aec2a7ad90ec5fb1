import { z } from 'zod';
import { LANGUAGES } from '../../language.ts';
import { makeLink, readLink } from './links.ts';

/** Which numbers a link downloads, and as whom. */
const reportLink = z.object({
  portalId: z.int(),
  from: z.iso.date(),
  to: z.iso.date(),
  whose: z.enum(['mine', 'team', 'everyone']),
  source: z.enum(['composer', 'workflow', 'address', 'logged']).nullable(),
  userId: z.string(),
  address: z.string(),
  language: z.enum(LANGUAGES),
});
export type ReportLink = z.infer<typeof reportLink>;

/** The last part of a link to the numbers as a spreadsheet; whoever has it can read them until it expires. */
export function writeReportLink(report: ReportLink, key: Buffer, expiresAt: Date): string {
  const text = JSON.stringify(reportLink.parse(report));
  return makeLink('numbers', Buffer.from(text).toString('base64url'), key, expiresAt);
}

/** Null where it is forged or past its time. */
export function readReportLink(link: string, key: Buffer, now: Date): ReportLink | null {
  const text = readLink('numbers', link, key, now);
  return text === null ? null : reportLink.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
}
