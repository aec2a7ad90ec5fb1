import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readPost } from '../../lib/mail/incoming/read-post.ts';
import { splitReply } from '../../lib/mail/reply-text/index.ts';
import { judgeMail } from '../../lib/mail/verdict/index.ts';
import { arbitraryMail } from './arbitrary-mail.ts';
import { rawPost } from './support.ts';
import { OWN } from './verdict/support.ts';

/** `npm run bench` tries ten times as many. */
const RUNS = 1_000;

test('any mail is read, split and judged, and its words come out', async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryMail, async ({ message, words }) => {
      const post = rawPost(message);
      const mail = await readPost(post);
      const { full } = splitReply({ text: mail.text, html: mail.html });
      judgeMail({ mail, envelope: post.envelope, newText: full, own: OWN });
      if (words !== null) expect(full).toContain(words);
      else
        expect(mail.text !== null || mail.html !== null || mail.attachments.length > 0 || mail.headers.length > 0).toBe(
          true,
        );
    }),
    { numRuns: RUNS },
  );
}, 120_000);
