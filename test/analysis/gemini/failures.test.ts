import { describe, expect, test } from 'vitest';
import { AnalystError, type AnalystErrorClass } from '../../../lib/analysis/index.ts';
import { candidate, type Respond, sendJson } from '../gemini-double.ts';
import { goodAnswer, input, text, withEachPackage } from './usual-reply.ts';

withEachPackage(({ double, analystWith }) => {
  describe('what goes wrong is a typed error', () => {
    const cases: [string, Respond, AnalystErrorClass, RegExp][] = [
      ['429', (response) => sendJson(response, 429, { error: { message: 'quota' } }), 'transient', /status 429/],
      ['500', (response) => sendJson(response, 500, { error: { message: 'boom' } }), 'transient', /status 500/],
      [
        'a wrong key',
        (response) => sendJson(response, 400, { error: { message: `bad key, prompt: ${text}` } }),
        'permanent',
        /GEMINI_API_KEY/,
      ],
      [
        'a retired model',
        (response) => sendJson(response, 404, { error: { message: 'gone' } }),
        'permanent',
        /GEMINI_MODEL/,
      ],
      ['a broken connection', (response) => response.destroy(), 'transient', /could not be reached/],
      ['no JSON at all', (response) => response.end('<html>'), 'transient', /could not be reached/],
      [
        'truncated JSON',
        (response) => sendJson(response, 200, candidate(JSON.stringify(goodAnswer).slice(0, -30))),
        'unusable',
        /other than JSON/,
      ],
      [
        'prose without JSON',
        (response) => sendJson(response, 200, candidate('I would say {they like it}.')),
        'unusable',
        /other than JSON/,
      ],
      [
        'a cut answer that parses',
        (response) => sendJson(response, 200, candidate(JSON.stringify(goodAnswer), 'MAX_TOKENS')),
        'unusable',
        /MAX_TOKENS/,
      ],
      [
        'a safety stop',
        (response) => sendJson(response, 200, candidate(JSON.stringify(goodAnswer), 'SAFETY')),
        'blocked',
        /SAFETY/,
      ],
      ['recitation', (response) => sendJson(response, 200, candidate('', 'RECITATION')), 'blocked', /RECITATION/],
      [
        'a blocked prompt',
        (response) => sendJson(response, 200, { promptFeedback: { blockReason: 'PROHIBITED_CONTENT' } }),
        'blocked',
        /PROHIBITED_CONTENT/,
      ],
      ['no candidate', (response) => sendJson(response, 200, { candidates: [] }), 'transient', /without a candidate/],
      [
        'an unknown reason',
        (response) => sendJson(response, 200, candidate('{}', 'SOMETHING_NEW')),
        'transient',
        /SOMETHING_NEW/,
      ],
      [
        'a wrong enum',
        (response) => sendJson(response, 200, candidate(JSON.stringify({ ...goodAnswer, response_type: 'hot' }))),
        'unusable',
        /response_type/,
      ],
      [
        'a score of 9',
        (response) => sendJson(response, 200, candidate(JSON.stringify({ ...goodAnswer, opportunity_score: 9 }))),
        'unusable',
        /opportunity_score/,
      ],
      ['a list', (response) => sendJson(response, 200, candidate('[]')), 'unusable', /does not fit/],
      ['null', (response) => sendJson(response, 200, candidate('null')), 'unusable', /does not fit/],
    ];
    test.each(cases)('%s', async (_name, respond, errorClass, message) => {
      double().respondWith(respond);
      const error = await analystWith()(input).then(
        () => null,
        (reason: unknown) => reason,
      );
      expect(error).toBeInstanceOf(AnalystError);
      expect(error).toMatchObject({ class: errorClass, message: expect.stringMatching(message) });
      // One call: whoever calls the analyst repeats. And nothing of the mail or the key is told on.
      expect(double().requests).toHaveLength(1);
      expect(String((error as Error).message)).not.toMatch(/40 seats|secret-key/);
      expect(JSON.stringify((error as Error).cause ?? null)).not.toContain('40 seats');
    });

    test('a service that hangs, before or after its headers', async () => {
      double().respondWith(() => {});
      await expect(analystWith({ timeoutMs: 100 })(input)).rejects.toMatchObject({
        class: 'transient',
        message: /within 100 ms/,
      });
      double().respondWith((response) => response.writeHead(200).write('{"candidates":'));
      await expect(analystWith({ timeoutMs: 100 })(input)).rejects.toMatchObject({
        class: 'transient',
        message: /within 100 ms/,
      });
    });

    test('a caller who gives up gets its own reason, and no call where it gave up before', async () => {
      double().respondWith(() => {});
      const controller = new AbortController();
      const waiting = analystWith()(input, { signal: controller.signal });
      controller.abort(new Error('shutting down'));
      await expect(waiting).rejects.toThrow('shutting down');
      await expect(analystWith()(input, { signal: AbortSignal.abort(new Error('too late')) })).rejects.toThrow(
        'too late',
      );
      expect(double().requests.length).toBeLessThanOrEqual(1);
    });
  });

  describe('what fails for good is not asked again unchanged', () => {
    test.each([
      ['MAX_TOKENS', candidate('{', 'MAX_TOKENS')],
      ['a misfit', candidate(JSON.stringify({ ...goodAnswer, sentiment: 'meh' }))],
      ['a safety stop', candidate('', 'SAFETY')],
    ])('%s', async (_name, answer) => {
      double().respondWith((response) => sendJson(response, 200, answer));
      const analyst = analystWith();
      const first = await analyst(input).catch((error: unknown) => error);
      await expect(analyst(input)).rejects.toBe(first);
      expect(double().requests).toHaveLength(1);
      double().answerWith(goodAnswer);
      expect((await analyst({ ...input, text: `${text} Thanks!` })).analysis.kind).toBe('human');
    });

    test('a status is', async () => {
      double().respondWith((response) => sendJson(response, 503, {}));
      const analyst = analystWith();
      await expect(analyst(input)).rejects.toMatchObject({ class: 'transient' });
      double().answerWith(goodAnswer);
      expect((await analyst(input)).analysis.kind).toBe('human');
    });
  });
});
