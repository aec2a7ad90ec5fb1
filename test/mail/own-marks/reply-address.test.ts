import { describe, expect, test } from 'vitest';
import { readPost } from '../../../lib/mail/incoming/read-post.ts';
import {
  findOwnMessageIds,
  ownMessageId,
  readOwnMessageId,
  signedMessageId,
  storedMessageId,
} from '../../../lib/mail/own-marks/message-ids.ts';
import { redactTokens } from '../../../lib/mail/own-marks/redact.ts';
import { findTokens, replyAddress } from '../../../lib/mail/own-marks/reply-address.ts';
import { rawPost } from '../support.ts';
import { mailOf } from '../verdict/support.ts';

const DOMAIN = 'reply.example.com';
const TOKEN = '0123456789abcdef';
const NOBODY = { to: [], from: '' };

test('a token address', () => expect(replyAddress(TOKEN, DOMAIN)).toBe('reply+0123456789abcdef@reply.example.com'));

/** What becomes of the address on its way, each form as a To header and as an envelope recipient. */
const FORMS: Record<string, string> = {
  plain: `reply+${TOKEN}@reply.example.com`,
  bracketed: `<reply+${TOKEN}@reply.example.com>`,
  'with a name': `"Seller, Anna" <reply+${TOKEN}@reply.example.com>`,
  'its own name': `"reply+${TOKEN}@reply.example.com" <reply+${TOKEN}@reply.example.com>`,
  'upper case': `REPLY+${TOKEN.toUpperCase()}@REPLY.EXAMPLE.COM`,
  'mixed case': `Reply+0123456789AbCdEf@Reply.Example.Com`,
  'percent-encoded plus': `reply%2B${TOKEN}@reply.example.com`,
  'percent-encoded plus, lower case': `reply%2b${TOKEN}@reply.example.com`,
  'percent-encoded twice': `reply%252B${TOKEN}@reply.example.com`,
  'percent-encoded at sign': `reply%2B${TOKEN}%40reply.example.com`,
  'quoted-printable plus': `reply=2B${TOKEN}@reply.example.com`,
  'plus read as a space': `reply ${TOKEN}@reply.example.com`,
  'plus dropped': `reply${TOKEN}@reply.example.com`,
  'quoted local part': `"reply+${TOKEN}"@reply.example.com`,
  'trailing dot': `reply+${TOKEN}@reply.example.com.`,
  'sub-tag': `reply+${TOKEN}+news@reply.example.com`,
  'sub-tag with a hyphen': `reply+${TOKEN}-abc@reply.example.com`,
  'a mailto link': `<mailto:reply+${TOKEN}@reply.example.com>`,
  'look-alikes of digits': `reply+oi23456789abcdef@reply.example.com`,
  'an l for a one': `reply+0l23456789abcdef@reply.example.com`,
  BATV: `prvs=1234567890=reply+${TOKEN}@reply.example.com`,
  'old BATV': `prvs=reply+${TOKEN}/1234567890@reply.example.com`,
  'Barracuda BATV': `btv1==123abc==reply+${TOKEN}@reply.example.com`,
  SRS0: `SRS0=HHH=TT=reply.example.com=reply+${TOKEN}@forwarder.example`,
  SRS1: `SRS1=HHH=first.example==HHH=TT=reply.example.com=reply+${TOKEN}@forwarder.example`,
  VERP: `bounces-reply+${TOKEN}=reply.example.com@lists.example`,
  'a group': `Sales: reply+${TOKEN}@reply.example.com, other@acme.example;`,
  'among others': `a@acme.example, reply+${TOKEN}@reply.example.com, b@acme.example`,
};

describe.each(Object.entries(FORMS))('%s', (_name, address) => {
  test('in the envelope', () => {
    expect(findTokens({ envelope: { to: [address], from: '' }, mail: mailOf({ to: [] }) }, DOMAIN)).toEqual([TOKEN]);
  });
  test.each(['To', 'Cc', 'Delivered-To', 'X-Original-To'])('in %s', async (header) => {
    const mail = await readPost(rawPost(`${header}: ${address}\r\n\r\nx`));
    expect(findTokens({ envelope: NOBODY, mail }, DOMAIN)).toEqual([TOKEN]);
  });
});

