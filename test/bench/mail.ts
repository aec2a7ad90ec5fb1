import fc from 'fast-check';
import { readPost } from '../../lib/mail/incoming/read-post.ts';
import { splitReply } from '../../lib/mail/reply-text/index.ts';
import type { InboundPost, IncomingMail } from '../../lib/mail/types.ts';
import { judgeMail } from '../../lib/mail/verdict/index.ts';
import { arbitraryMail } from '../mail/arbitrary-mail.ts';
import { coverage, generatedMail } from '../mail/generated/generated-mail.ts';
import { readGenerated } from '../mail/generated/judge.ts';
import { HOSTILE_MAILS } from '../mail/hostile-mail.ts';

const SIZES = [32, 128, 1024];
const MESSAGES = 10_000;

/** Reading mail: hostile messages by size, then random ones, of which none may throw or lose its words. */
export async function benchMail(): Promise<void> {
  console.log('\nReading hostile mail, ms at 32 kB / 128 kB / 1 MB (floor: copying the bytes once)');
  for (const [name, make] of Object.entries(HOSTILE_MAILS)) {
    const times: string[] = [];
    for (const size of SIZES) {
      const email = Buffer.from(make(size * 1024), 'latin1');
      const floor = await timed(() => void Buffer.from(email));
      const time = await timed(() => read(email));
      times.push(`${time.toFixed(0)} (${floor.toFixed(1)})`);
    }
    console.log(`${name.padEnd(46)}${times.map((time) => time.padStart(14)).join('')}`);
  }
  await benchRandomMail();
  await benchGeneratedMail();
}

/** Whole conversations by client, language, encoding and way to answer: what of the writer's is lost, of ours kept. */
async function benchGeneratedMail(): Promise<void> {
  const mails = fc.sample(generatedMail, MESSAGES);
  const started = performance.now();
  let lost = 0;
  let kept = 0;
  for (const mail of mails) {
    const read = await readGenerated(mail);
    if (read.lost.length > 0) lost++;
    if (read.kept.length > 0) kept++;
  }
  const perMail = (performance.now() - started) / MESSAGES;
  console.log(
    `\n${MESSAGES} generated mails: ${lost} lost words of the writer, ${kept} kept ours; ${perMail.toFixed(2)} ms each`,
  );
  console.log(coverage(mails));
}

async function benchRandomMail(): Promise<void> {
  const mails = fc.sample(arbitraryMail, MESSAGES);
  const times: number[] = [];
  let lost = 0;
  let thrown = 0;
  for (const { message, words } of mails) {
    const started = performance.now();
    try {
      const mail = await read(message);
      const { full } = splitReply({ text: mail.text, html: mail.html });
      judgeMail({
        mail,
        envelope: ENVELOPE,
        newText: full,
        own: { domains: [], loopHeader: 'X-Loop', messageIdDomain: 'mail.example.com' },
      });
      if (words !== null && !full.includes(words)) lost++;
    } catch {
      thrown++;
    }
    times.push(performance.now() - started);
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor(times.length * share)]!.toFixed(1);
  console.log(
    `\n${MESSAGES} random messages read, split and judged: ${thrown} thrown, ${lost} lost words; ms p50 ${at(0.5)}, p99 ${at(0.99)}, max ${times.at(-1)!.toFixed(0)}`,
  );
}

const ENVELOPE = { to: ['reply+0123456789abcdef@reply.example.com'], from: 'max@acme.example' };

function read(email: Uint8Array): Promise<IncomingMail> {
  const post: InboundPost = {
    mode: 'raw',
    ambiguous: false,
    email,
    envelope: ENVELOPE,
    spf: null,
    dkim: null,
    senderIp: null,
    charsets: {},
  };
  return readPost(post);
}

async function timed(run: () => unknown): Promise<number> {
  const started = performance.now();
  await run();
  return performance.now() - started;
}
