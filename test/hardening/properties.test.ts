import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { confirmationInput } from '../../cards/dto/result.ts';
import { forwardAddressInput, settingsInput, userSettingsInput } from '../../cards/dto/settings.ts';
import { statusInput } from '../../cards/dto/status.ts';
import { acceptSenderInput, correctionInput, logInput, timelineQuery } from '../../cards/dto/timeline.ts';
import { checkEvidence } from '../../lib/analysis/evidence.ts';
import { blankAnalysis } from '../../lib/analysis/rules/blank-analysis.ts';
import { signatureProblem } from '../../lib/hubspot/signature.ts';
import { readSignedQuery } from '../../lib/hubspot/signed-query.ts';
import { decodePost, MalformedPostError } from '../../lib/mail/incoming/decode-post.ts';
import { readPost } from '../../lib/mail/incoming/read-post.ts';
import { redactTokens } from '../../lib/mail/own-marks/redact.ts';
import { findTokens } from '../../lib/mail/own-marks/reply-address.ts';
import { splitReply } from '../../lib/mail/reply-text/index.ts';
import { signV3 } from '../sandbox/hubspot/outgoing/signing.ts';
import { multipart } from '../support/inbound-post.ts';

/**
 * Whatever comes in, nothing throws what it should not, nothing takes a second, and what is promised holds. A short form
 * here; `npm run test:properties` runs each 10,000 times, one in a hundred with an input of up to 2 MB.
 */
const numRuns = Number(process.env.PROPERTY_RUNS ?? 100);
const LONGEST = 2_000_000;
const SLOWEST_MS = 1_000;

/** One in a hundred repeats itself up to 2 MB. */
const sized = (small: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 99, arbitrary: small },
    {
      weight: 1,
      arbitrary: fc.tuple(small, fc.integer({ min: 10_000, max: LONGEST })).map(([text, length]) =>
        (text || 'x')
          .repeat(Math.ceil(length / (text.length || 1)))
          .slice(0, length)
          .toWellFormed(),
      ),
    },
  );
const anyText = sized(
  fc
    .array(
      fc.oneof(
        fc.string({ unit: 'binary', maxLength: 60 }),
        fc.string({ unit: 'grapheme', maxLength: 60 }),
        fc.constantFrom(
          '\r\n',
          '\n',
          '> ',
          '<div>',
          '</p>',
          '&nbsp;',
          '=?utf-8?b?',
          '?=',
          '=3D',
          '%40',
          '@',
          'reply+',
          ',',
        ),
      ),
      { maxLength: 20 },
    )
    .map((parts) => parts.join('')),
);
/** Of the processor, so that a busy machine fails nothing. */
const timed = async <Result>(work: () => Result): Promise<Awaited<Result>> => {
  const start = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(start);
  expect((user + system) / 1000).toBeLessThan(SLOWEST_MS);
  return result;
};
const holds = (arbitrary: fc.Arbitrary<unknown>[], property: (...given: never[]) => Promise<void>) =>
  fc.assert(
    fc.asyncProperty(fc.tuple(...arbitrary), (given) => property(...(given as never[]))),
    { numRuns },
  );

const DOMAIN = 'reply.example.com';
const token = fc.stringMatching(/^[0-9a-hjkmnp-tv-z]{16}$/);

