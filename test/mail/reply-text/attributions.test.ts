import { describe, expect, test } from 'vitest';
import { splitReply } from '../../../lib/mail/reply-text/index.ts';

const BODY = 'Danke, das passt.';

/** Attributions of Yahoo and of Gmail in more languages than the locale samples have. */
const ATTRIBUTIONS = [
  'Am Dienstag, 12. März 2024 um 09:04:00 MEZ hat Jana Novak <jana@acme.example> Folgendes geschrieben:',
  'Le mardi 12 mars 2024 à 09:04:00 UTC+1, Jana Novak <jana@acme.example> a écrit :',
  'El martes, 12 de marzo de 2024, 09:04:00 CET, Jana Novak <jana@acme.example> escribió:',
  'Il martedì 12 marzo 2024 alle ore 09:04:00 CET, Jana Novak <jana@acme.example> ha scritto:',
  'Em terça-feira, 12 de março de 2024 às 09:04:00 BRT, Jana Novak <jana@acme.example> escreveu:',
  'Op dinsdag 12 maart 2024 om 09:04:00 CET schreef Jana Novak <jana@acme.example>:',
  'Den tisdag 12 mars 2024 09:04:00 CET skrev Jana Novak <jana@acme.example>:',
  'W dniu wtorek, 12 marca 2024 09:04:00 CET użytkownik Jana Novak <jana@acme.example> napisał:',
  '12 Mart 2024 Salı 09:04:00 GMT+3 tarihinde Jana Novak <jana@acme.example> şunu yazdı:',
  'вторник, 12 марта 2024 г., 09:04:00 GMT+3, Jana Novak <jana@acme.example> написал(а):',
  'Στις Τρίτη 12 Μαρτίου 2024, 09:04:00 π.μ. EET, ο χρήστης Jana Novak <jana@acme.example> έγραψε:',
  'Pe marți, 12 martie 2024, 09:04:00 EET, Jana Novak <jana@acme.example> a scris:',
  '2024. március 12., kedd 09:04:00 CET, Jana Novak <jana@acme.example> írta:',
  'Dne úterý 12. března 2024 9:04:00 SEČ, Jana Novak <jana@acme.example> napsal(a):',
  '在2024年3月12日星期二 上午9:04:00 [GMT+8]， Jana Novak<jana@acme.example> 写道：',
  '2024年3月12日火曜日 9:04:00 JST, Jana Novak <jana@acme.example> は書きました:',
  '2024년 3월 12일 화요일 오전 9:04:00 GMT+9, Jana Novak <jana@acme.example>님이 작성:',
  'Vào 09:04:00 GMT+7 Thứ Ba, 12 tháng 3, 2024, Jana Novak <jana@acme.example> đã viết:',
  'Pada Selasa, 12 Maret 2024 09.04.00 WIB, Jana Novak <jana@acme.example> menulis:',
  'On Tuesday 12 March 2024 at 09:04:00 am GMT, Jana Novak <jana@acme.example> wrote:',
  'On Tue, Mar 12, 2024 at 9:04 AM +0100, "Jana Novak" <jana@acme.example> wrote:',
  'Dana uto, 12. ožu 2024. u 09:04 Jana Novak <jana@acme.example> napisao je:',
  'tor., 12. mar. 2024 ob 09:04 je oseba Jana Novak <jana@acme.example> napisala:',
  'V V tor., 12. mar. 2024 ob 09:04 je oseba Jana Novak\n<jana@acme.example> napisala:',
  'T, 12. märts 2024 kell 09:04 kirjutas Jana Novak <jana@acme.example>:',
  '2024-03-12, an, 09:04, Jana Novak <jana@acme.example> rašė:',
  'otrd., 2024. g. 12. marts plkst. 09:04 — Jana Novak (<jana@acme.example>)\nrakstīja:',
  'mar., 12 de mar. de 2024 á(s) 09:04, Jana Novak (<jana@acme.example>) escribiu:',
  'ti 12. maalisk. 2024 klo 9.04 ip. Jana Novak (jana@acme.example) kirjoitti:',
  'þri., 12. mar. 2024 kl. 09:04 skrifaði Jana Novak <jana@acme.example>:',
  'Msg Jana Novak <jana@acme.example> 12 Mac 2024 9:04 pagi menulis:',
  'Noong Mar, Mar 12, 2024 nang 9:04 AM, isinulat ni Jana Novak <jana@acme.example>:',
  'Mnamo Jum, 12 Mac 2024 saa 9:04 asubuhi, Jana Novak <jana@acme.example> aliandika:',
  'Dy Maw, 12 Maw 2024 am 09:04 ysgrifennodd Jana Novak <jana@acme.example>:',
  'Op Di. 12 Mrt. 2024 om 09:04 het Jana Novak <jana@acme.example> geskryf:',
  'Më mar, 12 mars 2024 në 09:04 Jana Novak <jana@acme.example> shkroi:',
];