test('an encoded word around the whole address is no hiding place', async () => {
  const word = `=?utf-8?b?${Buffer.from(`<reply+${TOKEN}@reply.example.com>`).toString('base64')}?=`;
  const mail = await readPost(rawPost(`To: ${word}\r\n\r\nx`));
  expect(findTokens({ envelope: NOBODY, mail }, DOMAIN)).toEqual([TOKEN]);
});

test('all distinct tokens come in the order in which they count', async () => {
  const token = (letter: string) => letter.repeat(16);
  const mail = await readPost(
    rawPost(
      `X-Original-To: reply+${token('f')}@${DOMAIN}\r\nDelivered-To: reply+${token('e')}@${DOMAIN}\r\nCc: reply+${token('d')}@${DOMAIN}, reply+${token('b')}@${DOMAIN}\r\nTo: reply+${token('b')}@${DOMAIN}, reply+${token('c')}@${DOMAIN}\r\n\r\nx`,
    ),
  );
  const envelope = { to: [`reply+${token('a')}@${DOMAIN}`], from: '' };
  expect(findTokens({ envelope, mail }, DOMAIN)).toEqual(['a', 'b', 'c', 'd', 'e', 'f'].map(token));
});

describe('no token', () => {
  test.each([
    ['another domain', `reply+${TOKEN}@evil.example`],
    ['a domain that goes on', `reply+${TOKEN}@reply.example.com.evil.example`],
    ['a domain with something in front', `reply+${TOKEN}@xreply.example.com`],
    ['a dot that is none', `reply+${TOKEN}@replyXexample.com`],
    ['a token too long', `reply+${TOKEN}0@reply.example.com`],
    ['a token too short', `reply+${TOKEN.slice(1)}@reply.example.com`],
    ['a letter that base32 lacks', `reply+u123456789abcdef@reply.example.com`],
    ['Cyrillic look-alikes', `reply+0123456789аbcdеf@reply.example.com`],
    ['a Kelvin sign', `reply+0123456789abcde\u212a@reply.example.com`],
    ['another prefix', `noreply+${TOKEN}@reply.example.com`],
    ['nobody', ''],
  ])('%s', async (_name, address) => {
    const mail = await readPost(rawPost(`To: ${address}\r\n\r\nx`));
    expect(findTokens({ envelope: { to: [address], from: '' }, mail }, DOMAIN)).toEqual([]);
  });

  test('in subject, body or sender', async () => {
    const address = `reply+${TOKEN}@${DOMAIN}`;
    const mail = await readPost(
      rawPost(
        `From: ${address}\r\nReply-To: ${address}\r\nSubject: ${address}\r\nTo: a@acme.example\r\n\r\n${address}`,
      ),
    );
    expect(findTokens({ envelope: { to: [], from: address }, mail }, DOMAIN)).toEqual([]);
  });
});

describe('redacting', () => {
  test.each(Object.entries(FORMS))('%s', (_name, address) => {
    const redacted = redactTokens(`Written to ${address}, thanks.`, DOMAIN);
    expect(redacted).not.toMatch(/[0-9a-z]{16}(?<!written)/i);
    expect(redacted).toMatch(/reply\+…/i);
    expect(findTokens({ envelope: { to: [redacted], from: '' }, mail: mailOf({ to: [] }) }, DOMAIN)).toEqual([]);
  });

  test('HTML entities', () => {
    expect(
      redactTokens(
        `<a href="mailto:reply&#43;${TOKEN}@reply.example.com">reply&#x2b;${TOKEN}&#64;reply.example.com</a>`,
        DOMAIN,
      ),
    ).not.toContain(TOKEN);
  });

  test.each([
    ['in JSON', `{"text":"Hello\\nreply+${TOKEN}@reply.example.com"}`],
    ['behind an escape that nobody decoded', `mailto=%0Areply%2B${TOKEN}%40reply.example.com`],
    ['behind a letter', `breply+${TOKEN}@reply.example.com`],
    ['behind a letter and split', `<b>b</b>breply+${TOKEN.slice(0, 4)}<wbr>${TOKEN.slice(4)}@reply.<wbr>example.com`],
  ])('an address %s', (_where, text) => {
    expect(redactTokens(text, DOMAIN).replaceAll('<wbr>', '')).not.toContain(TOKEN);
  });

  test('somebody else’s address that ends alike stays', () => {
    const text = `noreply+${TOKEN}@shop.example`;
    expect(redactTokens(text, DOMAIN)).toBe(text);
  });

  test('everything else stays', () => {
    const text =
      'Please reply acknowledgement to reply+x@reply.example.com, reply to the replyacknowledgements and see https://acme.example/0123456789abcdef';
    expect(redactTokens(text, DOMAIN)).toBe(text);
  });

  test('is done in time linear in the text', () => {
    const text = 'reply+0123456789abcde '.repeat(20_000);
    expect(redactTokens(text, DOMAIN)).toBe(text);
  });
});

