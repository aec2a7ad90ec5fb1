import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type SignedRequest, signatureProblem, workflowSignatureProblem } from '../../lib/hubspot/signature.ts';

const SECRET = 'yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy';
const now = new Date(1693657560000);
const options = { clientSecret: SECRET, now };

/** The example of HubSpot's own Python SDK. */
const EXAMPLE: SignedRequest = {
  method: 'POST',
  url: 'https://www.example.com/webhook_uri',
  body: Buffer.from("{'example_field':'example_value'}"),
  signatureV3: 'K36dawei4A+QBNolUOqo7s91KQDWQ5MXZ/QufNYuk/Y=',
  timestamp: '1693657560000',
};

test("HubSpot's own example is valid", () => {
  expect(signatureProblem(EXAMPLE, options)).toBeNull();
});

test('the escapes that HubSpot decodes are decoded, in either case, and no others', () => {
  const url =
    'https://app.example/cards?userEmail=ana%40vendas.example&q=%3a%2F%3F%21%24%27%28%29%2A%2C%3B&keep=%20%26%3D%25';
  const decoded = "https://app.example/cards?userEmail=ana@vendas.example&q=:/?!$'()*,;&keep=%20%26%3D%25";
  const signatureV3 = createHmac('sha256', SECRET).update(`GET${decoded}${EXAMPLE.timestamp}`).digest('base64');
  const request = { ...EXAMPLE, method: 'GET', url, body: Buffer.alloc(0), signatureV3 };
  expect(signatureProblem(request, options)).toBeNull();
});

const ATTACKS: [string, Partial<SignedRequest>, string][] = [
  ['no signature', { signatureV3: undefined }, 'missing'],
  ['an empty signature', { signatureV3: '' }, 'missing'],
  ['a cut signature', { signatureV3: EXAMPLE.signatureV3!.slice(0, -2) }, 'wrong'],
  ['a longer signature', { signatureV3: `${EXAMPLE.signatureV3}A` }, 'wrong'],
  ['another body', { body: Buffer.from("{'example_field':'other'}") }, 'wrong'],
  ['another path', { url: 'https://www.example.com/webhook_uri/' }, 'wrong'],
  ['an added parameter', { url: 'https://www.example.com/webhook_uri?portalId=2' }, 'wrong'],
  ['another method', { method: 'PUT' }, 'wrong'],
  ['no timestamp', { timestamp: undefined }, 'bad_timestamp'],
  ['a timestamp that is no number', { timestamp: 'NaN' }, 'bad_timestamp'],
  ['a timestamp in seconds', { timestamp: '1693657560' }, 'bad_timestamp'],
  ['a timestamp with more behind it', { timestamp: '1693657560000 ' }, 'bad_timestamp'],
  ['a timestamp in floating point', { timestamp: '1.69365756e12' }, 'bad_timestamp'],
  ['a timestamp of yesterday', { timestamp: String(now.getTime() - 86_400_000) }, 'too_old'],
  ['a timestamp six minutes ahead', { timestamp: String(now.getTime() + 360_000) }, 'too_old'],
];

describe('refuses', () => {
  test.each(ATTACKS)('%s', (_name, change, problem) => {
    expect(signatureProblem({ ...EXAMPLE, ...change }, options)).toBe(problem);
  });

  test('a replay after five minutes', () => {
    const later = { clientSecret: SECRET, now: new Date(now.getTime() + 300_001) };
    expect(signatureProblem(EXAMPLE, later)).toBe('too_old');
  });

  test("a request that another app's secret signed", () => {
    expect(signatureProblem(EXAMPLE, { clientSecret: 'other', now })).toBe('wrong');
  });

  test('every change of a single byte of the body', () => {
    fc.assert(
      fc.property(fc.nat(EXAMPLE.body.length - 1), fc.integer({ min: 1, max: 255 }), (index, change) => {
        const body = Buffer.from(EXAMPLE.body);
        body[index] = body[index]! ^ change;
        return signatureProblem({ ...EXAMPLE, body }, options) === 'wrong';
      }),
    );
  });
});

describe('a workflow action', () => {
  const url = 'https://app.example/webhooks/workflow-actions/send-tracked-email';
  const body = Buffer.from('{"callbackId":"ap-1"}');
  const signature = createHash('sha256').update(`${SECRET}POST${url}${body}`).digest('hex');
  const v2: SignedRequest = { method: 'POST', url, body, signature, signatureVersion: 'v2' };

  test('may be signed with version 2', () => {
    expect(workflowSignatureProblem(v2, options)).toBeNull();
  });

  test.each<[string, Partial<SignedRequest>, string]>([
    ['version 1', { signatureVersion: 'v1' }, 'missing'],
    ['another body', { body: Buffer.from('{}') }, 'wrong'],
    ['a wrong version 3 beside a right version 2', { signatureV3: 'AAAA', timestamp: String(now.getTime()) }, 'wrong'],
    ['no signature', { signature: undefined }, 'missing'],
  ])('is refused with %s', (_name, change, problem) => {
    expect(workflowSignatureProblem({ ...v2, ...change }, options)).toBe(problem);
  });

  test('version 2 opens nothing else', () => {
    expect(signatureProblem(v2, options)).toBe('missing');
  });
});
