import { ATTRIBUTION, OLD, quoted, type Report, SENT } from './report.ts';

const headers = (from: string, sent: string, to: string, subject: string, date = '24.11.2026 17:07') =>
  `\n\n${from}: Ana Souza <ana@vendas.example>\n${sent}: ${date}\n${to}: Mariana\n${subject}: Report\n\n${OLD}`;
const outlook =
  '<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal"><b>From:</b> Ana &lt;ana@vendas.example&gt;<br><b>Sent:</b> Tuesday, November 24, 2026 5:07 PM<br><b>To:</b> M<br><b>Subject:</b> x</p></div>';

/** Quotes that stayed, and words that went with them. */
export const QUOTES: Report[] = [
  [
    'twentyhq/twenty#25315',
    'Danish header block',
    { text: `Ja tak.${headers('Fra', 'Sendt', 'Til', 'Emne')}` },
    { new: 'Ja tak.' },
  ],
  [
    'twentyhq/twenty#25330',
    'the same with recipients in copy',
    {
      text: `Ja tak.\n\nFra: Ana <ana@vendas.example>\nSendt: 24. november 2026 17:07\nTil: M\nCc: Rita\nEmne: x\n\n${OLD}`,
    },
    { new: 'Ja tak.' },
  ],
  [
    'twentyhq/twenty#25561',
    'a Danish block whose sender has no address',
    { text: `Fint.\n\nFra: Ana Souza\nSendt: tirsdag den 24. november 2026 17:07\nTil: M\nEmne: x\n\n${OLD}` },
    { new: 'Fint.' },
  ],
  [
    'github/email_reply_parser#67',
    'Outlook header block',
    { text: `Fine.${headers('From', 'Sent', 'To', 'Subject')}` },
    { new: 'Fine.' },
  ],
  [
    'github/email_reply_parser#69',
    'a block with an address in brackets',
    {
      text: `Fine.\n\nFrom: Ana [ana@vendas.example]\nSent: Tuesday, 24 November 2026 5:07 p.m.\nTo: M\nCc: R\nSubject: Re: x\n\n${OLD}\n\n> older`,
    },
    { new: 'Fine.' },
  ],
  [
    'github/email_reply_parser#80',
    'French attribution',
    { text: `D’accord.\n\nLe mar. 24 nov. 2026 à 17:07, Ana <ana@vendas.example> a écrit :\n> ${OLD}` },
    { new: 'D’accord.' },
  ],
  [
    'github/email_reply_parser#59',
    'Gmail in Danish',
    { text: `Ja.\n\nDen tirs. 24. nov. 2026 kl. 17.07 skrev Ana <ana@vendas.example>:\n> ${OLD}` },
    { new: 'Ja.' },
  ],
  [
    'github/email_reply_parser#33',
    'no blank line above the block',
    {
      text: `Fine.\nFrom: Ana [ana@vendas.example]\nSent: Tuesday, 24 November 2026 5:07 p.m.\nTo: M\nSubject: x\n\n${OLD}`,
    },
    { new: 'Fine.' },
  ],
  [
    'github/email_reply_parser#40',
    'Yahoo: nothing marks the quote',
    { text: `Fine.\n\nOn Tuesday, November 24, 2026 4:25 PM, Ana <ana@vendas.example> wrote:\n\n${OLD}` },
    { new: 'Fine.' },
  ],
  [
    'github/email_reply_parser#3',
    'a citation right above the attribution',
    { text: `About this:\n\n> the price\n\nyes.\n\n${ATTRIBUTION}\n> ${OLD}` },
    { has: ['About this:', 'the price', 'yes.'], not: ['brochure'] },
  ],
  [
    'github/email_reply_parser#50',
    'answers between quotes',
    { text: `> How many?\n\nTwo.\n\n> When?\n\nIn May.` },
    { has: ['Two.', 'In May.'] },
  ],
  [
    'alfonsrv/mail-parser-reply#31',
    'Gmail wraps the attribution, Swedish',
    {
      text: `Ja tack.\n\nDen tis 24 nov. 2026 kl 17:07 Ana Souza från försäljningen <ana@vendas.example>\nskrev:\n\n> ${OLD}`,
    },
    { new: 'Ja tack.' },
  ],
  [
    'alfonsrv/mail-parser-reply#31',
    'the same in German',
    {
      text: `Gerne.\n\nAm Di., 24. Nov. 2026 um 17:07 Uhr schrieb Ana Souza vom Vertrieb\n<ana@vendas.example>:\n\n> ${OLD}`,
    },
    { new: 'Gerne.' },
  ],
  [
    'php-mime-mail-parser/php-mime-mail-parser#117',
    'only the reply is wanted',
    { text: quoted('Only this.') },
    { new: 'Only this.' },
  ],
  [
    'dreamwidth/dreamwidth#1277',
    'German header block',
    { text: `Passt.${headers('Von', 'Gesendet', 'An', 'Betreff')}` },
    { new: 'Passt.' },
  ],
  [
    'willdurand/EmailReplyParser#47',
    'Outlook for Mac',
    {
      text: `Fine.\n\nFrom: Ana <ana@vendas.example>\nDate: Thursday, July 7, 2026 at 3:31 PM\nTo: M <m@p.example>\nSubject: Re:\n\n${OLD}`,
    },
    { new: 'Fine.' },
  ],
  [
    'willdurand/EmailReplyParser#89',
    'answers between, the rest of the quote below',
    { text: `> Two?\n\nYes, two.\n\n> Kind regards, Ana` },
    { has: ['Yes, two.'] },
  ],
  [
    'kvannotten/mailstrip#5',
    'Windows Mail’s footer above a block of three fields',
    {
      text: `Fine.\n\nSent from Mail<https://go.microsoft.com/fwlink/?LinkId=550123> for Windows 10\n\nFrom: Ana<mailto:ana@vendas.example>\nSent: 24 November 2026 17:07\nSubject: x\n\n${OLD}`,
    },
    { new: 'Fine.' },
  ],
  [
    'mailpile/Mailpile#563',
    'a rule that names the message',
    { text: `Fine.\n\n---- Original Message ----\n${OLD}` },
    { new: 'Fine.' },
  ],
  [
    'mailpile/Mailpile#1071',
    'answers between quotes of two depths',
    { text: `${ATTRIBUTION}\n>> old\n> one?\n\nYes.\n\n> two?\n\nNo.` },
    { has: ['Yes.', 'No.'], not: ['old'] },
  ],
  [
    'zapier/email-reply-parser#1',
    'a block over an answer with a footer of its own',
    {
      text: `Fine.\n\nFrom: Dan [mailto:dan@vendas.example]\nSent: Monday, November 23, 2026 10:48 AM\nTo: M\nSubject: Re: x\n\nA reply\n\n--\nSent from my iPhone\n\nOn Nov 23, 2026, at 10:27 AM, "M" <m@p.example> wrote:\nold`,
    },
    { new: 'Fine.' },
  ],
  [
    'discourse/email_reply_trimmer#8',
    'the address wrapped away from its bracket',
    { text: `Fine.\n\n2026-11-24 17:07 GMT+02:00 Ana Souza with a very long name <\nana@vendas.example>:\n\n> ${OLD}` },
    { new: 'Fine.' },
  ],
  [
    'mailgun/talon#19',
    'Gmail’s old style, wrapped',
    { text: `Fine.\n\n2026-11-24 17:07 GMT+03:00 Postmaster <\npostmaster@vendas.example>:\n\n> ${OLD}\n>` },
    { new: 'Fine.' },
  ],
  [
    'mailgun/talon#20',
    'a whole mail in gmail_quote',
    { html: '<div class="gmail_quote"><div dir="ltr">A new mail written over an old one.</div></div>' },
    { new: 'A new mail written over an old one.' },
  ],
  [
    'mailgun/talon#50',
    'an indent of Apple Mail',
    {
      html: `<div>Our needs:</div><blockquote class="webkit-indent-blockquote" style="margin: 0 0 0 40px; border: none; padding: 0px;"><div>four tills</div></blockquote><div>Thanks</div>`,
    },
    { has: ['four tills', 'Thanks'] },
  ],
  [
    'quentez/talonjs#9',
    'a blockquote of the writer’s, nothing quoted',
    { html: '<p>They wrote:</p><blockquote>out of stock</blockquote><p>Is it true?</p>' },
    { has: ['They wrote:', 'Is it true?'] },
  ],
  [
    'mailgun/talon#134',
    'Polymail takes the address apart',
    {
      text: `Fine.\n\nOn Tue, Nov 24, 2026 at 7:08 PM Ana Souza\n\n<\n\nmailto:Ana Souza <ana@vendas.example>\n\n> wrote:\n\n${OLD}`,
    },
    { new: 'Fine.' },
  ],
  [
    'mailgun/talon#149',
    'NetEase',
    {
      text: `Fine.\n\n---- Replied Message ----\n| From | Ana<ana@vendas.example> |\n| Date | 11/24/2026 17:07 |\n| Subject | x |\n${OLD}`,
    },
    { new: 'Fine.' },
  ],
  [
    'mailgun/talon#153',
    'Outlook on iOS',
    { html: `<div>Fine.</div><div id="divRplyFwdMsg">From: Ana<br>Date: x<br>Subject: y</div><div>${OLD}</div>` },
    { new: 'Fine.' },
  ],
  [
    'mailgun/talon#178',
    'French prose that begins like an attribution',
    { text: 'Le message précédent est clair.\nLa date limite approche : le 24 novembre 2026.\nNous signons.' },
    { has: ['précédent', 'approche', 'signons'] },
  ],
  [
    'robertklep/quotefixformac#38',
    'Apple Mail puts the attribution into the quote',
    { text: `Fine.\n\n> ${ATTRIBUTION}\n> \n> ${OLD}` },
    { new: 'Fine.' },
  ],
  [
    'mysociety/alaveteli#1269',
    'Gmail’s quote',
    {
      html: `<div dir="ltr">Fine.</div><div class="gmail_quote"><div class="gmail_attr">${ATTRIBUTION.replace('<', '&lt;').replace('>', '&gt;')}</div><blockquote class="gmail_quote">${OLD}</blockquote></div>`,
    },
    { new: 'Fine.' },
  ],
  [
    'crisp-oss/email-reply-parser#32',
    'a rule, a block without addresses, spaces before the marks',
    {
      text: `Wednesday works.\n\n----------- Original Message -----------\nFrom: "A."\nDate: Monday, November 23rd 2026 at 3:59 pm\nSubject: Sync\nTo: "R." ,\nCc: "K."\n\n> Hey,\n> \n > Tuesday: 3 - 6pm\n > \n> A.`,
    },
    { new: 'Wednesday works.' },
  ],
  [
    'freescout-help-desk/freescout#953',
    'Thunderbird, the signature below the quote',
    { text: `Fine.\n\nOn 24.11.2026 17:07, Ana wrote:\n> ${OLD}\n>\n> --\n> Help desk\n-- \nMariana` },
    { not: ['wrote', 'brochure'], has: ['Fine.'] },
  ],
  [
    'freescout-help-desk/freescout#3314',
    'answered below the quote',
    { text: `${ATTRIBUTION}\n> ${OLD}\n\nWe take two.` },
    { new: 'We take two.' },
  ],
  [
    'freescout-help-desk/freescout#461',
    'the line of the help desk in German',
    { text: `Passt.\n\n-- Bitte oberhalb dieser Linie antworten --\n\n${OLD}` },
    { new: 'Passt.' },
  ],
  [
    'freescout-help-desk/freescout#1275',
    'interleaved, in HTML of Thunderbird',
    {
      html: `<div class="moz-cite-prefix">Am 24.11.26 um 17:07 schrieb Ana:<br></div><blockquote type="cite" cite="mid:x">Wie viele?</blockquote><p>Zwei.</p><blockquote type="cite" cite="mid:x">Wann?</blockquote><p>Im Mai.</p>`,
    },
    { has: ['Zwei.', 'Im Mai.'], not: ['Wie viele'] },
  ],
  [
    'freescout-help-desk/freescout#2578',
    'answers between marked lines without blank ones',
    {
      text: `Danke.\n> Am 24.11.2026 um 17:07 schrieb Ana:\n> Hallo,\n>\n> wie viele?\n>\ngenau zwei Filialen bitte\n> wann?\n>\nab Mai dann\n> Gruß Ana`,
    },
    { has: ['Danke.', 'genau zwei Filialen bitte', 'ab Mai dann'] },
  ],
  [
    'freescout-help-desk/freescout#3235',
    'answers behind the mark of the quote',
    {
      text: `Am 24.11.2026, Ana wrote:\n> Hi Mariana, the new stock report is now in your account.\n> It is wrong for the north shop.\n> Would the Pro plan make sense for the other bakeries as well?`,
      sent: true,
    },
    { new: 'It is wrong for the north shop.' },
  ],
  [
    'freescout-help-desk/freescout#2818',
    'a reply to a mail from elsewhere',
    { text: quoted('Hier die Antwort.') },
    { new: 'Hier die Antwort.' },
  ],
  [
    'freescout-help-desk/freescout#778',
    'a citation in Gmail',
    {
      html: '<div dir="ltr">As you said:<blockquote style="margin:0px 0px 0px 40px;border:none;padding:0px">free delivery</blockquote><div>Is it still so?</div></div>',
    },
    { has: ['free delivery', 'Is it still so?'] },
  ],
  [
    'freescout-help-desk/freescout#5657',
    'words set apart as a quotation',
    { html: '<p>The label says:</p><blockquote><p>keep dry</p></blockquote>' },
    { has: ['The label says:', 'keep dry'] },
  ],
  [
    'freescout-help-desk/freescout#4460',
    'an indent and a quote',
    {
      html: `<div>Our needs:</div><blockquote style="margin:0 0 0 40px;border:none;padding:0px">four tills</blockquote><div>Please quote.</div><div class="gmail_quote"><div class="gmail_attr">On Tue, 24 Nov 2026 Ana wrote:</div><blockquote class="gmail_quote">${OLD}</blockquote></div>`,
    },
    { has: ['four tills', 'Please quote.'], not: ['brochure'] },
  ],
  [
    'freescout-help-desk/freescout#5156',
    'Polish attribution with a square bracket',
    { text: `Tak.\n\nW dniu 2026-11-24 17:07, Ana Souza [via Sklep] pisze:\n> ${OLD}` },
    { new: 'Tak.' },
  ],
  [
    'freescout-help-desk/freescout#2197',
    'the attribution shares the line',
    {
      html: `Nur zwei. - Am Dienstag, 24. November 2026 schrieb ana@vendas.example &lt;ana@vendas.example&gt;:<br><blockquote type="cite">${OLD}</blockquote>`,
    },
    { new: 'Nur zwei.' },
  ],
  [
    'freescout-help-desk/freescout#5500',
    'Yahoo on iOS',
    {
      html: `Please cancel it.<br><br><blockquote class="iosymail"><div>On Tuesday, November 24, 2026, 5:07 PM, Ana wrote:</div><html><body>${OLD}</body></html></blockquote>`,
    },
    { new: 'Please cancel it.' },
  ],
  [
    'humanmade/Falcon#37',
    '“said”, two blank lines, no marks',
    { text: `Go on.\n\nOn 24 November 2026 at 17:02:11, Ana (ana@vendas.example) said:\n\n\n${OLD}` },
    { new: 'Go on.' },
  ],
  [
    'humanmade/Falcon#37',
    'the same in Portuguese',
    { text: `Pode ser.\n\nEm 24 de novembro de 2026 às 17:02, Ana (ana@vendas.example) disse:\n\n${OLD}` },
    { new: 'Pode ser.' },
  ],
  [
    'quentez/talonjs#34',
    'answers in red among our sentences',
    {
      html: `<p class="MsoNormal">Answers below in red.</p>${outlook}<p class="MsoNormal">Hi Mariana, the new stock report is now in your account.</p><p class="MsoNormal"><span style="color:red">Wrong for the north shop!</span></p><p class="MsoNormal">Would the Pro plan make sense for the other bakeries as well?</p><p class="MsoNormal"><span style="color:red">Yes.</span></p>`,
      sent: true,
    },
    { has: ['Wrong for the north shop!', 'Yes.'], not: ['Pro plan'] },
  ],
  [
    'quentez/talonjs#34',
    'the same where our mail is not known, in German',
    {
      html: `<p class="MsoNormal">Antworten unten in blau.</p>${outlook}<p class="MsoNormal">Wie viele Kassen?</p><p class="MsoNormal"><span style="color:#0000FF">Vier.</span></p><p class="MsoNormal">Ab wann?</p>`,
    },
    { has: ['Vier.'], not: ['Wie viele', 'Ab wann'] },
  ],
  [
    'r-a-y/bp-reply-by-email#25',
    'Apple Mail',
    { text: `Fantastic!\n\nOn Nov 24, 2026, at 10:54 PM, Ana <ana@vendas.example> wrote:\n\n> ${OLD}` },
    { new: 'Fantastic!' },
  ],
  [
    'discourse/email_reply_trimmer#21',
    'code with rules of hashes',
    { text: 'Try:\n\n# read the file\n####\nrun(import)\n\nDoes it fit?' },
    { has: ['# read the file', '####', 'run(import)', 'Does it fit?'] },
  ],
  [
    'crisp-oss/email-reply-parser#41',
    'sections parted by underscores',
    {
      text: `One\n________________________________\n\nTwo is a section with words.\n________________________________\n\nThree is the last one, with more words.\n\nOn 24/11/26 10:55, Ana wrote:\n> ${OLD}`,
    },
    { has: ['Two is a section', 'Three is the last one'] },
  ],
  [
    'crisp-oss/email-reply-parser#50',
    'a form with rules',
    { text: 'Name\n---\nJoana, 5550 101\n\nStreet\n---\nRua Nova 5\n\nThat is all we have of her.' },
    { has: ['Joana, 5550 101', 'Rua Nova 5'] },
  ],
  [
    'yourtempo/tempo-email-parser#3',
    'British attribution',
    { text: `Fine.\n\nOn Friday, 27 November 2026, Ana <ana@vendas.example> wrote:\n> ${OLD}` },
    { new: 'Fine.' },
  ],
  [
    'Alanaktion/phproject#330',
    'a copy of ours below, marked by nothing',
    { text: `Two please.\n\n${SENT}`, sent: true },
    { new: 'Two please.' },
  ],
  [
    'helpyio/helpy#1147',
    'several quotes in one thread',
    { text: `Fine.\n\n${ATTRIBUTION}\n> ${OLD}\n> On Mon, 23 Nov 2026 M wrote:\n>> older` },
    { new: 'Fine.' },
  ],
  [
    'stalwartlabs/mail-parser#97',
    'a quote without introduction below a signature',
    { text: `I do not know.\n\n--Jamie\n\n> Hi Jamie, can you explain?\n> --Joseph` },
    { has: ['I do not know.'], not: ['explain'] },
  ],
  [
    'llun/activities.next#1321',
    'prose with “On” and “Am” in it',
    { text: 'Yes, that works.\nOn Tuesday I am offline. Am I right that this ships today?' },
    { new: 'Yes, that works.\nOn Tuesday I am offline. Am I right that this ships today?' },
  ],
  [
    'ciudadanointeligente/write-it#819',
    'Italian, the address on a line of its own',
    {
      text: `Va bene.\n\nIl giorno 24/nov/2026, alle ore 16:56, Felipe\n<instance+key@vendas.example> ha scritto:\n\n> ${OLD}`,
    },
    { new: 'Va bene.' },
  ],
  [
    'org-mime/org-mime#10',
    'Gnus: “writes”, answers between',
    { text: `Ana <ana@vendas.example> writes:\n\n> How many?\n\nTwo.\n\n> When?\n\nIn May.` },
    { has: ['Two.', 'In May.'], not: ['writes'] },
  ],

  [
    'getmunin/munin#854',
    'Norwegian Gmail: the date first, torn before the last bracket, the signature below the quote',
    {
      text: `Ja takk.\n\nons. 24. nov. 2026 kl. 17:07 skrev Ana Souza fra salgsavdelingen <ana.souza@vendas.example\n>:\n\n> ${OLD}\n\nWeb: www.padariasol.example`,
    },
    { has: ['Ja takk.'], not: ['skrev', 'brochure'] },
  ],
  [
    'getmunin/munin#983',
    'Apple Mail, a level deeper each time',
    {
      text: `Good.\n\n> On 24 Nov 2026, at 17:07, Ana Souza <ana@vendas.example> wrote:\n>\n> ${OLD}\n>\n>> On 23 Nov 2026, at 9:01, Mariana wrote:\n>>\n>> older`,
    },
    { new: 'Good.' },
  ],
  [
    'github/email_reply_parser#23',
    'an own line that begins with “On”, and an attribution below',
    {
      text: `On your side nothing changes:\n\n    the tills keep their numbers\n\nOn 24 Nov 2026, at 17:07, Ana Souza wrote:\n\n> ${OLD}`,
    },
    { new: 'On your side nothing changes:\n\n    the tills keep their numbers' },
  ],
  [
    'github/email_reply_parser#26',
    'answers between, and words above',
    { text: `See below.\n\n${ATTRIBUTION}\n> How many shops?\n\nTwelve.\n\n> When?\n\nIn May.` },
    { new: 'See below.\n\nTwelve.\n\nIn May.' },
  ],
  [
    'github/email_reply_parser#52',
    'a second reply to the same mail',
    { text: `2\n\n${ATTRIBUTION}\n> ${OLD}` },
    { new: '2' },
  ],
  [
    'freescout-help-desk/freescout#349',
    'Thunderbird in Italian: nothing above, an answer between',
    {
      html: '<div class="moz-cite-prefix">Il 24/11/2026 17.07, <b>Ana</b> ha scritto:<br></div><blockquote type="cite" cite="mid:x"><p>Quanti negozi?</p></blockquote><p>Dodici.</p><blockquote type="cite" cite="mid:x"><p>A presto</p></blockquote>',
    },
    { new: 'Dodici.' },
  ],
  [
    'freescout-help-desk/freescout#4638',
    'only answers between our lines',
    {
      text: `${ATTRIBUTION}\n> Hi Mariana, the new stock report is now in your account.\n\nSeen.\n\n> Would the Pro plan make sense for the other bakeries as well?\n\nFor two of them.`,
      sent: true,
    },
    { new: 'Seen.\n\nFor two of them.' },
  ],
  [
    'freescout-help-desk/freescout#3580',
    'a quote of somebody else in a mail that answers nothing',
    { text: 'Our supplier told us\n\n> delivery in March\n\nwhich is too late. Can you do better?', sent: true },
    { has: ['Our supplier told us', 'delivery in March', 'which is too late. Can you do better?'] },
  ],
  [
    'freescout-help-desk/freescout#5624',
    'Thunderbird: the answer below the quote',
    {
      html: `<div class="moz-cite-prefix">On 24.11.26 17:07, Ana wrote:<br></div><blockquote type="cite" cite="mid:x"><p>${OLD}</p></blockquote><p>We take it.<br>Send two.</p>`,
    },
    { new: 'We take it.\nSend two.' },
  ],
  [
    'zulip/zulip#22585',
    'a mail handed on with its headers, words above',
    {
      text: `Here is what I got.\n-Glen\n\nFrom: John Doe <john@elsewhere.example>\nTo: A list <list@vendas.example>\nSubject: Ovens\n\nWe sell ovens.\n-John`,
    },
    { has: ['Here is what I got.'] },
  ],
  [
    'zapier/email-reply-parser#6',
    'an attribution and a quote without marks',
    { text: `Yep, still interested.\n\n${ATTRIBUTION}\n\n${OLD}\n\nAna` },
    { new: 'Yep, still interested.' },
  ],
  [
    'crisp-oss/email-forward-parser#12',
    'a forward whose recipients are torn',
    {
      text: `Rita, yours.\n\n---------- Forwarded message ---------\nFrom: Ana <ana@vendas.example>\nDate: Tue, 24 Nov 2026 at 17:07\nSubject: x\nTo: M <m@padariasol.example>\nCc: Rui <rui@padariasol.example>, Rita <\nrita@padariasol.example>, Ines <ines@padariasol.example>\n\n${OLD}`,
    },
    { new: 'Rita, yours.' },
  ],
  [
    'Foundry376/Mailspring#2031',
    'neighbor: a blockquote for layout in a cell, nothing quoted',
    {
      html: '<table><tr><td>We invite you.</td></tr><tr><td><blockquote><p>Hall 4, 9 o’clock</p></blockquote></td></tr><tr><td>Please answer.</td></tr></table>',
    },
    { has: ['We invite you.', 'Hall 4, 9 o’clock', 'Please answer.'], not: ['>'] },
  ],
  [
    'Foundry376/Mailspring#2031',
    'neighbor: a program’s quote in a cell',
    {
      html: `<table><tr><td><p>Fine.</p><blockquote type="cite"><p>${OLD}</p></blockquote></td></tr></table>`,
    },
    { new: 'Fine.' },
  ],
];
