import { describe, expect, test } from 'vitest';
import { AnalystError, type AnalystResult } from '../../../lib/analysis/index.ts';
import { type Respond, sendJson } from '../gemini-double.ts';
import { goodAnswer, input, withEachPackage } from './usual-reply.ts';

withEachPackage(({ double, analystWith }) => {
  describe('when the quota is gone', () => {
    const quotaGone = (retryDelay?: string): Respond => {
      const info = { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay };
      const details = [{ '@type': 'type.googleapis.com/google.rpc.Help' }, ...(retryDelay ? [info] : [])];
      return (response) => sendJson(response, 429, { error: { code: 429, message: 'quota', details } });
    };
    const outcome = (waiting: Promise<AnalystResult>) =>
      waiting.then(
        () => 'analyzed',
        (error: unknown) => (error instanceof AnalystError ? (error.retryAfterMs ?? error.class) : 'fault'),
      );

    test('the service is left alone for as long as it asks, then one probe goes, then all', async () => {
      let at = Date.parse('2026-11-22T00:00:00Z');
      const analyst = analystWith({ now: () => new Date(at) });
      const burst = () => Promise.all(Array.from({ length: 20 }, () => outcome(analyst(input))));
      double().respondWith(quotaGone('26.5s'));
      expect(await outcome(analyst(input))).toBe(26_500);
      expect(new Set(await burst())).toEqual(new Set([26_500]));
      expect(double().requests).toHaveLength(1);

      at += 26_500;
      // The probe finds it still gone: 60 s now, since it was the second time.
      double().respondWith(quotaGone('2s'));
      expect((await burst()).filter((result) => result === 2_000)).toHaveLength(1);
      expect(double().requests).toHaveLength(2);
      at += 59_000;
      expect(new Set(await burst())).toEqual(new Set([1_000]));
      expect(double().requests).toHaveLength(2);

      at += 1_000;
      double().answerWith(goodAnswer);
      expect((await burst()).filter((result) => result === 'analyzed')).toHaveLength(1);
      expect(double().requests).toHaveLength(3);
      expect(new Set(await burst())).toEqual(new Set(['analyzed']));
      expect(double().requests).toHaveLength(23);
    });

    test('without a time to come back the pause grows to 15 minutes', async () => {
      let at = 0;
      const analyst = analystWith({ now: () => new Date(at) });
      double().respondWith(quotaGone());
      for (let minute = 0; minute < 240; minute += 1) {
        await outcome(analyst(input));
        at += 60_000;
      }
      // Half a minute, 1, 2, 4, 8, then every 15: 19 probes in four hours where there were 240 calls.
      expect(double().requests).toHaveLength(20);
    });

    test('a time that makes no sense is not taken', async () => {
      double().respondWith(quotaGone('soon'));
      expect(await outcome(analystWith()(input))).toBe('transient');
    });
  });
});
