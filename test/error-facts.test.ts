import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { walk } from '../lib/cli/upload-content.ts';
import { createReplyToken } from '../lib/conversations/reply-tokens.ts';
import { errorFacts } from '../lib/error-facts.ts';
import { HubSpotError } from '../lib/hubspot/errors.ts';

const ROOT = new URL('..', import.meta.url).pathname;

test('an error is told by name, code and its first own line, never by its words', () => {
  const error = Object.assign(new TypeError('at Max (/home/max/lib/secret.ts:1:1)\n    at max@acme.example'), {
    code: 'E1',
  });
  expect(errorFacts(error)).toEqual({
    name: 'TypeError',
    code: 'E1',
    at: expect.stringMatching(/^test\/error-facts\.test\.ts:\d+$/),
  });
});

test('the line of an error from below is that of our code which called', async () => {
  const sql = (() => Promise.reject(new RangeError('max@acme.example'))) as never;
  const sentBy = { userId: null, ownerId: null, name: '', address: '' };
  const token = { portalId: 1, conversationId: '', sentMessageId: null, sentBy };
  const thrown = await createReplyToken(sql, token, { key: 'no key' as never, now: new Date(Number.NaN) }).catch(
    (error: unknown) => error,
  );
  expect(errorFacts(thrown).at).toMatch(/^lib\/conversations\/reply-tokens\.ts:\d+$/);
});

test('what HubSpot said is told by its code, without its words', () => {
  const error = new HubSpotError({ outcome: 'rejected', status: 400, category: 'INVALID', said: 'max@acme.example' });
  const told = errorFacts(error);
  expect(told.code).toBe('400 INVALID (rejected)');
  expect(JSON.stringify(told)).not.toContain('max');
});

test('whatever is thrown can be told', () => {
  expect(errorFacts('max@acme.example')).toEqual({ name: 'string' });
  expect(errorFacts(undefined)).toEqual({ name: 'undefined' });
  const bare = new Error('x');
  bare.stack = undefined;
  expect(errorFacts(bare)).toEqual({ name: 'Error' });
});

test('every log entry names an error under `err` and an account as `portalId`', async () => {
  const wrong: string[] = [];
  let entries = 0;
  for (const path of (await walk(ROOT, ROOT)).filter((each) => /^((lib|cards|webhooks)\/.*|server)\.ts$/.test(each))) {
    const text = await readFile(`${ROOT}/${path}`, 'utf8');
    for (const [entry] of text.matchAll(/\blog\.(?:fatal|error|warn|info|debug)\([^;]*/g)) {
      entries += 1;
      const facts = /^[^(]*\(\s*\{([^}]*)\}/.exec(entry)?.[1] ?? '';
      if (/\b(error|cause|portal)\b\s*[:,}]/.test(facts) || /\berr: (?!errorFacts)/.test(facts))
        wrong.push(`${path}: ${entry}`);
    }
  }
  expect(entries).toBeGreaterThan(30);
  expect(wrong).toEqual([]);
});
