import { topicsOf } from '../word-topics.ts';

/** "Message" and "mail" as clients write them into the rule above a mail: "----- Original Message -----". */
const STEMS = `
message, mail, e-mail, email, fwd.msg, original, nachricht, mensaje, mensache, mensax, mensagem, mensaxe, messaggio, messaç, missatge, messatge, courriel, bericht, berjocht, boodskap,
meddelande, mejl, meddelelse, besked, brev, melding, viesti, skilaboð, skeyti, boð, kiri, sõnum, ziņojum, vēstule, laišk, pranešim, žinut, wiadomoś, zpráv, správ, sporočil, poruk, порук, порак,
съобщени, писмо, mesaj, üzenet, levél, μήνυμα, ileti, məktub, сообщени, письм, повідомлен, лист, паведамлен, хат, хабарлама, pesan, mesej, mensahe, mezu, mesazh, ujumbe, neges, umyalezo, teachtaireacht, mesaĝ,
הודע, رسالة, الرسالة, پیام, پیغام, استوزه, خەت, संदेश, सन्देश, বার্তা, বাৰ্তা, செய்தி, సందేశ, ಸಂದೇಶ, സന്ദേശ, સંદેશ, ਸੁਨੇਹ, ସନ୍ଦେଶ, පණිවිඩ, ข้อความ, សារ, tin nhắn, thư, メッセージ, メール, 邮件, 郵件, 信件, 信息, 訊息, 消息,
메시지, 메일, 원문, შეტყობინება, წერილ, հաղորդագրությ`;

/** Compounds keep the word at their end: "Originalnachricht". */
const COMPOUND = /\p{L}(?:nachricht|bericht|meddelande|melding|viesti|skeyti|bunteachtaireacht)/iu;

const topics = topicsOf([STEMS]);

export function namesMessage(text: string): boolean {
  return topics(text) !== 0 || COMPOUND.test(text);
}
