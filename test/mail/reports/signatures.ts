import { OLD, quoted, type Report } from './report.ts';

const Q = `\n\nOn Tue, 24 Nov 2026 at 17:07, Ana <ana@vendas.example> wrote:\n> ${OLD}`;

/** Signatures, footers and notices that stayed, and words that went with them. */
export const SIGNATURES: Report[] = [
  [
    'github/email_reply_parser#46',
    'a bold delimiter',
    { text: 'Send it.\n\n*-- *\n*Mariana*\n*Owner*\nwww.padariasol.example' },
    { new: 'Send it.' },
  ],
  [
    'github/email_reply_parser#17',
    'two hyphens within a sentence',
    { text: 'Two shops--perhaps three--from May.\n\nMore later.' },
    { new: 'Two shops--perhaps three--from May.\n\nMore later.' },
  ],
  [
    'kvannotten/mailstrip#5',
    'a delimiter and a last line without its end',
    { text: 'Hello.\n\n-- \n\n*Sarah*\nSoftware' },
    { new: 'Hello.' },
  ],
  [
    'nextcloud/mail#4860',
    'the standard delimiter above a quote',
    { text: `Yes.\n\n-- \nMariana\nPadaria Sol${Q}` },
    { new: 'Yes.' },
  ],
  [
    'PascaleBeier/hitkeep#169',
    'a delimiter without its space',
    { text: 'Yes.\n\n--\nMariana\nPadaria Sol' },
    { new: 'Yes.' },
  ],
  [
    'RainLoop/rainloop-webmail#1959',
    'the space lost on the way',
    { text: `Yes.\n\n--\nMariana Oliveira\n+351 930 555 010${Q}` },
    { new: 'Yes.' },
  ],
  [
    'nextcloud/mail#3457',
    'a greeting for a signature',
    { text: `Yes.\n\nGreetings,\nMariana${Q}` },
    { has: ['Yes.'], not: ['brochure'] },
  ],
  ['deltachat/deltachat-core#530', 'iPhone, English', { text: `Yes.\n\nSent from my iPhone${Q}` }, { new: 'Yes.' }],
  ['deltachat/deltachat-android#118', 'iPad, German', { text: `Ja.\n\nVon meinem iPad gesendet${Q}` }, { new: 'Ja.' }],
  [
    'crisp-oss/email-reply-parser#28',
    'iPhone, Dutch',
    { text: `Ja.\n\nVerstuurd vanaf mijn iPhone${Q}` },
    { new: 'Ja.' },
  ],
  [
    'deltachat/deltachat-core#530',
    'a footer alone, for a picture is the reply',
    { text: 'Sent from my iPhone' },
    { new: '' },
  ],
  [
    'deltachat/deltachat-core#530',
    'the same in Portuguese, in HTML',
    { html: '<div dir="ltr"><img src="cid:1"><br><br>Enviado do meu iPhone</div>' },
    { new: '' },
  ],
  [
    'mailgun/talon#129',
    'addresses that are the message',
    {
      text: 'Invoice these:\n\nrita@padariasol.example\n\nrui@padariasol.example\n\n\nMariana Oliveira\n+351 930 555 010',
    },
    { has: ['rita@padariasol.example', 'rui@padariasol.example'] },
  ],
  [
    'nylas/nylas-mail#378',
    'neighbor: answers under a citation, signature below',
    { text: `> Two?\n\nYes.\n\n-- \nMariana` },
    { has: ['Yes.'], not: ['Mariana'] },
  ],
  [
    'crisp-oss/email-reply-parser#41',
    'a signature under underscores',
    { text: `Yes.\n\n_______________\nMariana Oliveira\nmariana@padariasol.example\n+351 930 555 010` },
    { new: 'Yes.' },
  ],
  [
    'willdurand/EmailReplyParser#82',
    'name, title and telephone under a closing, French',
    { text: `Nous prenons deux.\n\nCordialement,\n\nClaire Martin\nResponsable des achats\nTél. : 01 23 45 67 89${Q}` },
    { has: ['Nous prenons deux.'], not: ['Responsable', '45 67'] },
  ],
  [
    'willdurand/EmailReplyParser#82',
    'the same in Portuguese with a notice',
    {
      text: `Podemos avançar.\n\nCom os melhores cumprimentos,\n\nMariana Oliveira\nDiretora Financeira\nTel.: +351 930 555 010\n\nEste e-mail é confidencial e destina-se ao destinatário. Se o recebeu por engano, elimine-o.`,
    },
    { has: ['Podemos avançar.'], not: ['Diretora', '930', 'confidencial'] },
  ],
  [
    'willdurand/EmailReplyParser#82',
    'a colleague with her title',
    { text: `Please send two.\n\nKind regards\n\nRita Sousa\nHead of Purchasing\nPadaria Sol\nT +351 930 555 011${Q}` },
    { has: ['Please send two.'], not: ['Purchasing', '930'] },
  ],
  [
    'intersystems-community/developer-community#737',
    'neighbor: Avast, English',
    { text: `Two.\n\nVirus-free. www.avast.com${Q}` },
    { new: 'Two.' },
  ],
  [
    'intersystems-community/developer-community#737',
    'neighbor: Avast, Spanish',
    { text: `Dos.\n\nLibre de virus. www.avast.com${Q}` },
    { new: 'Dos.' },
  ],
  [
    'intersystems-community/developer-community#737',
    'neighbor: AVG, German, without a space',
    { text: `Zwei.\n\nVirenfrei.www.avg.com` },
    { new: 'Zwei.' },
  ],
  [
    'mailgun/talon#153',
    'neighbor, Outlook on Android: typed into the signature’s element',
    {
      html: `<div id="ms-outlook-mobile-signature"><div>Yes, two.</div><div><br></div>Get <a href="https://aka.ms/x">Outlook for Android</a></div><hr><div id="divRplyFwdMsg"><b>From:</b> Ana<br></div><div>${OLD}</div>`,
    },
    { new: 'Yes, two.' },
  ],
  [
    'jeevatkm/ReplyWithHeader-Thunderbird#11',
    'a signature above the block',
    {
      text: `Tak.\n\n-- \nJan Nowak\n\nOd: Ana <ana@vendas.example>\nWysłano: 24 listopada 2026 17:07\nDo: Jan\nTemat: x\n\n${OLD}`,
    },
    { new: 'Tak.' },
  ],
  [
    'andrewshawcare/thoughtworks-email-signature-generator#10',
    'a delimiter at the end of a mail',
    { text: 'Yes.\n\n-- \nMariana | Owner | www.padariasol.example' },
    { new: 'Yes.' },
  ],
  [
    'TheGreatGooo/gpg-mailgate#5',
    'neighbor: a text signed by PGP',
    {
      text: '-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nTwo shops please.\n-----BEGIN PGP SIGNATURE-----\n\niQEzBAEBCAAd\n=abcd\n-----END PGP SIGNATURE-----',
    },
    { new: 'Two shops please.' },
  ],
  [
    'intersystems-community/developer-community#737',
    'a legal notice',
    {
      text: quoted(
        'Fine.\n\nThis message is confidential and for the intended recipient only. If you received it in error, delete it.',
      ),
    },
    { new: 'Fine.' },
  ],

  [
    'cyclestreets/cyclescape#728',
    'a row of dashes between two thoughts',
    {
      text: 'First, the price is fine.\n\n--------\n\nSecond, we need two more seats for the shop in Porto, from May on.',
    },
    {
      new: 'First, the price is fine.\n\n--------\n\nSecond, we need two more seats for the shop in Porto, from May on.',
    },
  ],
  [
    'Automattic/jetpack#384',
    'a heading underlined with dashes',
    { text: 'A header\n--------\n\nThen some more words.' },
    { new: 'A header\n--------\n\nThen some more words.' },
  ],
  [
    'Automattic/jetpack#384',
    'the same, a table',
    { text: 'Our shops\n\n| Shop  | Units |\n| ----- | ----- |\n| Porto | 40    |\n' },
    { new: 'Our shops\n\n| Shop  | Units |\n| ----- | ----- |\n| Porto | 40    |' },
  ],
  [
    'getmunin/munin#587',
    'a short reply, and a contact block without a closing',
    {
      text: `Looks cool!\n\nMariana Oliveira\nHead of Purchasing\nPadaria Sol, Lda.\n+351 930 555 010\nmariana@padariasol.example\nwww.padariasol.example${Q}`,
    },
    { new: 'Looks cool!' },
  ],
  [
    'nodemailer/mailparser#114',
    'a signature of two odd lines',
    { text: `No, it is true.\n\n-- \n<the night>\n<my oven is better than yours>${Q}` },
    { new: 'No, it is true.' },
  ],
];
