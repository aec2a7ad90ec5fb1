export const HEADER_KINDS = ['from', 'date', 'to', 'cc', 'subject', 'other'] as const;
export type HeaderKind = (typeof HEADER_KINDS)[number];

/** One row a language: from | date | to | cc | subject, words of a kind separated by commas. */
const ROWS: Record<string, string> = {
  en: 'from, sender | sent, date, sent on, sent at | to, recipient | cc, bcc, copy | subject, topic',
  de: 'von, absender | gesendet, datum, gesendet am, verschickt | an, empfänger | kopie, kopie (cc), blindkopie | betreff, thema',
  fr: 'de, expéditeur | envoyé, date, envoyé le, message du, date d’envoi | à, a, pour, destinataire | copie à, copie | objet, sujet',
  es: 'de, remitente | enviado, fecha, enviado el, enviado a las | para, a, destinatario | con copia, copia | asunto, tema',
  it: 'da, mittente | inviato, data, inviato il, data invio, messaggio del | a, per, destinatario | copia, per conoscenza, copia conoscenza | oggetto, argomento',
  pt: 'de, remetente | enviado, enviada, enviado em, enviada em, data, data de envio | para, destinatário | com cópia, cópia | assunto, tema',
  gl: 'de, remitente | enviado, data | para, destinatario | copia | asunto',
  ca: 'de, remitent | enviat, enviat el, data | per a, per, a | a/c, còpia | assumpte, tema',
  eu: 'nork, igorlea | bidaltze-data, bidalia, data | nori, hartzailea | cc | gaia',
  nl: 'van, afzender | verzonden, datum, verzonden op, verstuurd | aan, ontvanger | kopie | onderwerp, betreft',
  af: 'van | gestuur, datum | aan | afskrif | onderwerp',
  sv: 'från, avsändare | skickat, datum, skickades | till, mottagare | kopia | ämne, rubrik',
  da: 'fra, afsender | sendt, dato | til, modtager | kopi | emne',
  nb: 'fra, avsender | sendt, dato | til, mottaker | kopi | emne',
  nn: 'frå, sendar | sendt, dato | til, mottakar | kopi | emne',
  fi: 'lähettäjä, keneltä | lähetetty, päivämäärä, päiväys, pvm | vastaanottaja, kenelle | kopio | aihe, otsikko',
  is: 'frá, sendandi | sent, dagsetning, dags | til, viðtakandi | afrit | efni, viðfangsefni',
  et: 'saatja, kellelt | saatmisaeg, saadetud, kuupäev | adressaat, saaja, kellele | koopia | teema, pealkiri',
  lv: 'no, sūtītājs | nosūtīts, sūtīts, datums | kam, adresāts, saņēmējs | kopija | temats, tēma',
  lt: 'nuo, siuntėjas | išsiųsta, data, siųsta | kam, gavėjas | kopija | tema',
  pl: 'od, nadawca | wysłano, wysłane, data, data wysłania | do, adresat, odbiorca | dw, kopia, do wiadomości | temat',
  cs: 'od, odesílatel | odesláno, datum, posláno | komu, pro, příjemce | kopie, kopie (cc) | předmět, věc',
  sk: 'od, odosielateľ | odoslané, dátum, poslané | komu, pre, príjemca | kópia | predmet, vec',
  sl: 'od, pošiljatelj | poslano, datum | za, komu, prejemnik | kp, kopija | zadeva',
  hr: 'od, šalje, pošiljatelj | poslano, datum, slanje | za, prima, primatelj | kopija | predmet, naslov',
  sr: 'od, šalje, pošiljalac, од, шаље, пошиљалац | poslato, datum, послато, датум | za, kome, prima, за, коме, прима | kopija, копија | predmet, tema, naslov, предмет, тема, наслов',
  mk: 'од | испратено, датум | до, за | копија | тема, предмет',
  bg: 'от, подател, изпращач | изпратено, дата, изпратен | до, получател | копие, як | тема, относно',
  ro: 'de la, expeditor, expeditorul | trimis, data, dată, trimis la | către, catre, la, pentru, destinatar, destinatarul | copie | subiect, subiectul',
  hu: 'feladó, kitől | elküldve, küldve, dátum, küldés ideje | címzett, címzettek, kinek | másolat, másolatot kap | tárgy',
  el: 'από, αποστολέας | στάλθηκε, εστάλη, ημερομηνία, απεστάλη | προς, παραλήπτης | κοιν, κοιν., κοινοποίηση | θέμα',
  tr: 'kimden, gönderen | gönderildi, gönderilen, gönderme tarihi, gönderim tarihi, tarih, gönderilme | kime, alıcı | bilgi | konu',
  az: 'kimdən, göndərən | göndərildi, tarix | kimə | surət | mövzu',
  ru: 'от, от кого, отправитель | отправлено, дата, послано | кому, получатель | копия | тема',
  uk: 'від, від кого, відправник | надіслано, відправлено, дата | кому, отримувач, одержувач | копія | тема',
  be: 'ад, ад каго | адпраўлена, дата | каму | копія | тэма',
  kk: 'кімнен, жіберуші | жіберілді, күні | кімге | көшірме | тақырып, тақырыбы',
  he: 'מאת | נשלח, תאריך, נשלח בתאריך | אל, נמען | עותק, העתק | נושא',
  ar: 'من, المرسل | تم الإرسال, تاريخ الإرسال, التاريخ, أرسل, أُرسلت, أرسلت, مرسل, تاريخ | إلى, الى, المستلم | نسخة, نسخة إلى | الموضوع, موضوع',
  fa: 'از, فرستنده | ارسال شده, ارسال, تاریخ, تاریخ ارسال | به, گیرنده | رونوشت | موضوع',
  ur: 'منجانب | بھیجا گیا, تاریخ | بنام, بجانب | نقل | موضوع',
  hi: 'प्रेषक, से, द्वारा | भेजा गया, दिनांक, तारीख, तिथि | प्रति, को, प्राप्तकर्ता | प्रतिलिपि | विषय',
  mr: 'प्रेषक, कडून | पाठवले, दिनांक | प्रति | प्रत | विषय',
  bn: 'থেকে, প্রেরক | পাঠানো হয়েছে, প্রেরিত, তারিখ | প্রতি, প্রাপক | অনুলিপি | বিষয়',
  ta: 'அனுப்புநர், இருந்து | அனுப்பப்பட்டது, தேதி | பெறுநர் | நகல் | பொருள்',
  te: 'నుండి, పంపినవారు | పంపబడింది, తేదీ | వీరికి, గ్రహీత | కాపీ | విషయం',
  th: 'จาก, ผู้ส่ง | ส่ง, ส่งเมื่อ, วันที่, วันที่ส่ง | ถึง, ผู้รับ | สำเนา, สำเนาถึง | เรื่อง, หัวเรื่อง',
  vi: 'từ, người gửi | đã gửi, ngày, gửi lúc, thời gian | đến, tới, gửi đến, người nhận | đồng gửi, đồng kính gửi, sao gửi | chủ đề, tiêu đề',
  id: 'dari, pengirim | dikirim, terkirim, tanggal, tgl | kepada, ke, untuk, penerima | tembusan | perihal, subjek, subyek, judul, hal',
  ms: 'daripada, pengirim | dihantar, tarikh | kepada, penerima | sk, salinan | subjek, perkara',
  fil: 'mula kay, mula sa | ipinadala, petsa | para kay, kay | kopya | paksa',
  ja: '差出人, 送信者, 送信元, 発信者 | 送信日時, 日時, 日付, 送信日 | 宛先, 送信先, 受信者 | 写し | 件名, 題名',
  zh: '发件人, 寄件人, 寄件者, 發件人, 发信人 | 发送时间, 发送日期, 日期, 时间, 發送時間, 傳送時間, 寄件日期, 傳送日期, 時間, 发件日期 | 收件人, 收件者 | 抄送, 副本 | 主题, 主旨, 主題',
  ko: '보낸 사람, 보낸사람, 발신, 발신인, 보낸이 | 보낸 날짜, 보낸날짜, 보낸 시간, 날짜, 일시, 발송일 | 받는 사람, 받는사람, 수신, 수신인, 받는이 | 참조 | 제목',
  ka: 'გამგზავნი, ვისგან | გაგზავნილია, თარიღი | მიმღები, ვის | ასლი | თემა',
  hy: 'ումից, ուղարկող | ուղարկվել է, ամսաթիվ | ում, ստացող | պատճեն | թեմա',
  sq: 'nga | dërguar, data | për | kopje | tema, subjekti',
  sw: 'kutoka, kutoka kwa | ilitumwa, iliyotumwa, tarehe | kwa | nakala | mada',
  cy: 'oddi wrth, gan | anfonwyd, dyddiad | at | copi | pwnc',
};

const OTHER =
  'reply-to, reply to, antwort an, répondre à, responder a, responder para, rispondi a, risposta, importance, wichtigkeit, importancia, priority, attachments, anlagen, resent-from, message-id, organization, mailed-by';

/** Header word in lower case → what it names. */
export const HEADER_WORDS: ReadonlyMap<string, HeaderKind> = new Map([
  ...Object.values(ROWS).flatMap((row) =>
    row.split('|').flatMap((words, kind) => list(words).map((word) => [word, HEADER_KINDS[kind]!] as const)),
  ),
  ...list(OTHER).map((word) => [word, 'other'] as const),
]);

function list(words: string): string[] {
  return words.split(',').map((word) => word.trim());
}
