import { parseArgs } from 'node:util';
import postgres from 'postgres';
import { registerEventTypes } from '../hubspot/support.ts';
import { until } from '../sandbox/play/until.ts';
import { multipart, rawPost } from '../support/inbound-post.ts';
import { onDatabase } from '../support/prepare-database.ts';
import { type ProductProcesses, productProcesses } from '../support/product-processes.ts';
import { broken, type Round } from './invariants.ts';
import { arm, POINTS, type Point } from './points.ts';

/**
 * `npm run test:crash`: web and worker as processes of their own on PostgreSQL (DATABASE_URL), killed at each named point,
 * three times each, and at random moments; prints what holds after each. `-- --short`: a fifth of the points once.
 */
const { values: given } = parseArgs({ options: { short: { type: 'boolean', default: false } } });
const server = process.env.DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres';
const [TIMES, RANDOM] = given.short ? [1, 2] : [3, 80];
const points = given.short ? POINTS.filter((_, n) => n % 5 === 0) : POINTS;

const name = `crash_${process.pid}`;
await onDatabase(server, `create database ${name}`);
const url = Object.assign(new URL(server), { pathname: `/${name}` }).href;
const sql = postgres(url, { max: 4, onnotice: () => {}, types: { bigint: postgres.BigInt } }) as never as Parameters<
  typeof arm
>[0];
const product = await productProcesses(['web', 'worker'], url);
registerEventTypes(product.hubspot);
const seconds: number[] = [];
let failures = 0;
let rounds = 0;
try {
  for (const point of points) for (let time = 0; time < TIMES; time++) await at(point);
  for (let n = 0; n < RANDOM; n++) await at(null);
} finally {
  await product.close();
  await sql.end();
  await onDatabase(server, `drop database ${name} with (force)`);
}
seconds.sort((a, b) => a - b);
const p95 = seconds[Math.ceil(seconds.length * 0.95) - 1]!;
console.log(
  `${seconds.length} kills, ${failures} with something broken; recovered within ${p95.toFixed(1)} s (p95), ${seconds.at(-1)!.toFixed(1)} s at most`,
);
process.exitCode = failures === 0 ? 0 : 1;

/** One round: mail flows, the power goes at the point or at any moment, the product comes back, and everything is looked at. */
async function at(point: Point | null): Promise<void> {
  const { round, post, send } = await prepare(product);
  const armed = point ? await arm(sql, point) : null;
  const flow = Promise.all([post(), send()]);
  if (armed) await until(async () => (await armed.isReached()) || null, point!.name, 60);
  else await new Promise((resolve) => setTimeout(resolve, Math.random() * 3_000));
  await product.kill();
  await armed?.disarm();
  await product.begin();
  const begun = performance.now();
  await flow;
  await until(isQuiet, 'everything is done', 240);
  seconds.push((performance.now() - begun) / 1000);
  const found = await broken(sql, product, round, point);
  if (found.length > 0) failures++;
  const took = seconds.at(-1)!.toFixed(1).padStart(6);
  console.log(
    `${found.length === 0 ? 'holds ' : 'BROKEN'} ${took} s  ${point?.name ?? 'at random'}${found.map((one) => `\n         ${one}`).join('')}`,
  );
  // What a person would be asked about ends with its round.
  await sql`update effects set state = 'cancelled' where state = 'unknown'`;
}

/** A contact with a conversation; what posts its reply until that is answered with 200, and what asks for one more email. */
async function prepare({ hubspot, sendgrid, app, portalId, postInbound }: ProductProcesses) {
  const number = ++rounds;
  const address = `customer${number}@kunde.example`;
  const owner = hubspot.portal().owners[0]!;
  const { id: contactId } = hubspot.person.createContact({
    email: address,
    firstname: 'Mariana',
    hubspot_owner_id: owner.id,
  });
  const ask = async (subject: string, callbackId: string) => {
    const request = { portalId, contactId, callbackId, inputFields: { subject, body: 'Hello,\n\nhere they are.' } };
    const action = `${app.url}/webhooks/workflow-actions/send-tracked-email`;
    await until(
      () =>
        hubspot.callAction({ ...request, url: action }).then(
          ({ status }) => status === 200 || null,
          () => null,
        ),
      'the workflow is answered',
      120,
    );
  };
  await ask(`First ${number}`, `first-${number}`);
  const mail = await until(() => sendgrid.messages(address)[0], 'the first email arrives', 120);
  await until(isQuiet, 'the first email is done', 120);
  const to = mail.replyTo[0]!.address;
  const round: Round = { sent: `Second ${number}`, reply: `Re: First ${number}`, contactId, rep: owner.email };
  const raw = `Message-ID: <${number}@kunde.example>\r\nFrom: ${address}\r\nTo: ${to}\r\nSubject: ${round.reply}\r\n\r\nYes, please send us the price list for three more sites.`;
  const form = multipart(rawPost(raw, { to: [to], from: address }));
  const post = () =>
    until(
      () =>
        postInbound(form).then(
          ({ status }) => status === 200 || null,
          () => null,
        ),
      'the reply is taken',
      120,
    );
  return { round, post, send: () => ask(round.sent, `second-${number}`) };
}

async function isQuiet(): Promise<true | null> {
  const [row] = await sql<{ open: number }[]>`
    select ((select count(*) from effects where state in ('pending', 'sending'))
          + (select count(*) from inbound where state = 'received')
          + (select count(*) from messages m where kind = 'reply' and not exists (select 1 from analyses a where a.message_id = m.id)))::integer as open`;
  return row!.open === 0 ? true : null;
}
