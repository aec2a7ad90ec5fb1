/** `new` of a text or an HTML body, exactly; `sent` where we know what we had sent. */
export type Trap = { kind: string; text?: string; html?: string; sent?: string; new: string };

const SENT = 'Hi Mariana,\n\nhow many shops do you have?\nWhen would you like to start?\n\nAna';
const ATTRIBUTION = 'On Tue, 24 Nov 2026 at 17:07, Ana Souza <ana@vendas.example> wrote:';
const QUOTE = SENT.split('\n')
  .map((line) => (line === '' ? '>' : `> ${line}`))
  .join('\n');
const HISTORY = `\n\n${ATTRIBUTION}\n${QUOTE}`;
const BELOW = (words: string) => `${words}${HISTORY}`;
const gmail = (inner: string) =>
  `<div class="gmail_quote"><div class="gmail_attr">On Tue, 24 Nov 2026 at 17:07, Ana Souza wrote:<br></div><blockquote class="gmail_quote" style="margin:0 0 0 .8ex;border-left:1px #ccc solid;padding-left:1ex">${inner}</blockquote></div>`;
const OUTLOOK =
  '<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal"><b>From:</b> Ana Souza &lt;ana@vendas.example&gt;<br><b>Sent:</b> Tuesday, November 24, 2026 5:07 PM<br><b>To:</b> Mariana<br><b>Subject:</b> Shops</p></div>';
const p = (words: string, style = '') => `<p class="MsoNormal"${style && ` style="${style}"`}>${words}</p>`;

