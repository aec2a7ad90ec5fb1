import { z } from 'zod';
import type { TimelinePosition } from '../lib/conversations/screens/timeline.ts';

const content = z.tuple([z.iso.datetime(), z.uuid()]);

/** Where the next page begins. It names a position, not a number, so that new messages above shift nothing. */
export function writeCursor({ occurredAt, id }: TimelinePosition): string {
  return Buffer.from(JSON.stringify([occurredAt.toISOString(), id])).toString('base64url');
}

/** Throws ZodError where it is none of ours. */
export function readCursor(cursor: string): TimelinePosition {
  const [occurredAt, id] = z
    .string()
    .transform((text, context) => {
      try {
        return JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as unknown;
      } catch {
        context.addIssue({ code: 'custom', message: 'the cursor is none of ours' });
        return z.NEVER;
      }
    })
    .pipe(content)
    .parse(cursor);
  return { occurredAt: new Date(occurredAt), id };
}
