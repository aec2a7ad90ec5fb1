import type { Report } from './report.ts';

const ANSWER = { subject: 'Re: Stock report', inReplyTo: ['1.2@mail.example.com'] };
const YES = 'We agree, please send the contract.';

/** Persons taken for machines, and the other way round. */
export const MACHINES: Report[] = [
  [
    'freescout-help-desk/freescout#688',
    'Gmail’s vacation reply',
    {
      headers: { 'auto-submitted': 'auto-replied', precedence: 'bulk', 'x-autoreply': 'yes' },
      mail: { ...ANSWER, text: 'I am on vacation until 4 December.' },
    },
    { kind: 'out_of_office', certain: true },
  ],
  [
    'zulip/zulip#13193',
    'Exchange’s absence note',
    {
      headers: { 'auto-submitted': 'auto-generated', 'x-auto-response-suppress': 'All' },
      mail: { ...ANSWER, subject: 'Automatic reply: Stock report', text: 'I am out of the office until 4 December.' },
    },
    { kind: 'out_of_office', certain: true },
  ],
  [
    'Probesys/bileto#815',
    'Auto-Submitted other than no',
    { headers: { 'auto-submitted': 'auto-notified' }, mail: { ...ANSWER, text: 'x' } },
    { kind: 'auto_reply', certain: true },
  ],
  [
    'freescout-help-desk/freescout#513',
    'German Exchange without RFC 3834',
    {
      headers: { 'x-auto-response-suppress': 'All' },
      mail: { ...ANSWER, subject: 'Automatische Antwort: Stock report', text: 'Ich bin bis 4.12. nicht im Haus.' },
    },
    { kind: 'out_of_office', certain: true },
  ],
  [
    'beyondcode/laravel-mailbox#89',
    'only the subject says so',
    {
      mail: {
        ...ANSWER,
        subject: 'Out of Office: Stock report',
        text: 'Back on 4 December. For urgent matters call Rita.',
      },
    },
    { kind: 'out_of_office', certain: false },
  ],
  [
    'geerlingguy/Imap#6',
    'X-Autorespond',
    { headers: { 'x-autorespond': 'yes' }, mail: { ...ANSWER, text: 'Thanks.' } },
    { kind: 'auto_reply', certain: true },
  ],
  [
    'osTicket/osTicket#1744',
    'an absence without headers',
    {
      mail: {
        ...ANSWER,
        text: 'Thank you for your email. I am out of the office until 4 December with limited access to email.',
      },
    },
    { kind: 'out_of_office' },
  ],
  [
    'ecederstrand/exchangelib#975',
    'a person under the subject of an absence',
    { mail: { ...ANSWER, subject: 'RE: Automatic reply: Stock report', text: 'I am back. Two shops please.' } },
    { kind: 'human' },
  ],
  [
    'ecederstrand/exchangelib#975',
    'the same, with Exchange’s request, in German',
    {
      headers: { 'x-auto-response-suppress': 'All' },
      mail: { ...ANSWER, subject: 'AW: Automatische Antwort: Bericht', text: 'Bin wieder da, bitte zwei.' },
    },
    { kind: 'human' },
  ],
  [
    'zammad/zammad#193',
    'Google’s vacation responder',
    {
      headers: { precedence: 'bulk', 'auto-submitted': 'auto-replied' },
      mail: { ...ANSWER, text: 'I am away this week.' },
    },
    { kind: 'out_of_office', certain: true },
  ],
  [
    'mysociety/alaveteli#4559',
    'an acknowledgement',
    {
      mail: {
        ...ANSWER,
        text: 'Thank you for contacting us. We have received your request. Your ticket number is 4711.',
      },
    },
    { kind: 'auto_reply' },
  ],
  [
    'osTicket/osTicket#5320',
    'a person behind Exchange’s request for silence',
    { headers: { 'x-auto-response-suppress': 'DR, RN, NRN, OOF, AutoReply' }, mail: { ...ANSWER, text: YES } },
    { kind: 'human', certain: true },
  ],
  [
    'osTicket/osTicket#726',
    'the same with All',
    { headers: { 'x-auto-response-suppress': 'All' }, mail: { ...ANSWER, text: YES } },
    { kind: 'human' },
  ],
  [
    'osTicket/osTicket-1.7#532',
    'a gateway’s X-Loop',
    { headers: { 'x-loop': 'yes' }, mail: { ...ANSWER, text: YES } },
    { kind: 'human', certain: false },
  ],
  [
    'edemaine/coauthor#178',
    'X-Loop and nothing else',
    { headers: { 'x-loop': 'a@b.example' }, mail: { subject: 'Hello', text: YES } },
    { certain: false },
  ],
  [
    'freescout-help-desk/freescout#218',
    'an empty return path on a person’s mail',
    { headers: { 'return-path': '<>' }, mail: { ...ANSWER, text: YES } },
    { kind: 'human', certain: false },
  ],
  [
    'odoo/odoo#162459',
    'redirected without return path',
    { headers: {}, envelopeFrom: '', mail: { ...ANSWER, text: YES } },
    { kind: 'human', certain: false },
  ],
  [
    'odoo/odoo#78597',
    'Feedback-ID on a person’s mail',
    { headers: { 'feedback-id': '1:x' }, mail: { ...ANSWER, text: YES } },
    { kind: 'human' },
  ],
  [
    'odoo/odoo#78597',
    'List-Id on a person’s mail',
    { headers: { 'list-id': '<sales.acme.example>' }, mail: { ...ANSWER, text: YES } },
    { kind: ['human', 'list'] },
  ],
  [
    'PostHog/posthog#92017',
    'an inbox’s own autoreply',
    {
      headers: { 'auto-submitted': 'auto-generated' },
      mail: {
        ...ANSWER,
        text: 'Thank you for contacting us. We have received your message and our team will get back to you. Ticket number 12.',
      },
    },
    { kind: 'auto_reply' },
  ],
  [
    'frappe/helpdesk#3628',
    'an acknowledgement in Portuguese',
    {
      mail: {
        ...ANSWER,
        subject: 'Chamado aberto 4711',
        text: 'Recebemos a sua mensagem. O número do chamado é 4711. Responderemos o mais breve possível.',
      },
    },
    { kind: 'auto_reply' },
  ],
  [
    'vexim/vexim2#298',
    'a vacation program',
    { headers: { 'auto-submitted': 'auto-replied' }, mail: { ...ANSWER, text: 'Vacation!' } },
    { kind: ['out_of_office', 'auto_reply'], certain: true },
  ],
  [
    'OTRS/otrs#1158',
    'X-Autoreply: no',
    { headers: { 'x-autoreply': 'no' }, mail: { ...ANSWER, text: YES } },
    { kind: 'human' },
  ],
  [
    'zone-eu/zone-mta#432',
    'a person at postmaster',
    { mail: { ...ANSWER, from: { name: 'M', address: 'postmaster@padariasol.example' }, text: YES } },
    { kind: 'human', certain: false },
  ],
  [
    'zone-eu/zone-mta#432',
    'a returned mail from postmaster',
    {
      mail: {
        ...ANSWER,
        from: { name: '', address: 'postmaster@padariasol.example' },
        subject: 'Undeliverable: Stock report',
        text: '550 5.1.1 user unknown',
      },
    },
    { kind: 'bounce' },
  ],
  [
    'ivaldi/brimir#182',
    'an undelivered mail',
    {
      envelopeFrom: '',
      mail: {
        subject: 'Undelivered Mail Returned to Sender',
        from: { name: '', address: 'MAILER-DAEMON@mx.example' },
        text: '<a@b.example>: 550 5.1.1 unknown',
      },
    },
    { kind: 'bounce', certain: true },
  ],
  [
    'mikel/mail#103',
    'Google’s report without a standard part',
    {
      envelopeFrom: '',
      mail: {
        subject: 'Delivery Status Notification (Failure)',
        from: { name: '', address: 'mailer-daemon@googlemail.com' },
        text: 'Address not found',
      },
    },
    { kind: 'bounce', certain: true },
  ],
  [
    'osTicket/osTicket#1994',
    'a report with two texts',
    {
      headers: { 'content-type': 'multipart/report; report-type=delivery-status' },
      envelopeFrom: '',
      mail: { subject: 'Undeliverable', text: 'Failed.' },
    },
    { kind: 'bounce', certain: true },
  ],
  [
    'postalsys/postal-mime#28',
    'a delivery status without a report type',
    {
      mail: {
        subject: 'x',
        text: 'x',
        deliveryStatus: [{ recipient: 'a@b.example', action: 'failed', status: '5.1.1', diagnostic: null }],
      },
    },
    { kind: 'bounce' },
  ],
  [
    'rgl/MailBounceDetector#10',
    'SmarterMail',
    {
      envelopeFrom: '',
      mail: {
        subject: 'Delivery Failure',
        from: { name: 'System', address: 'support@acme.example' },
        text: 'Could not deliver message to the following recipient(s): a@b.example',
      },
    },
    { kind: 'bounce' },
  ],
  [
    'GoogleChrome/chromium-dashboard#6141',
    'a person who speaks of a bounce',
    { mail: { ...ANSWER, text: 'Your mail to Rita bounced, use rita2@padariasol.example. And yes, two shops.' } },
    { kind: 'human' },
  ],
  [
    'linagora/tmail-flutter#304',
    'a read receipt by its type',
    {
      headers: { 'content-type': 'multipart/report; report-type=disposition-notification' },
      mail: { subject: 'Read: Stock report', text: 'x' },
    },
    { kind: 'receipt', certain: true },
  ],
  [
    'koodaamo/tnefparse#73',
    'a read receipt in plain text',
    {
      mail: {
        ...ANSWER,
        subject: 'Read: Stock report',
        text: 'Your message\n\n  To: Mariana\n  Subject: Stock report\n  Sent: 25 November 2026 10:00:00\n\nwas read on 25 November 2026 10:05:00.',
      },
    },
    { kind: 'receipt' },
  ],
  [
    'koodaamo/tnefparse#73',
    'the same in Spanish',
    {
      mail: {
        ...ANSWER,
        subject: 'Leído: Informe',
        text: 'El mensaje\n\nPara: Mariana\nAsunto: Informe\nEnviado: 25/11/2026 10:00\n\nfue leído el 25/11/2026 10:05.',
      },
    },
    { kind: 'receipt' },
  ],
  [
    'datawookie/emayili#98',
    'a person under “Read:”',
    { mail: { ...ANSWER, subject: 'Read: the new prices', text: 'Have you seen what they charge? Call me.' } },
    { kind: 'human' },
  ],
  [
    'buttondown/roadmap#912',
    'an absence in Swahili',
    {
      mail: {
        ...ANSWER,
        text: 'Asante kwa barua pepe yako. Niko likizo hadi 4 Desemba. Kwa dharura wasiliana na asha@acme.example.',
      },
    },
    { kind: 'out_of_office' },
  ],
  [
    'buttondown/roadmap#912',
    'an absence in a language without a list',
    {
      mail: {
        ...ANSWER,
        subject: 'Aŭtomata respondo: Stock report',
        date: new Date('2026-11-24T10:00:00Z'),
        text: 'Mi forestas ĝis 04.12.2026. Skribu al rita@padariasol.example.',
      },
    },
    { kind: 'out_of_office', certain: false },
  ],
  [
    'yaronelh/False-Positive-Center#71',
    'an inbox that nobody reads',
    {
      mail: {
        ...ANSWER,
        text: 'This inbox is not monitored. You replied to an email used for outbound communication.',
      },
    },
    { kind: 'auto_reply' },
  ],
  [
    'Auxx-Ai/auxx-ai#1215',
    'auto-replied by a help desk',
    { headers: { 'auto-submitted': 'auto-replied' }, mail: { ...ANSWER, text: 'We got it.' } },
    { kind: 'auto_reply', certain: true },
  ],
  [
    'roundcube/roundcubemail#5632',
    'files and not a word',
    {
      mail: {
        ...ANSWER,
        text: '',
        attachments: [
          {
            filename: 'winmail.dat',
            contentType: 'application/ms-tnef',
            contentId: null,
            inline: false,
            content: Buffer.from('x'),
          },
        ],
      },
    },
    { kind: 'human', certain: false, unread: true },
  ],
  [
    'namecheap/fast_mail_parser#150',
    'MIME source for words',
    { mail: { ...ANSWER, text: '--b1\nContent-Type: text/plain\n\nYes.\n--b1--' } },
    { kind: 'human', certain: false, unread: true },
  ],

  [
    'Nine-Minds/alga-psa#2705',
    'an absence that would reopen the case',
    {
      headers: { 'auto-submitted': 'auto-replied', 'x-autoreply': 'yes' },
      mail: { ...ANSWER, subject: 'Re: Stock report', text: 'I am away and will answer after 4 December.' },
    },
    { kind: 'out_of_office', certain: true },
  ],
  [
    'mysociety/writetothem#1',
    'a subject that says “Auto:”',
    {
      mail: {
        ...ANSWER,
        subject: 'Auto: Stock report',
        text: 'Thank you for your email. We aim to reply within ten working days.',
      },
    },
    { kind: ['auto_reply', 'out_of_office'], certain: false },
  ],
  [
    'Probesys/bileto#1008',
    'Auto-Submitted: no, by a person',
    { headers: { 'auto-submitted': 'no' }, mail: { ...ANSWER, text: YES } },
    { kind: 'human' },
  ],
  [
    'osTicket/osTicket#2256',
    'a person who writes through a Google group',
    { headers: { precedence: 'list', 'list-id': '<buyers.padariasol.example>' }, mail: { ...ANSWER, text: YES } },
    { kind: ['human', 'list'] },
  ],
  [
    'mysociety/fixmystreet#2336',
    'an absence known by its words alone',
    { mail: { ...ANSWER, text: 'I am out of the office until 4 December. For urgent matters, please contact Rita.' } },
    { kind: 'out_of_office', certain: false },
  ],
  [
    'freescout-help-desk/freescout#634',
    'a mail server’s notice without a report',
    {
      envelopeFrom: '',
      mail: {
        from: { name: '', address: 'MAILER-DAEMON@mx.padariasol.example' },
        subject: 'Message delivery failure notice',
        text: 'Your message could not be delivered to mariana@padariasol.example. 550 5.1.1 User unknown',
      },
    },
    { kind: 'bounce' },
  ],
  [
    'linagora/tmail-flutter#1180',
    'a return receipt in plain words',
    {
      mail: {
        ...ANSWER,
        subject: 'Read: Stock report',
        text: 'Message was read by Mariana <mariana@padariasol.example> on Tue, 24 Nov 2026 17:38:52\n\nSubject: Stock report\n\nNote: This Return Receipt only acknowledges that the message was displayed on the recipient’s computer. There is no guarantee that the recipient has read or understood the message contents.',
      },
    },
    { kind: 'receipt' },
  ],
];