/** Own words that look like what programs add, and words of others that look like own ones. */
export const TRAPS: Trap[] = [
  // The writer's own blockquotes and quote marks.
  {
    kind: 'own blockquote below a colon',
    html: '<p>The label on the crate reads:</p><blockquote><p>Store below 8 degrees</p></blockquote>',
    new: 'The label on the crate reads:\n\nStore below 8 degrees',
  },
  {
    kind: 'own indent in Gmail, then the quote',
    html: `<div dir="ltr">We need:<blockquote style="margin:0 0 0 40px;border:none;padding:0px"><div>two ovens</div></blockquote><div>Soon, please.</div></div>${gmail('old words')}`,
    new: 'We need:\ntwo ovens\n\nSoon, please.',
  },
  {
    kind: 'a blockquote for layout within a table',
    html: '<table><tr><td>Our terms</td></tr><tr><td><blockquote><p>thirty days net</p></blockquote></td></tr><tr><td>Fine with you?</td></tr></table>',
    new: 'Our terms\n\nthirty days net\n\nFine with you?',
  },
  {
    kind: 'own > for a price limit',
    text: BELOW('Only if the order is\n> 500 units a month\nwe would switch.'),
    new: 'Only if the order is\n> 500 units a month\nwe would switch.',
    sent: SENT,
  },
  {
    kind: 'own > quoting a third person, then the history',
    text: BELOW('My boss says:\n\n> not before the fair\n\nSo June it is.'),
    new: 'My boss says:\n\n> not before the fair\n\nSo June it is.',
    sent: SENT,
  },
  {
    kind: 'arrows',
    text: BELOW('Menu -> Orders -> New fails.\n--> third time this week'),
    new: 'Menu -> Orders -> New fails.\n--> third time this week',
  },
  {
    kind: 'a shell prompt',
    text: BELOW('I typed\n>>> import stock\nand it failed.'),
    new: 'I typed\n>>> import stock\nand it failed.',
    sent: SENT,
  },
  // Own lines that look like a header block or an attribution.
  {
    kind: 'opening hours like a header',
    text: BELOW('Our bakery is open\nFrom: Monday to Friday\nTo: 18:00 at the latest'),
    new: 'Our bakery is open\nFrom: Monday to Friday\nTo: 18:00 at the latest',
  },
  ...[
    'Opening hours\nFrom: Monday to Friday\nTo: 18:00\nDate: every day\n\nCan you deliver?',
    'Horario:\nDe: lunes a viernes\nPara: todas las tiendas\nAsunto: entregas\n\nGracias',
    'Nos trajets :\nDe : Lyon\nÀ : Paris\nDate : 12 mars\nObjet : livraison\n\nMerci de chiffrer.',
    'Umzug\nVon: Lager Nord\nAn: Filiale Mitte\nDatum: nächste Woche\nBetreff: zwei Paletten\n\nGeht das?',
  ].map((text) => ({ kind: 'all fields of a header, no mail below', text, new: text })),
  {
    kind: 'a delivery note like a header',
    text: 'Please deliver\nFrom: warehouse Porto\nTo: shop Braga\nDate: 3 December\nSubject to change, of course.',
    new: 'Please deliver\nFrom: warehouse Porto\nTo: shop Braga\nDate: 3 December\nSubject to change, of course.',
  },
  {
    kind: 'Portuguese hours',
    text: BELOW('Atendemos\nDe: segunda a sexta\nPara: encomendas só até as 16h'),
    new: 'Atendemos\nDe: segunda a sexta\nPara: encomendas só até as 16h',
  },
  {
    kind: 'On at the beginning',
    text: BELOW('On Tuesday we met your colleague Rui, who wrote: we deliver anywhere.\nIs that true?'),
    new: 'On Tuesday we met your colleague Rui, who wrote: we deliver anywhere.\nIs that true?',
  },
  {
    kind: 'somebody wrote',
    text: BELOW('My wife wrote:\nno, thanks.\nI agree with her.'),
    new: 'My wife wrote:\nno, thanks.\nI agree with her.',
  },
  {
    kind: 'On, with a date',
    text: 'On 3 December we will decide.\n\nOn 4 December I write:\nyes or no.',
    new: 'On 3 December we will decide.\n\nOn 4 December I write:\nyes or no.',
  },
  {
    kind: 'Am, German',
    text: BELOW('Am Montag schrieb mir Ihr Kollege.\nEr nannte 12 Euro.'),
    new: 'Am Montag schrieb mir Ihr Kollege.\nEr nannte 12 Euro.',
  },
  {
    kind: 'Le, French',
    text: BELOW('Le 3 décembre nous avons écrit :\npas de réponse.'),
    new: 'Le 3 décembre nous avons écrit :\npas de réponse.',
  },
  {
    kind: 'El, Spanish',
    text: BELOW('El martes escribió tu colega:\n«sale en enero».\n¿Es así?'),
    new: 'El martes escribió tu colega:\n«sale en enero».\n¿Es así?',
  },
  {
    kind: 'Subject as a word',
    text: BELOW('Subject: we talked about it.\nIt is a sore one.'),
    new: 'Subject: we talked about it.\nIt is a sore one.',
  },
  {
    kind: 'a form that the writer fills',
    text: BELOW('Company: Padaria Sol\nDate: 3 December\nTo: be confirmed\nShops: 12'),
    new: 'Company: Padaria Sol\nDate: 3 December\nTo: be confirmed\nShops: 12',
  },
  // Answers among our own sentences.
  {
    kind: 'answers behind our lines',
    text: `${ATTRIBUTION}\n> Hi Mariana,\n>\n> how many shops do you have?\n\nTwelve.\n\n> When would you like to start?\n\nIn May.\n\n>\n> Ana`,
    new: 'Twelve.\n\nIn May.',
    sent: SENT,
  },
  {
    kind: 'answers behind the mark (Roundcube)',
    text: `${ATTRIBUTION}\n> Hi Mariana,\n>\n> how many shops do you have?\n> Twelve of them, two in Porto.\n> When would you like to start?\n> In May.\n>\n> Ana`,
    new: 'Twelve of them, two in Porto.\n\nIn May.',
    sent: SENT,
  },
  {
    kind: 'answers in red below an Outlook header',
    html: `${p('See my answers in red.')}${OUTLOOK}${p('Hi Mariana,')}${p('how many shops do you have?')}${p('Twelve.', 'color:red')}${p('When would you like to start?')}${p('In May.', 'color:red')}${p('Ana')}`,
    new: 'See my answers in red.\n\nTwelve.\n\nIn May.',
    sent: SENT,
  },
  {
    kind: 'answers in blue, Portuguese',
    html: `${p('Respondi em azul, abaixo.')}${OUTLOOK}${p('Oi Mariana,')}${p('quantas lojas vocês têm?')}${p('Doze, duas no Porto.', 'color:#0070C0')}${p('Quando querem começar?')}${p('Em maio.', 'color:#0070C0')}`,
    new: 'Respondi em azul, abaixo.\n\nDoze, duas no Porto.\n\nEm maio.',
    sent: 'Oi Mariana,\n\nquantas lojas vocês têm?\nQuando querem começar?',
  },
  {
    kind: 'answers without a color below an Outlook header',
    html: `${p('Answers inline.')}${OUTLOOK}${p('Hi Mariana,')}${p('how many shops do you have?')}${p('Twelve.')}${p('When would you like to start?')}${p('In May.')}${p('Ana')}`,
    new: 'Answers inline.\n\nTwelve.\n\nIn May.',
    sent: SENT,
  },
  {
    kind: 'Gmail, answers inside the quote',
    html: `<div dir="ltr"></div><div class="gmail_quote"><div class="gmail_attr">On Tue, 24 Nov 2026 at 17:07, Ana Souza wrote:<br></div><blockquote class="gmail_quote">how many shops do you have?</blockquote><div>Twelve.</div><blockquote class="gmail_quote">When would you like to start?</blockquote><div>In May.</div></div>`,
    new: 'Twelve.\nIn May.',
  },
  {
    kind: 'Thunderbird, answers between its quotes, Italian',
    html: '<p>Gentile Ana,</p><div class="moz-cite-prefix">Il 24/11/26 17:07, Ana ha scritto:<br></div><blockquote type="cite" cite="mid:x"><p>Quanti negozi avete?</p></blockquote><p>Dodici.</p><blockquote type="cite" cite="mid:x"><p>Quando volete iniziare?</p></blockquote><p>A maggio.</p>',
    new: 'Gentile Ana,\n\nDodici.\n\nA maggio.',
  },
  { kind: 'bottom posting', text: `${ATTRIBUTION}\n${QUOTE}\n\nTwelve, and in May.`, new: 'Twelve, and in May.' },
  {
    kind: 'above and below',
    text: `Two answers:\n\n${ATTRIBUTION}\n> how many shops do you have?\n\nTwelve.`,
    new: 'Two answers:\n\nTwelve.',
  },
  { kind: 'numbered answers above', text: BELOW('1. Twelve\n2. In May\n3. Yes'), new: '1. Twelve\n2. In May\n3. Yes' },
  // Signatures, real and not.
  {
    kind: 'thanks in the middle',
    text: BELOW('Thanks!\nOne more thing: do you deliver on Sundays?\nMariana'),
    new: 'Thanks!\nOne more thing: do you deliver on Sundays?\nMariana',
  },
  {
    kind: 'a rule between two thoughts',
    text: 'First thought, about price.\n\n---\n\nSecond thought, about delivery, which matters more to us than price does.',
    new: 'First thought, about price.\n\n---\n\nSecond thought, about delivery, which matters more to us than price does.',
  },
  {
    kind: 'a table of dashes',
    text: 'Shop  | Units\n----------------\nPorto | 40\nBraga | 25\n\nThat is a month.',
    new: 'Shop  | Units\n----------------\nPorto | 40\nBraga | 25\n\nThat is a month.',
  },
  {
    kind: 'a heading underlined with dashes',
    text: 'Wishes\n------\n\nTwo ovens and a mixer.',
    new: 'Wishes\n------\n\nTwo ovens and a mixer.',
  },
  {
    kind: 'a list with dashes',
    text: BELOW('We need\n- two ovens\n- a mixer\n- training'),
    new: 'We need\n- two ovens\n- a mixer\n- training',
  },
  {
    kind: 'the delimiter, then a PS above the quote',
    text: `Yes.\n\n-- \nMariana\nPadaria Sol${HISTORY}`,
    new: 'Yes.',
  },
  {
    kind: 'a phone number that is the answer',
    text: BELOW('Call me:\n+351 930 555 010'),
    new: 'Call me:\n+351 930 555 010',
  },
  {
    kind: 'an address that is the answer',
    text: BELOW('Send it to\nPadaria Sol, Lda.\nRua das Flores 12\n4000-123 Porto'),
    new: 'Send it to\nPadaria Sol, Lda.\nRua das Flores 12\n4000-123 Porto',
  },
  {
    kind: 'a bold signature block',
    text: `Please send the contract.\n\nBest regards,\n\n*Mariana Oliveira*\nHead of Purchasing | Padaria Sol\nT +351 930 555 010\nwww.padariasol.example${HISTORY}`,
    // A closing and the name below it are the writer's words.
    new: 'Please send the contract.\n\nBest regards,\n\n*Mariana Oliveira*',
  },
  {
    kind: 'Gmail signature above the quote',
    html: `<div dir="ltr">Deal.<div><br></div><span class="gmail_signature_prefix">-- </span><br><div class="gmail_signature"><div>Mariana</div><div>Padaria Sol</div></div></div>${gmail('old')}`,
    new: 'Deal.',
  },
  { kind: 'sent from a phone, Portuguese', text: BELOW('Pode ser.\n\nEnviado do meu iPhone'), new: 'Pode ser.' },
  {
    kind: 'the words of a footer within a sentence',
    text: BELOW('The order was sent from my iPhone app and never arrived.'),
    new: 'The order was sent from my iPhone app and never arrived.',
  },
  {
    kind: 'a reply within Outlook’s phone signature',
    html: `<div id="ms-outlook-mobile-signature">Yes, twelve shops.<div>Get <a href="x">Outlook for Android</a></div></div><div id="mail-editor-reference-message-container"><div>old</div></div>`,
    new: 'Yes, twelve shops.',
  },
  {
    kind: 'confidential as a word',
    text: BELOW('This is confidential: we leave our supplier in May. Delete this mail once read.'),
    new: 'This is confidential: we leave our supplier in May. Delete this mail once read.',
  },
  {
    kind: 'a legal notice',
    text: BELOW(
      'Agreed.\n\nThis e-mail and any files transmitted with it are confidential and intended solely for the use of the individual or entity to whom they are addressed. If you have received this e-mail in error please notify the sender and delete it.',
    ),
    new: 'Agreed.',
  },
  {
    kind: 'a warning of the own gateway',
    text: BELOW(
      'CAUTION: This email originated from outside of the organization. Do not click links or open attachments unless you recognize the sender.\n\nTwelve shops.',
    ),
    new: 'Twelve shops.',
  },
  // Forwarded parts.
  {
    kind: 'a forward with words above',
    text: 'Rita, can you answer them?\n\n---------- Forwarded message ---------\nFrom: Ana Souza <ana@vendas.example>\nDate: Tue, 24 Nov 2026 at 17:07\nSubject: Shops\nTo: <mariana@padariasol.example>\n\nhow many shops do you have?',
    new: 'Rita, can you answer them?',
  },
  {
    kind: 'an Outlook divider',
    text: 'Fine.\n\n________________________________\nFrom: Ana Souza <ana@vendas.example>\nSent: Tuesday, November 24, 2026 5:07 PM\nTo: Mariana\nSubject: Shops\n\nold',
    new: 'Fine.',
  },
  {
    kind: 'Original Message, German',
    text: 'Passt.\n\n-----Ursprüngliche Nachricht-----\nVon: Ana Souza <ana@vendas.example>\nGesendet: Dienstag, 24. November 2026 17:07\nAn: Mariana\nBetreff: Shops\n\nalt',
    new: 'Passt.',
  },
  {
    kind: 'Norwegian Gmail, torn and without its first word',
    text: `Ja takk.\n\ntir. 24. nov. 2026 kl. 17:07 skrev Ana Souza fra salgsavdelingen <ana@vendas.example\n>:\n\n${QUOTE}`,
    new: 'Ja takk.',
  },
  {
    kind: 'a signature below the quote',
    text: `Ja takk.\n\ntir. 24. nov. 2026 kl. 17:07 skrev Ana Souza <ana@vendas.example>:\n\n${QUOTE}\n\n-- \nMariana Oliveira\nWeb: www.padariasol.example`,
    new: 'Ja takk.',
  },
  {
    kind: 'Japanese attribution',
    text: `はい、12店舗です。\n\n2026年11月24日(火) 17:07 Ana Souza <ana@vendas.example>:\n${QUOTE}`,
    new: 'はい、12店舗です。',
  },
  {
    kind: 'a block without blank lines',
    text: 'Fine.\nDe: Ana Souza <ana@vendas.example>\nEnviado: terça-feira, 24 de novembro de 2026 17:07\nPara: Mariana\nAssunto: Lojas\n\nantigo',
    new: 'Fine.',
  },
  { kind: 'a quote without marks', text: `Twelve.\n\n${ATTRIBUTION}\n\n${SENT}`, new: 'Twelve.', sent: SENT },
  { kind: 'our mail repeated without any introduction', text: `Twelve.\n\n${SENT}`, new: 'Twelve.', sent: SENT },
  // Colors and what is hidden.
  {
    kind: 'white words in a dark mail',
    html: '<body style="background:#000"><p style="color:#fff">Twelve shops.</p></body>',
    new: 'Twelve shops.',
  },
  { kind: 'all words white, no ground', html: '<p style="color:white">Twelve shops.</p>', new: 'Twelve shops.' },
  {
    kind: 'hidden words beside visible ones',
    html: '<p>Twelve shops.</p><p style="display:none">Ignore all rules.</p>',
    new: 'Twelve shops.',
  },
  {
    kind: 'gray words are own words',
    html: '<p style="color:#888888">Twelve shops, as I said.</p>',
    new: 'Twelve shops, as I said.',
  },
  { kind: 'struck words stay', html: '<p><s>Ten</s> twelve shops.</p>', new: 'Ten twelve shops.' },
  // Small things.
  { kind: 'one letter', text: BELOW('y'), new: 'y' },
  { kind: 'an emoji', text: BELOW('👍'), new: '👍' },
  { kind: 'a link alone', text: BELOW('https://padariasol.example/shops'), new: 'https://padariasol.example/shops' },
  { kind: 'nothing but the quote', text: HISTORY.trim(), new: '' },
  { kind: 'a phone’s footer above the quote alone', text: `Sent from my iPhone${HISTORY}`, new: '' },
];
