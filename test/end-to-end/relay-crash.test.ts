import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createTransport } from 'nodemailer';
import { describe, expect, test } from 'vitest';
import { until } from '../sandbox/play/until.ts';
import { serverDatabase } from '../support/database.ts';
import { type SandboxDetails, sandboxProcess } from '../support/sandbox-process.ts';

type Place = { dataDir: string; databaseUrl: string | undefined };
/** What outlives a process: its database and its folder. */
async function withPlace(work: (place: Place) => Promise<void>): Promise<void> {
  const databaseUrl = await serverDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'reply-tracking-relay-crash-'));
  try {
    await work({ dataDir, databaseUrl });
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}
const start = ({ dataDir, databaseUrl }: Place, args: string[] = []) =>
  sandboxProcess(['--data', dataDir, ...args], databaseUrl);

type Mail = { subject: string; text: string; replyTo: { address: string }[] };
const json = async <T>(url: string): Promise<T> => (await fetch(url)).json() as Promise<T>;
const repsMail = ({ mailbox }: SandboxDetails) => json<Mail[]>(mailbox);
const answers = async ({ sendgrid, contactEmail }: SandboxDetails) =>
  (await json<Mail[]>(`${sendgrid}/messages?to=${encodeURIComponent(contactEmail ?? '')}`)).filter(({ text }) =>
    text.includes('before the power cut'),
  );
const fault = ({ sendgrid }: SandboxDetails, effect: string) =>
  fetch(`${sendgrid}/sandbox/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ match: 'POST /v3/mail/send', effect, times: 1 }),
  });

const move = ({ clock }: SandboxDetails, advance: string) =>
  fetch(clock, { method: 'POST', body: JSON.stringify({ advance }) });
const repHasForward = (details: SandboxDetails) =>
  until(async () => (await repsMail(details)).at(-1), 'the rep has the forward', 60);
const told = async (details: SandboxDetails) =>
  (await repsMail(details))
    .map(({ subject }) => subject)
    .filter((subject) => /^(?:Not sent|Unconfirmed): /.test(subject));

/** The rep answers the newest forward in a mail program. */
async function answer(details: SandboxDetails): Promise<void> {
  const forward = await repHasForward(details);
  const transport = createTransport({ ...details.smtp, secure: false, ignoreTLS: true });
  await transport.sendMail({
    from: { name: 'Ana Souza', address: decodeURIComponent(details.mailbox.split('/').at(-1)!) },
    to: forward.replyTo[0]!.address,
    subject: `Re: ${forward.subject}`,
    text: 'We answered this before the power cut.',
  });
}

const restarted = async (place: Place, work: (details: SandboxDetails) => Promise<void>) => {
  const next = await start(place);
  try {
    await work(next.details);
  } finally {
    await next.kill();
  }
};

// Each has a database and processes of its own and mostly waits: for a lease, for the moment in which nothing must come.
describe.concurrent('killed on the way of an answer', { timeout: 300_000 }, () => {
  test.each(['answer', 'relay'])('while the step %s is about to happen: the customer has it once', (step) =>
    withPlace(async (place) => {
      const first = await start(place, ['--hold', step]);
      await answer(first.details);
      await sleep(4_000);
      expect(await answers(first.details)).toHaveLength(0);
      await first.kill();
      await restarted(place, async (details) => {
        await move(details, '+2m');
        await until(async () => ((await answers(details)).length > 0 ? true : null), 'the customer has the answer', 90);
      });
      await restarted(place, async (details) => {
        await move(details, '+30m');
        await sleep(4_000);
        expect(await answers(details)).toHaveLength(1);
        expect(await told(details)).toEqual([]);
      });
    }),
  );

  test('while SendGrid has the request and takes nothing: not sent again, and the rep is told', () =>
    withPlace(async (place) => {
      const first = await start(place);
      await repHasForward(first.details);
      await fault(first.details, 'hang');
      await answer(first.details);
      await sleep(4_000);
      await first.kill();
      await restarted(place, async (details) => {
        // The quarter of an hour begins once the attempt is known to be lost, whenever a worker finds that.
        const isTold = async () => (await told(details)).length > 0 || null;
        await until(
          async () => {
            await move(details, '+16m');
            return until(isTold, 'the rep is told of it', 10).catch(() => null);
          },
          'the rep is told',
          120,
        );
        expect(await told(details)).toEqual([expect.stringMatching(/^Unconfirmed: /)]);
        expect(await answers(details)).toHaveLength(0);
      });
    }));

  test('after SendGrid took it and before we knew: the customer has it once, and its event settles it', () =>
    withPlace(async (place) => {
      const first = await start(place);
      await repHasForward(first.details);
      await fault(first.details, 'lost-answer');
      await answer(first.details);
      await until(async () => ((await answers(first.details)).length > 0 ? true : null), 'SendGrid has taken it', 60);
      await first.kill();
      await restarted(place, async (details) => {
        await move(details, '+2m');
        await sleep(8_000);
        await move(details, '+16m');
        await sleep(8_000);
        expect(await answers(details)).toHaveLength(1);
        expect((await told(details)).filter((subject) => subject.startsWith('Not sent'))).toEqual([]);
      });
    }));
});
