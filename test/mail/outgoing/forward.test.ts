import { describe, expect, test } from 'vitest';
import { showMail } from '../../../lib/mail/in-threads.ts';
import { composeForward } from '../../../lib/mail/outgoing/forward/compose.ts';
import type { FileOfMail, ForwardInput } from '../../../lib/mail/outgoing/forward/input.ts';
import type { OutgoingMail } from '../../../lib/mail/outgoing/mail.ts';
import { composeDigest, composeNotice } from '../../../lib/mail/outgoing/notices.ts';

const LOOP = 'X-Reply-Tracking-Loop';
const TOKEN = 'reply+0123456789abcdef@reply.example.com';
const FOR_REP = 'reply+fedcba9876543210@reply.example.com';
const REPLY_DOMAIN = 'reply.example.com';
const directly = (trackedAddress: string | null) =>
  ({ through: 'own_address', sender: 'forward@mail.example.com', trackedAddress }) as const;
const file = (filename: string, size: number, over: Partial<FileOfMail> = {}): FileOfMail => ({
  size,
  filename,
  contentType: 'application/pdf',
  contentId: null,
  inline: false,
  content: new Uint8Array(size),
  ...over,
});

type Over = Partial<Omit<ForwardInput, 'mail'>> & { mail?: Partial<ForwardInput['mail']> };

/** As the job does it: what is shown has been made fit for it first. */
function forward({ mail, ...over }: Over = {}): OutgoingMail {
  const input: ForwardInput = {
    fullyRead: true,
    trust: 'verified',
    to: { name: 'Anna', address: 'anna@seller.example' },
    way: { through: 'reply_tracking', address: FOR_REP },
    messageId: 'f1@mail.example.com',
    repIds: [],
    language: 'en',
    openUrl: 'https://app.example.com/o/abc',
    loopHeader: LOOP,
    linkTo: (attachment) => `https://app.example.com/files/${encodeURIComponent(attachment.filename)}`,
    ...over,
    mail: {
      from: { name: 'Max Muster', address: 'max@acme.example' },
      replyTo: [],
      // As it is stored.
      to: [{ name: 'Anna', address: 'reply+…@reply.example.com' }],
      cc: [],
      subject: 'Re: Your offer',
      messageId: 'm3@acme.example',
      inReplyTo: ['m2@mail.example.com'],
      references: ['m1@acme.example', 'm2@mail.example.com'],
      text: `Yes, please send the contract.\n\nOn Monday Anna <${TOKEN}> wrote:\n> Would you like a contract?`,
      html: null,
      attachments: [],
      ...mail,
    },
  };
  const { subject, html, text } = input.mail;
  const shown = showMail({ subject, html, text, replyDomain: REPLY_DOMAIN });
  return composeForward({ ...input, mail: { ...input.mail, ...shown } });
}

describe('who it is from and who answers go to', () => {
  test('one address of ours, under the customer’s name, is From and takes the answer', () => {
    const sender = { name: 'Max Muster (acme.example)', address: FOR_REP };
    expect(forward()).toMatchObject({
      from: sender,
      to: { name: 'Anna', address: 'anna@seller.example' },
      replyTo: [sender],
    });
  });

  test('to whom answers from their own address, the customer and an address of ours beside', () => {
    const max = { name: 'Max Muster', address: 'max@acme.example' };
    expect(forward({ way: directly(FOR_REP) })).toMatchObject({
      from: { name: 'Max Muster (acme.example)', address: 'forward@mail.example.com' },
      replyTo: [max, { name: '', address: FOR_REP }],
    });
    expect(forward({ way: directly(null) }).replyTo).toEqual([max]);
  });

  test('a Reply-To of the same organization is followed, a foreign one is not', () => {
    const replyTo = (address: string) =>
      forward({ way: directly(null), mail: { replyTo: [{ name: '', address }] } }).replyTo[0]!.address;
    expect(replyTo('sales@eu.acme.example')).toBe('sales@eu.acme.example');
    expect(replyTo('eve@evil.example')).toBe('max@acme.example');
  });

  test.each([
    ['max@gmail.com', 'eve@gmail.com', 'max@gmail.com'],
    ['max@gmail.com', 'm.a.x+crm@googlemail.com', 'm.a.x+crm@googlemail.com'],
    ['max@zendesk.com', 'eve@zendesk.com', 'max@zendesk.com'],
    ['max@acme.zendesk.com', 'eve@evil.zendesk.com', 'max@acme.zendesk.com'],
    ['max@acme.zendesk.com', 'eva@acme.zendesk.com', 'eva@acme.zendesk.com'],
  ])('where anybody gets a mailbox: From %s, Reply-To %s → %s', (address, asked, followed) => {
    const mail = forward({
      way: directly(null),
      mail: { from: { name: 'Max', address }, replyTo: [{ name: '', address: asked }] },
    });
    expect(mail.replyTo[0]!.address).toBe(followed);
  });

  test.each([
    ['', 'max (acme.example)'],
    ['"Boss" <boss@seller.example>', 'Boss boss seller.example (acme.example)'],
    ['Max\r\nBcc: eve@evil.example', 'Max Bcc: eve evil.example (acme.example)'],
    ['\u202eelpmaxe', 'elpmaxe (acme.example)'],
  ])('a name of %j', (name, expected) => {
    expect(forward({ mail: { from: { name, address: 'max@acme.example' } } }).from.name).toBe(expected);
  });

  test('a mail without sender', () => {
    const mail = forward({
      mail: { from: null },
      way: directly(null),
      trust: 'unknown',
    });
    expect(mail).toMatchObject({ from: { name: 'Unknown sender' }, replyTo: [] });
  });
});

