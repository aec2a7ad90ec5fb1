import { describe, expect, test } from 'vitest';
import { splitReply } from '../../../lib/mail/reply-text/index.ts';

const ATTRIBUTION = 'On Tue, Mar 12, 2024 at 9:04 AM Jana Novak <jana@acme.example> wrote:';

/** Wordings of legal notices other than those of the locale samples. */
const NOTICES = [
  'CONFIDENTIALITY NOTICE: The contents of this email message and any attachments are intended solely for the addressee(s) and may contain confidential and/or privileged information and may be legally protected from disclosure.',
  'This e-mail may contain privileged information. If you are not the intended recipient, please delete it.',
  'The information in this email is confidential and may be legally privileged. Access by anyone else is unauthorised.',
  'Diese Nachricht ist ausschließlich für den Adressaten bestimmt und kann vertrauliche oder rechtlich geschützte Informationen enthalten.',
  'Der Inhalt dieser E-Mail ist vertraulich. Unbefugtes Kopieren oder Weitergeben ist nicht gestattet.',
  'Les informations contenues dans ce courriel sont confidentielles. Toute diffusion ou reproduction non autorisée est interdite.',
  'Ce courriel est confidentiel et réservé à l’usage exclusif de son destinataire.',
  'La información contenida en este correo electrónico es confidencial. Queda prohibida su divulgación, copia o distribución.',
  'AVISO LEGAL: Este correo es confidencial y para uso exclusivo del destinatario.',
  'Le informazioni contenute in questa comunicazione sono riservate e destinate esclusivamente alle persone indicate. È vietata la diffusione.',
  'As informações contidas neste e-mail são confidenciais e destinadas apenas ao destinatário indicado.',
  'De informatie in deze e-mail is vertrouwelijk. Gebruik door anderen dan de geadresseerde is verboden.',
  'Informationen i detta e-postmeddelande är konfidentiell och endast avsedd för adressaten.',
  'Denne e-mail kan indeholde fortrolig information. Er du ikke rette modtager, bedes du slette den.',
  'Denne meldingen kan inneholde konfidensiell informasjon og er kun for adressaten.',
  'Tämä sähköposti voi sisältää luottamuksellista tietoa ja on tarkoitettu vain vastaanottajalle.',
  'Niniejsza wiadomość zawiera informacje poufne przeznaczone wyłącznie dla adresata. Rozpowszechnianie jest zabronione.',
  'Tento e-mail může obsahovat důvěrné informace. Pokud nejste zamýšleným příjemcem, smažte jej.',
  'Táto správa môže obsahovať dôverné informácie. Ak nie ste určeným príjemcom, vymažte ju.',
  'Az e-mail bizalmas információkat tartalmazhat. Amennyiben nem Ön a címzett, kérjük, törölje az üzenetet.',
  'Acest e-mail poate conține informații confidențiale. Dacă nu sunteți destinatarul, vă rugăm să îl ștergeți.',
  'Този имейл може да съдържа поверителна информация. Ако не сте получателят, моля изтрийте съобщението.',
  'Το παρόν email μπορεί να περιέχει εμπιστευτικές πληροφορίες. Αν δεν είστε ο παραλήπτης, παρακαλούμε διαγράψτε το.',
  'Bu e-posta gizli bilgiler içerebilir. Eğer alıcısı değilseniz lütfen siliniz.',
  'דוא"ל זה עשוי להכיל מידע חסוי. אם אינך הנמען, נא מחק את ההודעה.',
  'قد يحتوي هذا البريد الإلكتروني على معلومات سرية. إذا لم تكن المستلم المقصود فيرجى حذفه.',
  'อีเมลนี้อาจมีข้อมูลที่เป็นความลับ หากท่านไม่ใช่ผู้รับ กรุณาลบอีเมลนี้',
  'Email này có thể chứa thông tin bảo mật. Nếu bạn không phải là người nhận, vui lòng xóa email này.',
  'Email ini mungkin berisi informasi rahasia. Jika Anda bukan penerima yang dituju, harap hapus email ini.',
  'Ova poruka može sadržavati povjerljive informacije. Ako niste primatelj, molimo izbrišite je.',
  'To sporočilo lahko vsebuje zaupne informacije. Če niste naslovnik, ga prosimo izbrišite.',
  'See e-kiri võib sisaldada konfidentsiaalset teavet. Kui te ei ole adressaat, palun kustutage see.',
  'Šis e-pasts var saturēt konfidenciālu informāciju. Ja neesat adresāts, lūdzu, izdzēsiet to.',
  'Šiame el. laiške gali būti konfidencialios informacijos. Jei nesate adresatas, ištrinkite laišką.',
  'इस ईमेल में गोपनीय जानकारी हो सकती है। यदि आप प्राप्तकर्ता नहीं हैं, तो कृपया इसे हटा दें।',
  '本メールには機密情報が含まれている場合があります。宛先でない方は削除してください。',
  '此电子邮件可能包含机密信息。如果您不是收件人，请删除本邮件。',
  '本電子郵件可能包含機密資訊。若您非指定收件人，請刪除此郵件。',
  '이 이메일에는 기밀 정보가 포함될 수 있습니다. 수신자가 아닌 경우 삭제해 주십시오.',
  'Цей лист може містити конфіденційну інформацію. Якщо ви не є адресатом, видаліть його.',
  'Это письмо может содержать конфиденциальную информацию. Если вы не являетесь адресатом, удалите его.',
  'Aquest correu pot contenir informació confidencial. Si no en sou el destinatari, elimineu-lo.',
  'Ова порука може садржати поверљиве информације. Ако нисте прималац, молимо избришите је.',
  'Þessi póstur getur innihaldið trúnaðarupplýsingar. Ef þú ert ekki réttur viðtakandi, vinsamlegast eyddu honum.',
  'این ایمیل ممکن است حاوی اطلاعات محرمانه باشد. اگر گیرنده آن نیستید، لطفاً آن را حذف کنید.',
];