describe('Message-IDs of ours', () => {
  const key = Buffer.alloc(32, 7);
  const uuid = '0192b1c2-3d4e-7f50-8a6b-7c8d9e0f1a2b';
  const id = ownMessageId(uuid, key, 'mail.example.com');

  test('carry the message, not the token', () => {
    expect(id).toMatch(/^0192b1c2-3d4e-7f50-8a6b-7c8d9e0f1a2b\.[0-9a-f]{16}@mail\.example\.com$/);
    expect(readOwnMessageId(id, key, 'mail.example.com')).toBe(uuid);
    expect(readOwnMessageId(` <${id.toUpperCase()}> `, key, 'MAIL.example.com')).toBe(uuid);
  });

  test.each([
    ['another key', id, Buffer.alloc(32, 8)],
    ['another message', id.replace('0192', '0193'), key],
    ['another MAC', id.replace(/\.[0-9a-f]{16}@/, '.0000000000000000@'), key],
    ['a MAC cut short', id.replace(/[0-9a-f]{4}@/, '@'), key],
    ['another domain', id.replace('mail.example', 'evil.example'), key],
    ['nonsense', 'x@mail.example.com', key],
    ['nothing', '', key],
  ])('%s is none', (_name, candidate, withKey) =>
    expect(readOwnMessageId(candidate, withKey, 'mail.example.com')).toBeNull(),
  );

  test('are found in In-Reply-To, then References from the end, then what a report returns', () => {
    const mail = mailOf({
      inReplyTo: ['b@mail.example.com'],
      references: ['d@mail.example.com', 'x@acme.example', 'c@MAIL.example.com'],
      returnedMessageIds: ['e@mail.example.com'],
    });
    expect(findOwnMessageIds(mail, 'mail.example.com')).toEqual([
      'b@mail.example.com',
      'c@MAIL.example.com',
      'd@mail.example.com',
      'e@mail.example.com',
    ]);
  });

  test('are looked at in limited number and length', () => {
    const references = Array.from({ length: 500 }, (_, n) => `${n}@mail.example.com`);
    expect(findOwnMessageIds(mailOf({ references }), 'mail.example.com')).toHaveLength(10);
    expect(
      findOwnMessageIds(mailOf({ references: [`${'x'.repeat(300)}@mail.example.com`] }), 'mail.example.com'),
    ).toEqual([]);
  });

  test('cannot be made of anything but a message', () =>
    expect(() => ownMessageId('1', key, 'mail.example.com')).toThrow(TypeError));
});

test('a Message-ID of ours is stored without what proves it, and leaves with it again', () => {
  const key = Buffer.alloc(32, 4);
  const id = ownMessageId('0190a3c4-0000-7000-8000-000000000001', key, DOMAIN);
  const stored = storedMessageId(id, DOMAIN);
  expect(stored).toBe(`0190a3c4-0000-7000-8000-000000000001@${DOMAIN}`);
  expect(readOwnMessageId(stored, key, DOMAIN)).toBeNull();
  expect(signedMessageId(stored, key, DOMAIN)).toBe(id);
  for (const other of ['abc@acme.example', 'x@y', `0190a3c4-0000-7000-8000-000000000001@acme.example`, id]) {
    expect(signedMessageId(other, key, DOMAIN)).toBe(other);
  }
  expect(storedMessageId('0190a3c4-0000-7000-8000-000000000001.0123456789abcdef@acme.example', DOMAIN)).toContain(
    '0123456789abcdef',
  );
});