describe.each(ATTRIBUTIONS)('%j', (attribution) => {
  test.each(['> old\n> words', 'old\nwords'])('above %j', (quote) => {
    expect(splitReply({ text: `${BODY}\n\n${attribution}\n\n${quote}\n` }).new).toBe(BODY);
  });
});

/** Verbs of speaking, in the present as some programs print them. */
test.each([
  'Il giorno 12 marzo 2024 09:04, Jana Novak <jana@acme.example> dice:',
  'Am 12.03.2024 um 09:04 schreibt Jana Novak (jana@acme.example):',
  'El 12/03/2024 a las 09:04, Jana Novak <jana@acme.example> dice:',
  'Em 12/03/2024 09:04, Jana Novak (jana@acme.example) escreve:',
  'Den 12 mars 2024 09:04 säger Jana Novak (jana@acme.example):',
  'Le 12/03/2024 09:04, Jana Novak (jana@acme.example) dit :',
  'Op 12 maart 2024 om 09:04 zegt Jana Novak (jana@acme.example):',
])('%j', (attribution) => {
  expect(splitReply({ text: `${BODY}\n\n${attribution}\n\nold\nwords\n` }).new).toBe(BODY);
});

/** What other clients and older versions print between a reply and what it answers. */
test.each([
  `${BODY}\n\nJana Novak <jana@acme.example> schrieb am Di. 12. März 2024 um 09:04:\n> x`,
  `${BODY}\n\n> Am 12.03.2024 um 09:04 schrieb Jana Novak <jana@acme.example>:\n> \n> x`,
  `${BODY}\n\n\nAm 12. März 2024 09:04:17 MEZ schrieb Jana Novak <jana@acme.example>:\n>x`,
  `${BODY}\n\n-------- Ursprüngliche Nachricht --------\nVon: Jana Novak <jana@acme.example>\nDatum: 12.03.24 09:04 (GMT+01:00)\nAn: m@acme.example\nBetreff: Angebot\n\nx`,
  `${BODY}\n\n________________________________\nVon: Jana\nGesendet: Dienstag, 12. März 2024 09:04:00\nAn: M\nBetreff: Angebot\n\nx`,
  `${BODY}\n\nVon: Jana Novak\nGesendet am: Dienstag, 12. März 2024 09:04\nAn: M\nThema: Angebot\n\nx`,
  `${BODY}\n\nVon: Jana Novak [mailto:jana@acme.example] Gesendet: Dienstag, 12. März 2024 09:04 An: M Betreff: Angebot\n\nx`,
  `${BODY}\n\nFrom: Jana Novak <jana@acme.example> \nReply: Jana Novak <jana@acme.example>\nDate: 12. March 2024 at 09:04:00\nTo: M <m@x.y>\nSubject:  Angebot\n\nx`,
  `${BODY}\n\nOn Tue, 12 Mar, 2024, 9:04 am Jana Novak, <jana@acme.example> wrote:\n\n> x`,
  `${BODY}\n\nOn Tue, 12 Mar 2024 at 9:04 PM 'Jana Novak' via Sales <sales@acme.example> wrote:\n\n> x`,
  `${BODY}\n\nOn March 12, 2024 9:04:17 AM GMT+01:00, Jana Novak <jana@acme.example> wrote:\n>x`,
  `${BODY}\n\nOn 2024-03-12 09:04, Jana Novak wrote:\n> x`,
  `${BODY}\n\nJana Novak wrote on 12/03/2024 09:04:\n> x`,
  `${BODY}\n\n* Jana Novak <jana@acme.example> [2024-03-12 09:04]:\n> x`,
  `${BODY}\n\nQuoting Jana Novak <jana@acme.example>:\n\n> x`,
  `${BODY}\n\nZitat von Jana Novak <jana@acme.example>:\n\n> x`,
  `${BODY}\n\nJana Novak writes:\n\n> x`,
  `${BODY}\n\n---- Am Di., 12 März 2024 09:04:00 +0100 Jana Novak <jana@acme.example> schrieb ----\n\n> x`,
  `${BODY}\n\n发件人： Jana Novak\n发送时间： 2024年3月12日 9:04\n收件人： M\n主题： 报价\n\nx`,
  `${BODY}\n\n------------------ 原始邮件 ------------------\n发件人: "Jana" <jana@acme.example>;\n发送时间: 2024年3月12日(星期二) 上午9:04\n收件人: "M"<m@x.y>;\n主题: 报价\n\nx`,
  `${BODY}\n\nAt 2024-03-12 09:04:00, "Jana Novak" <jana@acme.example> wrote:\n\nx`,
  `${BODY}\n\n2024年3月12日(火) 9:04 Jana Novak <jana@acme.example>:\n\n> x`,
  `${BODY}\n\n-----Original Message-----\nFrom: "Jana"<jana@acme.example>\nTo: "M"<m@x.y>;\nCc:\nSent: 2024-03-12 (화) 09:04:00 (GMT+09:00)\nSubject: Offer\n\nx`,
  `${BODY}\n\n2024年3月12日(火) 9:04、Jana Novak <jana@acme.example>さんは書きました:\n> x`,
  `${BODY}\n\n--------- Původní e-mail ---------\nOd: Jana <jana@acme.example>\nKomu: m@x.y\nDatum: 12. 3. 2024 9:04:00\nPředmět: Nabídka\nx`,
  `${BODY}\n\nDnia 12 marca 2024 09:04 Jana Novak <jana@acme.example> napisał(a):\n\nx`,
  `${BODY}\n\nWiadomość napisana przez Jana Novak <jana@acme.example> w dniu 12.03.2024, o godz. 09:04:\n\nx`,
  `${BODY}\n\n12.03.2024, 09:04, "Jana Novak" <jana@acme.example>:\n\nx`,
  `${BODY}\n\nВторник, 12 марта 2024, 9:04 +03:00 от Jana Novak <jana@acme.example>:\n \nx`,
  `${BODY}\n\n---------- Přeposlaná zpráva ---------\nOd: Jana <jana@acme.example>\nDate: út 12. 3. 2024 v 9:04\nSubject: x\nTo: <m@x.y>\n\nx`,
  `${BODY}\n\n12 Mar 2024, 09:04 tarihinde Jana Novak <jana@acme.example> şunu yazdı:\n\nx`,
  `${BODY}\n\nJana Novak <jana@acme.example> (12 Mar 2024, 09:04):\n\nx`,
  `${BODY}\n\nPe mar., 12 mar. 2024 la 09:04, Jana Novak <jana@acme.example> a scris:\n\n> x`,
  `${BODY}\n\nEl mar., 12 mar. 2024 9:04 a. m., Jana Novak <jana@acme.example>\nescribió:\n\n> x`,
  `${BODY}\n\nIl Mar 12 Mar 2024, 09:04 Jana Novak <jana@acme.example> ha\nscritto:\n\n> x`,
  `${BODY}\n\nOn Tue, Mar 12, 2024 at 9:04 AM Jana Novak\n<jana@acme.example<mailto:jana@acme.example>> wrote:\nx`,
  `${BODY}\n\nGet Outlook for iOS<https://aka.ms/o0ukef>\n________________________________\nVan: Jana <jana@acme.example>\nVerzonden: dinsdag 12 maart 2024 09:04\nAan: M\nOnderwerp: x\n\nx`,
  `${BODY}\n\n\n\n\n\n\n\nSent: Tuesday, March 12, 2024 at 9:04 AM\nFrom: "Jana" <jana@acme.example>\nTo: m@x.y\nSubject: Offer\n\nx`,
  `${BODY}\n\n> ----- Original Message -----\n> From: Jana\n> x`,
  `${BODY}\n\n-- \nMit freundlichen Grüßen\nMarta`,
  `${BODY}\n\n--\nMarta Klein | Acme GmbH\n\nOn Tue, Mar 12, 2024 at 9:04 AM J <j@a.b> wrote:\n> x`,
  `${BODY}\n\n—\nMarta`,
  `${BODY}\n\n__________\nMarta Klein\nAcme`,
  `${BODY}\n\n***\nMarta Klein\nTel: 030 1234567`,
  `${BODY}\n\nMarta Klein\nSales Manager\nPhone: +49 30 1234567\nEmail: m@acme.example\nWeb: www.acme.example`,
  `${BODY}\n\nMarta Klein\n\nAcme GmbH\nHauptstraße 1\n10115 Berlin\nTel.: +49 (0)30 1234567\nFax: +49 (0)30 1234568\nmarta@acme.example\nwww.acme.example\n\nGeschäftsführer: Max Muster\nAmtsgericht Berlin HRB 12345`,
])('%j', (text) => {
  expect(splitReply({ text }).new).toBe(BODY);
});
