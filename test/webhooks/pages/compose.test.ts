import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ComposerView } from '../../../cards/dto/compose.ts';
import type { ContactSummary } from '../../../cards/dto/contact.ts';
import type { PageLink } from '../../../cards/dto/pages.ts';
import { type Caller, createCaller, customerMail, hubspotIdOf, sendTracked } from '../../cards/support.ts';
import { until } from '../../sandbox/play/until.ts';
import { type TestSandbox, testSandbox } from '../../support/sandbox.ts';
import { settled } from '../../support/settled.ts';

let sandbox: TestSandbox;
let caller: Caller;
let contact: string;
let customer: string;
let reply: string;
beforeAll(async () => {
  sandbox = await testSandbox();
  caller = createCaller(sandbox);
  contact = hubspotIdOf(sandbox, 'Carter');
  const { replyTo, to } = await sendTracked(sandbox, caller, contact, 'Rates');
  customer = to;
  await customerMail(sandbox, { from: to, to: replyTo, subject: 'Re: Rates', text: 'Please send the drawing.' });
  reply = await until(async () => {
    const { latestReply } = await caller.get<ContactSummary>(`/contacts/${contact}/summary`);
    return latestReply?.id ?? null;
  }, 'the reply is there');
  await settled(sandbox);
}, 60_000);
afterAll(() => sandbox?.close());

const address = async (language = 'en') =>
  (await caller.get<PageLink>(`/messages/${reply}/compose-page?language=${language}`)).url;
const answers = () => sandbox.sendgrid.messages(customer).filter(({ subject }) => subject === 'Re: Rates');

type Given = { html?: string; subject?: string; cc?: string; key?: string; quote?: string; files?: [string, Buffer][] };
async function submit(url: string, { files = [], ...fields }: Given) {
  const form = new FormData();
  const all = { key: randomUUID(), subject: 'Re: Rates', cc: '', html: '<p>Here it is.</p>', ...fields };
  for (const [name, value] of Object.entries(all)) form.set(name, value);
  for (const [name, content] of files) form.append('files', new Blob([new Uint8Array(content)]), name);
  const response = await fetch(url, { method: 'POST', body: form });
  return response.json() as Promise<{ ok: boolean; code?: string; name?: string }>;
}

test('the page runs its own script alone, speaks to us alone, and is framed by HubSpot', async () => {
  const response = await fetch(await address());
  const policy = response.headers.get('content-security-policy')!;
  expect(policy).toMatch(/default-src 'none'; style-src 'sha256-[^']+'; script-src 'sha256-[^']+'; connect-src 'self'/);
  expect(policy).toContain('frame-ancestors https://*.hubspot.com');
  expect(policy).not.toContain('unsafe');
  const html = await response.text();
  expect(html).toContain('<h1>Reply with files</h1>');
  expect(html).toContain('&gt; Please send the drawing.');
});

test.each([
  ['pt', 'Responder com arquivos'],
  ['es', 'Responder con archivos'],
])('the page speaks %s', async (language, title) => {
  expect(await (await fetch(await address(language))).text()).toContain(`<h1>${title}</h1>`);
});

describe('what can’t be sent is refused by name, and nothing leaves', () => {
  test.each<[string, Given, object]>([
    ['a program', { files: [['setup.exe', Buffer.from('MZ')]] }, { code: 'file_type', name: 'setup.exe' }],
    ['a page with scripts', { files: [['x.html', Buffer.from('<script>')]] }, { code: 'file_type', name: 'x.html' }],
    [
      'a program by another name',
      { files: [['photo.jpg', Buffer.concat([Buffer.from('7f454c46020101', 'hex'), Buffer.alloc(200)])]] },
      { code: 'file_type' },
    ],
    ['too much', { files: [['big.bin', Buffer.alloc(21 * 1024 * 1024)]] }, { code: 'files_too_large' }],
    [
      'too many',
      { files: Array.from({ length: 21 }, (_, n): [string, Buffer] => [`${n}.txt`, Buffer.from('x')]) },
      { code: 'too_many_files' },
    ],
    ['nothing', { html: ' <p></p>' }, { code: 'missing' }],
    ['a placeholder', { html: '<p>Hi {{ contact.firstname }}</p>' }, { code: 'unresolved_fields' }],
    ['a broken address', { cc: 'petra@' }, { code: 'bad_address' }],
  ])('%s', async (_name, given, refusal) => {
    expect(await submit(await address(), given)).toMatchObject({ ok: false, ...refusal });
    expect(answers()).toEqual([]);
  });

  test('a link of another page, or past its time', async () => {
    const email = (await caller.get<PageLink>(`/messages/${reply}/page?language=en`)).url;
    expect(await submit(email.replace('/email/', '/compose/'), {})).toMatchObject({ code: 'expired' });
    const url = await address();
    sandbox.clock.advance('16m');
    expect(await submit(url, {})).toMatchObject({ code: 'expired' });
  });
});

test('what is begun here is the card’s draft, and keeps the page alive', async () => {
  const url = await address();
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ subject: 'Re: Rates', cc: '', text: 'Begun on the page' });
  sandbox.clock.advance('10m');
  const kept = await fetch(`${url}/draft`, { method: 'POST', headers, body });
  const { link } = (await kept.json()) as { link: string };
  const view = await caller.get<ComposerView>(`/contacts/${contact}/composer?answered=${reply}`);
  expect(view.draft).toMatchObject({ text: 'Begun on the page' });
  sandbox.clock.advance('10m');
  expect((await fetch(url)).status).toBe(404);
  const html = await (await fetch(new URL(link, url))).text();
  expect(html).toContain('>Begun on the page</div>');
});

test('the answer arrives with formatting and files, once for two clicks, without a script', async () => {
  const url = await address();
  const given = {
    key: randomUUID(),
    html: '<p>Here is <b>the drawing</b>: <a href="https://vendas.example/d">d</a></p><ul><li>one</li></ul><script>alert(1)</script><img src="https://x.example/p.gif">',
    files: [['Zeichnung 1.pdf', Buffer.from('%PDF-1.4\nx')]] as [string, Buffer][],
    quote: 'yes',
  };
  const both = await Promise.all([submit(url, given), submit(url, given)]);
  expect(both).toEqual([{ ok: true }, { ok: true }]);
  const mail = await until(() => answers()[0], 'the answer leaves');
  await settled(sandbox);
  expect(answers()).toHaveLength(1);
  expect(mail.from.name).toBe('Ana Souza');
  expect(mail.html).toContain('<b>the drawing</b>');
  expect(mail.html).toContain('<a href="https://vendas.example/d">d</a>');
  expect(mail.html).toContain('<li>one</li>');
  expect(mail.html).not.toMatch(/<script|<img|alert/);
  expect(mail.text).toContain('Here is the drawing');
  expect(mail.text).toContain('> Please send the drawing.');
  expect(mail.attachments).toMatchObject([{ filename: 'Zeichnung 1.pdf', contentType: 'application/pdf' }]);
  expect(mail.inReplyTo).not.toBeNull();
  expect((await caller.get<ContactSummary>(`/contacts/${contact}/summary`)).waiting).toBeNull();
  expect((await caller.get<ComposerView>(`/contacts/${contact}/composer?answered=${reply}`)).draft).toBeNull();
});