describe(`each ${numRuns} times`, () => {
  test(
    'tokens: one of ours that stands in any text is masked, and nothing else is found afterwards',
    () =>
      holds([anyText, token, anyText], async (before: string, own: string, after: string) => {
        const text = `${before} reply+${own}@${DOMAIN} ${after}`;
        const masked = await timed(() => redactTokens(text, DOMAIN));
        expect(masked.includes(`+${own}@`)).toBe(false);
        const mail = { to: [], cc: [], deliveredTo: [], headers: [] } as never;
        const found = await timed(() =>
          findTokens({ envelope: { to: [masked.slice(0, 2_000)], from: '' }, mail }, DOMAIN),
        );
        expect(found).not.toContain(own);
      }),
    3_600_000,
  );

  test(
    'multipart: fields come out as they went in, and any bytes are a post or no post',
    () =>
      holds(
        [fc.array(anyText, { maxLength: 5 }), anyText, anyText],
        async (values: string[], junk: string, type: string) => {
          const parts = values.map((value, n) => ({ name: `field${n}`, value: `${value}.` }));
          const form = multipart([...parts, { name: 'text', value: 'words' }]);
          const post = await timed(() => decodePost(form.body, form.contentType));
          if (post.mode !== 'parsed') throw new Error('a parsed post');
          for (const { name, value } of parts) expect(Buffer.from(post.fields[name]!).toString()).toBe(value);
          for (const contentType of [form.contentType, type.slice(0, 200)]) {
            const read = timed(() => decodePost(Buffer.from(junk), contentType));
            await read.catch((error: unknown) => {
              if (!(error instanceof MalformedPostError)) throw error;
            });
          }
        },
      ),
    3_600_000,
  );

  test(
    'headers: any bytes are a mail, and no name, subject or address of it opens a line',
    () =>
      holds([anyText, anyText, anyText], async (from: string, subject: string, body: string) => {
        // What is longer is read in a thread that its time limit ends: test/hardening/bombs.test.ts.
        const [name, about] = [from.slice(0, 100_000), subject.slice(0, 100_000)];
        const source = `From: ${name}\r\nTo: ${name}\r\nSubject: ${about}\r\n\r\n${body.slice(0, 10_000)}`;
        const post = { mode: 'raw', email: Buffer.from(source), envelope: { to: [], from: '' } } as never;
        const mail = await timed(() => readPost(post));
        const lines = [mail.subject, ...[mail.from, ...mail.to].flatMap((one) => (one ? [one.name, one.address] : []))];
        for (const line of lines) expect(line).not.toMatch(/[\r\n\0]/);
      }),
    3_600_000,
  );

  test(
    'signatures and queries: only what was signed passes, and a caller is whom HubSpot appended or nobody',
    () =>
      holds([anyText, anyText, fc.nat()], async (own: string, signature: string, portalId: number) => {
        const now = new Date('2026-11-26T12:00:00Z');
        const uri = `https://app.example/cards/home?${own}&userId=7&portalId=${portalId}&userEmail=a%40b.example&appId=9`;
        const secret = 'a-secret-of-the-app';
        const headers = signV3({ secret, method: 'GET', uri, body: '' }, now);
        const request = {
          method: 'GET',
          url: uri,
          body: Buffer.alloc(0),
          timestamp: headers['x-hubspot-request-timestamp'],
        };
        const check = (signatureV3: string | undefined, url = uri) =>
          timed(() => signatureProblem({ ...request, url, signatureV3 }, { clientSecret: secret, now }));
        expect(await check(headers['x-hubspot-signature-v3'])).toBeNull();
        expect(await check(signature)).not.toBeNull();
        expect(await check(headers['x-hubspot-signature-v3'], `${uri}0`)).not.toBeNull();
        const query = await timed(() => readSignedQuery(uri.slice('https://app.example'.length)));
        expect(query === null || query.caller.portalId === String(portalId)).toBe(true);
      }),
    3_600_000,
  );

  const inputs = [
    ...[settingsInput, userSettingsInput, forwardAddressInput, statusInput, correctionInput, logInput],
    ...[acceptSenderInput, confirmationInput, timelineQuery],
  ];
  test(
    'inputs of the cards: any JSON is taken or refused, and what is taken stays within its limits',
    () =>
      holds([fc.jsonValue({ maxDepth: 4 }), anyText], async (value: unknown, text: string) => {
        const filled = {
          key: 'a-key-of-16-chars',
          text,
          address: text,
          settings: { language: text },
          occurredAt: text,
        };
        for (const input of inputs) {
          for (const given of [value, filled, typeof value === 'object' ? { ...filled, ...value } : filled]) {
            const result = await timed(() => input.safeParse(given));
            if (result.success) expect(JSON.stringify(result.data).length).toBeLessThan(400_000);
          }
        }
      }),
    3_600_000,
  );

  test(
    'reply text: every word of the new text is the mail’s own',
    () =>
      holds([anyText], async (text: string) => {
        // What is longer is read in a thread that its time limit ends: test/hardening/bombs.test.ts.
        const mail = { text: text.slice(0, 200_000), html: null } as never;
        const split = await timed(() => splitReply(mail));
        const squeezed = (words: string) => words.replace(/[\s\u00a0>]+/g, '');
        expect(squeezed(split.new).length).toBeLessThanOrEqual(squeezed(text).length + 1);
      }),
    3_600_000,
  );

  test(
    'evidence: what rests on no words of the reply is taken out, and what is kept is quoted',
    () =>
      holds([anyText, anyText], async (text: string, quote: string) => {
        const blank = blankAnalysis;
        const analysis = {
          ...blank,
          pain_points: ['It is slow'],
          evidence: { ...blank.evidence, pain_points: [quote] },
        };
        const input = { text, subject: '', sentText: null } as never;
        const { analysis: kept } = await timed(() => checkEvidence(analysis, input));
        expect(kept.pain_points.length).toBe(kept.evidence.pain_points.length);
        const flat = (words: string) => words.normalize('NFKC').replace(/\s+/g, ' ').toLowerCase();
        if (kept.pain_points.length > 0) expect(quote.trim()).not.toBe('');
        for (const words of kept.evidence.pain_points)
          expect(flat(text).length).toBeGreaterThanOrEqual(flat(words).length);
      }),
    3_600_000,
  );
});
