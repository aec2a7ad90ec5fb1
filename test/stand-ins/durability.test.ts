import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import nodemailer from 'nodemailer';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createClock } from '../sandbox/clock/clock.ts';
import { startHubSpot } from '../sandbox/hubspot/server.ts';
import { startSendGrid } from '../sandbox/sendgrid/server.ts';
import { openStore } from '../sandbox/store.ts';
import { startReceiver } from './support/receiver.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'stand-ins-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

type Served = {
  hubspot: string;
  accessToken: string;
  contactId: string;
  sendgrid: string;
  apiKey: string;
  inboundPublicKey: string;
  smtp: { host: string; port: number };
};

async function serve(inboundUrl: string): Promise<{ served: Served; child: ChildProcess }> {
  const script = join(import.meta.dirname, 'support/serve.ts');
  const child = spawn(process.execPath, [script, dataDir, inboundUrl], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(createInterface({ input: child.stdout! }), 'line')) as [string];
  return { served: JSON.parse(line) as Served, child };
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
}

const json = (token: string, body: unknown) => ({
  method: 'POST',
  headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

describe('kill -9', () => {
  test('HubSpot keeps every acknowledged write, its tokens, calls and undelivered webhooks', async () => {
    const app = await startReceiver([503]);
    const { served, child } = await serve(app.url);
    const contacts = `${served.hubspot}/crm/objects/2026-09/contacts`;
    const inputs = Array.from({ length: 100 }, (_, n) => ({
      properties: { email: `p${n}@cliente.example` },
      associations: [],
    }));
    const created = await fetch(`${contacts}/batch/create`, json(served.accessToken, { inputs }));
    const { results } = (await created.json()) as { results: { id: string }[] };
    const updates = results.map(({ id }, n) => ({ id, properties: { phone: String(n) } }));
    await fetch(`${contacts}/batch/update`, json(served.accessToken, { inputs: updates }));
    await fetch(`${contacts}/${results[0]!.id}`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${served.accessToken}` },
    });
    await kill(child);

    const hubspot = await startHubSpot({ clock: createClock({ dataDir }), dataDir });
    expect(hubspot.contacts()).toHaveLength(6 + 99);
    expect(results.slice(1).map(({ id }) => hubspot.contact(id)?.properties.phone)).toEqual(
      updates.slice(1).map((_, n) => String(n + 1)),
    );
    expect(hubspot.calls()).toHaveLength(3);
    const read = await fetch(`${hubspot.url}/crm/objects/2026-09/contacts`, {
      headers: { authorization: `Bearer ${served.accessToken}` },
    });
    expect(read.status).toBe(200);
    await hubspot.webhooks.idle();
    const last = JSON.parse(app.received.at(-1)!.body.toString()) as { objectId: number }[];
    expect(last).toMatchObject([{ subscriptionType: 'object.deletion', objectId: Number(results[0]!.id) }]);
    await hubspot.close();
    await app.close();
  });

  test('SendGrid keeps what it took, its keys, and goes on with posts that nobody took yet', async () => {
    const app = await startReceiver([503]);
    const { served, child } = await serve(app.url);
    const mail = {
      personalizations: [{ to: [{ email: 'mariana@sol.example' }] }],
      from: { email: 'ana@vendas.example' },
      subject: 'Olá',
      content: [{ type: 'text/plain', value: 'Oi' }],
    };
    expect((await fetch(`${served.sendgrid}/v3/mail/send`, json(served.apiKey, mail))).status).toBe(202);
    const door = nodemailer.createTransport({ ...served.smtp, ignoreTLS: true });
    await door.sendMail({
      from: 'mariana@sol.example',
      to: 'reply+abc@reply.vendas.example',
      subject: 'Re: Olá',
      text: 'Sim',
    });
    await kill(child);
    expect(app.received).toHaveLength(1);
    // The app comes back on another port.
    const moved = await startReceiver();

    const clock = createClock({ dataDir });
    const sendgrid = await startSendGrid({
      clock,
      dataDir,
      replyDomain: 'reply.vendas.example',
      inbound: { url: moved.url },
      retryMs: [5],
    });
    expect(sendgrid.mailbox('mariana@sol.example')).toMatchObject([{ subject: 'Olá', text: 'Oi\n' }]);
    expect(sendgrid.eml(sendgrid.messages()[0]!.id)?.toString()).toContain('Subject: =?UTF-8?Q?Ol=C3=A1?=');
    expect([sendgrid.apiKey, sendgrid.inboundPublicKey]).toEqual([served.apiKey, served.inboundPublicKey]);
    await sendgrid.idle();
    expect(moved.received).toHaveLength(1);
    expect(moved.received[0]!.body.equals(app.received[0]!.body)).toBe(true);
    expect(sendgrid.inboundPosts()).toMatchObject([{ state: 'delivered', statuses: [503, 200] }]);
    await sendgrid.close();
    await Promise.all([app.close(), moved.close()]);
  });
});

describe('the journal', () => {
  test('a commit is all or nothing: a torn last line is left out', () => {
    const store = openStore(dataDir, 'things');
    store.collection<number>('a').put('x', 1);
    store.commit();
    store.collection<number>('a').put('y', 2);
    store.close();
    appendFileSync(join(dataDir, 'things.jsonl'), '[["a","x",3],["a","z"');
    const again = openStore(dataDir, 'things');
    expect(again.collection<number>('a').values()).toEqual([1, 2]);
    again.close();
  });

  test('what was not committed is not there, deletions and counters are', () => {
    const store = openStore(dataDir, 'things');
    const things = store.collection<string>('a');
    things.put('x', 'one');
    things.put('y', 'two');
    expect(store.nextNumber('id', 10)).toBe(10);
    store.commit();
    things.delete('x');
    store.commit();
    things.put('z', 'three');
    const again = openStore(dataDir, 'things');
    expect(again.collection('a').values()).toEqual(['two']);
    expect(again.nextNumber('id', 10)).toBe(11);
    again.close();
    store.close();
  });
});