/** Last or first sentences of ordinary mails that share words with notices, footers, headers and attributions. */
const ORDINARY = [
  'Please send the message with the attachments to the recipient list we discussed and delete the old e-mail thread.',
  'Could you sign the confidentiality agreement before Friday? The attachment is in my last e-mail and legal wants it.',
  'The pricing is confidential, so please do not forward this message to anyone outside our team.',
  'Bitte senden Sie den Anhang der letzten E-Mail noch einmal, der Empfänger hat ihn gelöscht.',
  'Unsere Rechtsabteilung prüft die Vertraulichkeitsvereinbarung und meldet sich per E-Mail.',
  'Merci de renvoyer la pièce jointe du dernier message, notre destinataire ne l’a pas reçue.',
  'Call me on +49 30 1234567 or write to jana@acme.example.',
  'Our office:\nHauptstr. 1\n10115 Berlin',
  'Regards to Anna as well!',
  'Thanks a lot for the quick answer',
  'Best time would be Tuesday 10:00',
  'Outlook for iOS is what we use.',
  'We use Samsung phones, mostly Galaxy S24.',
  'The mail was sent from our iPhone app.',
  'Gesendet haben wir die Ware gestern.',
  'Enviado el pedido ayer, gracias.',
  'Do you have an Android version?',
  'Von unserem Vertrieb wurde das Angebot gestern gesendet',
  'Total: 4.000 EUR\nDiscount: 10 %\nDelivery: 2 weeks',
  'Name: Jane Doe\nCompany: Acme\nPhone: +1 555 123 4567\nSeats: 40',
  '- Jane\n- John',
  'From 1 May to 30 June we are closed.',
  'To: be decided\nSubject: to change',
  'On Monday, 12 March 2024, Jana wrote a report about it:\nit is attached.',
  'As Jana Novak <jana@acme.example> wrote: we need 40 seats.',
  'Please contact Jana Novak <jana@acme.example>:\nshe knows.',
  '1. Price\n2. Terms\n---\nBoth fine.',
  'Yours is the better offer.',
  '1.1.2024 10:00: kick-off\n2.1.2024 10:00: workshop',
  'Q: How many?\nA: Forty.',
  'Note the line: reply above all else!',
  'We often get mail from jana@acme.example; it is important to us.',
  'Ok\n\nJohn',
  'Great!\n\nThanks,\nJohn Smith\nCEO',
];

describe.each(NOTICES)('the notice %j goes', (notice) => {
  test('at the end', () => {
    expect(splitReply({ text: `Body text here.\n\n${notice}` }).new).toBe('Body text here.');
  });

  test('above a quote', () => {
    const text = `Body text here.\n\n________________\n${notice}\n\n${ATTRIBUTION}\n> old`;
    expect(splitReply({ text }).new).toBe('Body text here.');
  });
});

describe.each(ORDINARY)('the words %j stay', (words) => {
  test('at the end', () => {
    const text = `Hello Jana,\n\n${words}`;
    expect(splitReply({ text }).new).toBe(text);
  });

  test('above a quote', () => {
    const text = `Hello Jana,\n\n${words}`;
    expect(splitReply({ text: `${text}\n\n${ATTRIBUTION}\n> old` }).new).toBe(text);
  });

  test('at the beginning', () => {
    const text = `${words}\n\nWe look forward to it.`;
    expect(splitReply({ text }).new).toBe(text);
  });
});

/** As mail of Japan and China has it: company, person and telephone between two rules. */
test.each([
  ['──────────────', '承知しました。二店舗分でお願いします。', '株式会社パダリア\n購買部 田中花子\nTEL: 03-1234-5678'],
  ['＝＝＝＝＝＝＝＝', '承知しました。', '株式会社パダリア 田中花子\nhanako@acme.example'],
  ['━━━━━━━━━━', '好的，请寄合同。', '王小明\n采购部\n电话：+86 10 1234 5678'],
  ['◆◇◆◇◆◇', 'よろしくお願いします。', '田中花子\nhttps://acme.example'],
])('a signature framed by %s', (rule, body, signature) => {
  expect(splitReply({ text: `${body}\n\n${rule}\n${signature}\n${rule}` }).new).toBe(body);
});
