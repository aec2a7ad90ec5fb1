import { expect, test } from 'vitest';
import { peekEnvelope, peekEnvelopeIn } from '../../../lib/mail/incoming/peek-envelope.ts';
import { multipart, rawPost } from '../../support/inbound-post.ts';

const TO = ['reply+0123456789abcdef@reply.example.com'];
const peek = ({ body, contentType }: { body: Buffer; contentType: string }) => peekEnvelope(body, contentType);

test('the recipients of a post are seen without reading it, also of 40 MB at once', () => {
  expect(peek(multipart(rawPost('hello', { to: TO, from: 'a@b.example' })))).toEqual(TO);
  const large = multipart(rawPost(Buffer.alloc(40_000_000, 'a'), { to: TO, from: 'a@b.example' }));
  const start = performance.now();
  expect(peek(large)).toEqual(TO);
  expect(performance.now() - start).toBeLessThan(100);
});

test('an envelope that the mail itself contains is not the post’s', () => {
  const forged = '\r\n--xYzZY\r\nContent-Disposition: form-data; name="envelope"\r\n\r\n{"to":["else@x.example"]}';
  expect(peek(multipart(rawPost(forged, { to: TO, from: 'a@b.example' })))).toEqual(TO);
});

test.each([
  ['no multipart', 'hello', 'text/plain'],
  ['no envelope', multipart([{ name: 'email', value: 'x' }]).body, 'multipart/form-data; boundary=xYzZY'],
  ['no JSON in it', multipart([{ name: 'envelope', value: '{' }]).body, 'multipart/form-data; boundary=xYzZY'],
  ['something else in it', multipart([{ name: 'envelope', value: '[1]' }]).body, 'multipart/form-data; boundary=xYzZY'],
  ['nothing', '', 'multipart/form-data; boundary=xYzZY'],
])('%s: nobody', (_, body, contentType) => {
  expect(peekEnvelope(Buffer.from(body as string), contentType)).toEqual([]);
});

test('a body in pieces of any size shows the same recipients', async () => {
  const { body, contentType } = multipart([
    { name: 'envelope', value: '{"to":["else@x.example"]}' },
    ...rawPost('x'.repeat(5_000), { to: TO, from: 'a@b.example' }),
  ]);
  async function* pieces(size: number) {
    for (let at = 0; at < body.length; at += size) yield body.subarray(at, at + size);
  }
  for (const size of [1, 7, 64, 1_000, 5_100, 100_000])
    expect(await peekEnvelopeIn(pieces(size), contentType)).toEqual(TO);
});