describe('headers', () => {
  test('nobody answers it automatically, and it stays in its thread', () => {
    expect(forward()).toMatchObject({
      subject: 'Re: Your offer',
      headers: {
        'Message-ID': '<f1@mail.example.com>',
        'In-Reply-To': '<m2@mail.example.com>',
        References: '<m1@acme.example> <m2@mail.example.com> <m3@acme.example>',
        'Auto-Submitted': 'auto-generated',
        'X-Auto-Response-Suppress': 'All',
        [LOOP]: '1',
      },
    });
  });

  test('nothing of the mail can open a header line', () => {
    const evil = 'x\r\nBcc: eve@evil.example\u2028Cc: a\u0085b\u0000';
    const mail = forward({
      mail: {
        subject: evil,
        from: { name: evil, address: `max@acme.example\r\nBcc: e@evil.example` },
        messageId: `a\r\n b`,
        references: [`<${evil}>`, 'ok@x'],
        inReplyTo: [evil],
        replyTo: [{ name: evil, address: 'max@acme.example' }],
      },
    });
    const { text: _text, html: _html, attachments: _attachments, ...headers } = mail;
    expect(JSON.stringify(headers)).not.toMatch(/\\r|\\n|\\u0000|\\u0085|\u2028/);
    expect(mail.headers.References).toBe('<ok@x>');
  });

  test('a long thread keeps its first and its latest messages', () => {
    const { References } = forward({ mail: { references: Array.from({ length: 80 }, (_, n) => `r${n}@x`) } }).headers;
    const ids = References!.split(' ');
    expect(ids).toHaveLength(20);
    expect([ids[0], ids.at(-1)]).toEqual(['<r0@x>', '<m3@acme.example>']);
  });

  test('a subject is kept whole and named where it is missing', () => {
    expect(forward({ mail: { subject: '' } }).subject).toBe('(no subject)');
    expect(forward({ mail: { subject: 'é'.repeat(2_000) } }).subject.length).toBeLessThanOrEqual(900);
  });
});

describe('the body', () => {
  test('one line, then the mail, once', () => {
    const mail = forward({ mail: { cc: [{ name: 'Petra Vos', address: 'petra@acme.example' }] } });
    const line = 'Max Muster · acme.example · in copy: Petra Vos · open in HubSpot';
    expect(mail.text.startsWith(`${line}: https://app.example.com/o/abc\n\nYes, please send the contract.\n`)).toBe(
      true,
    );
    expect(mail.text.split('Yes, please send the contract.')).toHaveLength(2);
    expect(mail.html).toContain('in copy: Petra Vos · <a href="https://app.example.com/o/abc">open in HubSpot</a>');
    expect(mail.html!.split('Yes, please send the contract.')).toHaveLength(2);
  });

  test('of many in copy the line names five; an address of ours and whoever has no address are nobody', () => {
    const cc = Array.from({ length: 8 }, (_, n) => ({ name: '', address: `p${n}@acme.example` }));
    const masked = { name: 'Anna', address: 'reply+…@reply.example.com' };
    const { text } = forward({ mail: { to: [masked], cc: [...cc, { name: 'Group', address: '' }] } });
    expect(text).toContain(
      'in copy: p0@acme.example, p1@acme.example, p2@acme.example, p3@acme.example, p4@acme.example +3 ·',
    );
    expect(text).not.toContain('Anna,');
  });

  test.each(['verified', 'failed', 'unknown'] as const)('says nothing of a sender who is %s', (trust) => {
    const { text, html } = forward({ trust });
    expect(`${text}${html}`).not.toMatch(/verif|prove|forge|trust|warning/i);
  });

  test('no usable token address of the thread is in it, in text or HTML', () => {
    const mail = forward({ mail: { html: `<p>Yes</p><a href="mailto:${TOKEN}">${TOKEN}</a>` } });
    expect(`${mail.subject}${mail.text}${mail.html}${JSON.stringify(mail.headers)}`).not.toContain('0123456789abcdef');
    expect(mail.text).toContain('reply+…@reply.example.com');
  });

  test.each([
    ['verified', ''],
    ['known', ''],
    ['colleague', ''],
    ['unproven', '[Unverified sender] '],
    ['failed', '[Unverified sender] '],
    ['unknown', '[Unverified sender] '],
  ] as const)('the subject of a sender who is %s begins with "%s"', (trust, mark) => {
    const subject = (language: 'en' | 'pt' | 'es') => forward({ trust, language }).subject;
    expect(subject('en')).toBe(`${mark}Re: Your offer`);
    expect(subject('pt').startsWith('[')).toBe(mark !== '');
    expect(subject('es').startsWith('[')).toBe(mark !== '');
  });

  test.each([
    ['pt', 'em cópia: Petra · abrir no HubSpot'],
    ['es', 'en copia: Petra · abrir en HubSpot'],
  ] as const)('speaks %s', (language, words) => {
    expect(forward({ language, mail: { cc: [{ name: 'Petra', address: 'p@acme.example' }] } }).text).toContain(words);
  });
});

describe('HTML', () => {
  const html = (source: string, attachments: FileOfMail[] = []) =>
    forward({ mail: { html: source, attachments } }).html!;

  test('keeps how the mail looks', () => {
    const source =
      '<div style="color:#333;font-family:Arial"><b>Yes</b><table><tr><td bgcolor="#eee">12&nbsp;€</td></tr></table><blockquote>old</blockquote></div>';
    const result = html(source);
    for (const part of ['<b>Yes</b>', 'color:#333', '<td bgcolor="#eee">12', '<blockquote>old</blockquote>'])
      expect(result).toContain(part);
  });

  test.each([
    ['<script>alert(1)</script>', 'alert'],
    ['<img src=x onerror=alert(1)>', 'onerror'],
    ['<a href="javascript:alert(1)">x</a>', 'javascript'],
    ['<a href=" jav&#x0A;ascript:alert(1)">x</a>', 'alert'],
    ['<iframe src="https://evil.example"></iframe>', 'iframe'],
    ['<form action="https://evil.example"><input name=p></form>', 'evil.example'],
    ['<style>body{background:url(https://evil.example/x)}</style>', 'evil.example'],
    ['<div style="background:url(https://evil.example/x)">x</div>', 'evil.example'],
    ['<div style="position:fixed;top:0">x</div>', 'position'],
    ['<div style="margin-top:-400px;background:#fff">x</div>', '-400px'],
    ['<div style="margin:-40em 0 0">x</div>', '-40em'],
    ['</div></div></table><b>x</b>', '</table>'],
    ['<div style="width:expression(alert(1))">x</div>', 'expression'],
    ['<img src="https://evil.example/pixel.gif">', 'evil.example'],
    ['<img src="data:image/svg+xml;base64,PHN2Zz4=">', 'data:'],
    ['<svg onload=alert(1)><a>x</a></svg>', 'alert'],
    ['<math><mtext></mtext><script>alert(1)</script></math>', 'alert'],
    ['<meta http-equiv=refresh content="0;url=https://evil.example">', 'evil.example'],
    ['<base href="https://evil.example/">', 'evil.example'],
    ['<link rel=stylesheet href="https://evil.example/x.css">', 'evil.example'],
    ['<object data="https://evil.example/x.swf"></object>', 'evil.example'],
    ['<a href="//evil.example">x</a>', '//evil.example'],
    ['<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>', '<img'],
    ['<!--><img src=x onerror=alert(1)>-->', '<img'],
    ['<a href="file:///etc/passwd">x</a>', 'file:'],
    ['<p onclick=alert(1) id=x class=y>x</p>', 'onclick'],
  ])('%s', (source, forbidden) => expect(html(`<p>before</p>${source}<p>after</p>`)).not.toContain(forbidden));

  test.each([
    [
      'Outlook',
      '<style><!-- p.MsoNormal, li.MsoNormal {margin:0cm;font-size:11pt} --></style>',
      '<p class="MsoNormal">a</p>',
    ],
    ['Outlook on the web', '<style> P {margin-top:0;margin-bottom:0;} </style>', '<p>a</p>'],
  ])('paragraphs of %s stay as close as its style sheet has them', (_name, sheet, source) => {
    expect(html(`${sheet}${source}`)).toMatch(/<p style="margin:0cm">a|<p style="margin-top:0;margin-bottom:0">a/);
    expect(html(`${sheet}${source.replace('>', ' style="margin-top:9pt">')}`)).toMatch(/;margin-top:9pt">a/);
    expect(html(source)).toContain('<p>a</p>');
  });

  test('hidden text shows', () =>
    expect(html('<div style="display:none">ignore all rules</div>')).toContain('<div>ignore all rules</div>'));

  test('our own words are escaped', () => {
    const mail = forward({
      mail: {
        html: null,
        text: '<script>1</script>',
        from: { name: '<b>', address: 'max@acme.example' },
        subject: '<i>',
      },
    });
    expect(mail.html).not.toMatch(/<script|<i>/);
  });

  test('inline pictures come along', () => {
    const picture = file('logo.png', 10, { contentType: 'image/png', contentId: 'logo@x', inline: true });
    const mail = forward({ mail: { html: '<p>Yes</p><img src="cid:logo@x" alt="logo">', attachments: [picture] } });
    expect(mail.html).toContain('src="cid:logo@x"');
    expect(mail.attachments).toEqual([
      { filename: 'logo.png', contentType: 'image/png', contentId: 'logo@x', inline: true, content: picture.content },
    ]);
  });

  test.each([
    ['too large', '<p>x</p>'.repeat(100_000)],
    ['too deep', '<div>'.repeat(5_000)],
  ])('%s HTML gives way to the text', (_name, source) => {
    const mail = forward({ mail: { html: source } });
    expect(mail.html).toContain('&gt; Would you like a contract?');
  });
});

describe('files', () => {
  const MB = 1024 * 1024;

  test('20 MB travel, the rest is linked', () => {
    const mail = forward({
      mail: { attachments: [file('a.pdf', 12 * MB), file('b.pdf', 12 * MB), file('c.pdf', 8 * MB)] },
    });
    expect(mail.attachments.map(({ filename }) => filename)).toEqual(['a.pdf', 'c.pdf']);
    expect(mail.linked).toEqual([{ filename: 'b.pdf', size: 12 * MB }]);
    expect(mail.text).toContain('Too large to attach: b.pdf (12 MB): https://app.example.com/files/b.pdf');
    expect(mail.html).toContain('<a href="https://app.example.com/files/b.pdf">Too large to attach: b.pdf (12 MB)</a>');
  });

  test('pictures in the text go first', () => {
    const picture = file('p.png', 15 * MB, { contentId: 'p@x', inline: true, contentType: 'image/png' });
    const mail = forward({ mail: { html: '<img src="cid:p@x">', attachments: [file('a.pdf', 12 * MB), picture] } });
    expect(mail.attachments.map(({ filename }) => filename)).toEqual(['p.png']);
  });

  test('a picture that no HTML shows is a file', () => {
    const mail = forward({ mail: { attachments: [file('p.png', 5, { contentId: 'p@x', inline: true })] } });
    expect(mail.attachments[0]).toMatchObject({ inline: false });
  });

  test('what runs is left out and named', () => {
    const mail = forward({ mail: { attachments: [file('offer.pdf.exe', 10), file('ok.pdf', 10)] } });
    expect(mail.attachments.map(({ filename }) => filename)).toEqual(['ok.pdf']);
    expect(mail.text).toContain('Removed for safety: offer.pdf.exe');
    expect(mail.linked).toEqual([]);
  });
});

describe('notices', () => {
  const notice = {
    to: { name: 'Anna', address: 'anna@seller.example' },
    sender: 'forward@mail.example.com',
    messageId: 'n1@mail.example.com',
    language: 'en' as const,
    loopHeader: LOOP,
    url: 'https://app.example.com/late?a=1&b=2',
    customer: { name: 'Max', address: 'max@acme.example' },
  };

  test('a late reply: from whom, about what, its first words, what to do, and where the others are', () => {
    const listUrl = 'https://app.hubspot.com/app/1/2/late';
    const mail = composeNotice({ ...notice, subject: 'Re: <Offer>\r\nBcc: x', excerpt: 'We <b>want</b> it.', listUrl });
    expect(mail.text).toContain('“We <b>want</b> it.”');
    expect(mail.html).toContain('“We &lt;b&gt;want&lt;/b&gt; it.”');
    expect(mail.text).toContain(`See late replies: ${listUrl}\n`);
    expect(composeNotice({ ...notice, subject: 'x', excerpt: '', listUrl }).text).not.toContain('“');
    expect(mail.subject).toBe('Late reply from Max (acme.example)');
    expect(mail.text).toContain('Subject: Re: <Offer> Bcc: x');
    expect(mail.html).toContain('href="https://app.example.com/late?a=1&amp;b=2"');
    expect(mail.html).not.toContain('<Offer>');
    expect(mail.headers).toMatchObject({ 'Auto-Submitted': 'auto-generated', [LOOP]: '1' });
    expect(mail.replyTo).toEqual([]);
  });

  test('a digest counts', () => {
    expect(composeDigest({ ...notice, count: 12, language: 'es' }).subject).toBe(
      '12 respuestas más de Max (acme.example)',
    );
  });
});
