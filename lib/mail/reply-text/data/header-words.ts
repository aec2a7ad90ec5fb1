const HEADER_KINDS = ['from', 'date', 'to', 'cc', 'subject', 'other'] as const;
export type HeaderKind = (typeof HEADER_KINDS)[number];

/** One row a language: from | date | to | cc | subject, words of a kind separated by commas. */
const ROWS: Record<string, string> = {
  en: 'from, sender | sent, date, sent on, sent at | to, recipient | cc, bcc, copy | subject, topic',
  de: 'von, absender | gesendet, datum, gesendet am, verschickt | an, empfänger | kopie, kopie (cc), blindkopie, kopie an | betreff, thema',
  fr: 'de, expéditeur | envoyé, date, envoyé le, message du, date d’envoi, provenance | à, a, pour, destinataire | copie à, copie | objet, sujet',
  es: 'de, remitente | enviado, fecha, enviado el, enviado a las | para, a, destinatario | con copia, copia | asunto, tema',
  it: 'da, mittente | inviato, data, inviato il, data invio, messaggio del | a, per, destinatario | copia, per conoscenza, copia conoscenza | oggetto, argomento',
  pt: 'de, remetente | enviado, enviada, enviado em, enviada em, data, data de envio | para, destinatário | com cópia, cópia | assunto, tema',
  gl: 'de, remitente | enviado, data | para, destinatario, destinatario(a) | copia, copia (cc) | asunto, titular',
  ca: 'de, remitent | enviat, enviat el, enviat a, data | per a, per, a, destinatari, destinataris | a/c, còpia | assumpte, tema',
  eu: 'nork, igorlea, nondik | bidaltze-data, bidalia, bidalita, data | nori, nora, hartzailea | kopia | gaia',
  nl: 'van, afzender | verzonden, datum, verzonden op, verstuurd | aan, ontvanger | kopie | onderwerp, betreft',
  af: 'van | gestuur, datum | aan | afskrif | onderwerp',
  sv: 'från, avsändare | skickat, datum, skickades | till, mottagare | kopia | ämne, rubrik',
  da: 'fra, afsender | sendt, dato | til, modtager | kopi | emne',
  nb: 'fra, avsender | sendt, dato | til, mottaker | kopi, kopi til | emne',
  nn: 'frå, sendar | sendt, dato | til, mottakar | kopi | emne',
  fi: 'lähettäjä, keneltä | lähetetty, päivämäärä, päiväys, pvm | vastaanottaja, kenelle | kopio | aihe, otsikko',
  is: 'frá, sendandi | sent, dagsetning, dags | til, viðtakandi | afrit | efni, viðfangsefni, titill',
  et: 'saatja, kellelt | saatmisaeg, saadetud, kuupäev | adressaat, saaja, kellele | koopia | teema, pealkiri',
  lv: 'no, sūtītājs | nosūtīts, sūtīts, datums | kam, adresāts, saņēmējs | kopija | temats, tēma',
  lt: 'nuo, siuntėjas | išsiųsta, data, siųsta | kam, gavėjas | kopija | tema',
  pl: 'od, nadawca | wysłano, wysłane, data, data wysłania | do, adresat, odbiorca | dw, kopia, do wiadomości | temat',
  cs: 'od, odesílatel | odesláno, datum, posláno | komu, pro, příjemce, adresát | kopie, kopie (cc) | předmět, věc',
  sk: 'od, odosielateľ | odoslané, dátum, poslané | komu, pre, príjemca, adresát | kópia | predmet, vec',
  sl: 'od, pošiljatelj | poslano, datum | za, komu, prejemnik | kp, kopija | zadeva',
  hr: 'od, šalje, pošiljatelj | poslano, datum, slanje | za, prima, primatelj | kopija | predmet, naslov',
  sr: 'od, šalje, pošiljalac, од, шаље, пошиљалац | poslato, datum, послато, датум | za, kome, prima, за, коме, прима | kopija, копија | predmet, tema, naslov, предмет, тема, наслов',
  mk: 'од | испратено, датум | до, за, примач | копија, копирај | тема, предмет, наслов',
  bg: 'от, подател, изпращач | изпратено, дата, изпратен, изпратено на | до, получател | копие, копие до, як | тема, относно, заглавие',
  ro: 'de la, expeditor, expeditorul | trimis, data, dată, trimis la | către, catre, la, pentru, destinatar, destinatarul | copie, copie (cc) | subiect, subiectul',
  hu: 'feladó, kitől | elküldve, küldve, dátum, küldés ideje | címzett, címzettek, kinek | másolat, másolatot kap | tárgy',
  el: 'από, αποστολέας | στάλθηκε, εστάλη, ημερομηνία, ημ/νία, απεστάλη, αποστολή | προς, παραλήπτης | κοιν, κοιν., κοινοποίηση | θέμα',
  tr: 'kimden, gönderen, gönderici | gönderildi, gönderilen, gönderme tarihi, gönderim tarihi, tarih, gönderilme, gönderilme tarihi | kime, alıcı | bilgi, kopya | konu',
  az: 'kimdən, göndərən | göndərildi, tarix | kimə, alıcı | surət, nüsxə | mövzu',
  ru: 'от, от кого, отправитель | отправлено, дата, послано | кому, получатель | копия | тема',
  uk: 'від, від кого, відправник | надіслано, відправлено, дата | кому, отримувач, одержувач | копія | тема',
  be: 'ад, ад каго | адпраўлена, дата | каму | копія | тэма',
  kk: 'кімнен, жіберуші | жіберілді, күні | кімге | көшірме | тақырып, тақырыбы',
  he: 'מאת | נשלח, תאריך, נשלח בתאריך, בתאריך | אל, נמען | עותק, העתק, לידיעה | נושא, הנדון',
  ar: 'من, المرسل | تم الإرسال, تاريخ الإرسال, التاريخ, أرسل, أُرسلت, أرسلت, مرسل, تاريخ | إلى, الى, المستلم | نسخة, نسخة إلى | الموضوع, موضوع',
  fa: 'از, فرستنده, ارسال کننده | ارسال شده, ارسال‌شده, ارسالشده, ارسال, تاریخ, تاریخ ارسال, تاريخ | به, گیرنده, گيرنده | رونوشت | موضوع',
  ur: 'منجانب, از | بھیجا گیا, تاریخ | بنام, بجانب | نقل | موضوع, مضمون',
  hi: 'प्रेषक, से, द्वारा, भेजने वाला, यहाँ से | भेजा गया, भेजी गई, दिनांक, तारीख, तिथि | प्रति, को, प्राप्तकर्ता, पाने वाला | प्रतिलिपि | विषय',
  mr: 'प्रेषक, कडून | पाठवले, दिनांक | प्रति, प्रती | प्रत | विषय',
  bn: 'থেকে, প্রেরক | পাঠানো হয়েছে, প্রেরিত, পাঠানো, তারিখ | প্রতি, প্রাপক | অনুলিপি | বিষয়',
  ta: 'அனுப்புநர், அனுப்புனர், இருந்து | அனுப்பப்பட்டது, தேதி | பெறுநர், பெறுனர் | நகல் | பொருள், தலைப்பு',
  te: 'నుండి, పంపినవారు | పంపబడింది, తేదీ, తారీఖు | వీరికి, గ్రహీత, కు | కాపీ | విషయం, సంగతి',
  th: 'จาก, ผู้ส่ง | ส่ง, ส่งเมื่อ, วันที่, วันที่ส่ง | ถึง, ผู้รับ | สำเนา, สำเนาถึง, คัดลอก | เรื่อง, หัวเรื่อง, หัวข้อ, หัวจดหมาย',
  vi: 'từ, người gửi, gửi từ | đã gửi, ngày, gửi lúc, thời gian, ngày gửi | đến, tới, gửi đến, người nhận, cho | đồng gửi, đồng kính gửi, sao gửi | chủ đề, tiêu đề',
  id: 'dari, pengirim | dikirim, terkirim, tanggal, tgl | kepada, ke, untuk, penerima | tembusan, salinan | perihal, subjek, subyek, judul, hal',
  ms: 'daripada, pengirim | dihantar, tarikh | kepada, penerima | sk, salinan | subjek, perkara, tajuk',
  fil: 'mula kay, mula sa | ipinadala, petsa | para kay, kay | kopya | paksa',
  ja: '差出人, 送信者, 送信元, 発信者 | 送信日時, 日時, 日付, 送信日, 送信済み | 宛先, 送信先, 受信者 | 写し, 写し(cc) | 件名, 題名',
  zh: '发件人, 寄件人, 寄件者, 發件人, 发信人, 寄件地址 | 发送时间, 发送日期, 日期, 时间, 發送時間, 傳送時間, 寄件日期, 傳送日期, 時間, 发件日期, 發送日期 | 收件人, 收件者 | 抄送, 副本, 抄送人 | 主题, 主旨, 主題, 標題, 标题',
  ko: '보낸 사람, 보낸사람, 발신, 발신인, 보낸이, 발신자 | 보낸 날짜, 보낸날짜, 보낸 시간, 날짜, 일시, 발송일, 보낸일자 | 받는 사람, 받는사람, 수신, 수신인, 받는이, 수신자 | 참조 | 제목',
  ka: 'გამგზავნი, ვისგან, გამომგზავნი | გაგზავნილია, თარიღი | მიმღები, ვის | ასლი | თემა, სათაური',
  hy: 'ումից, ուղարկող | ուղարկվել է, ամսաթիվ | ում, ստացող | պատճեն | թեմա, վերնագիր',
  sq: 'nga | dërguar, data, datë | për | kopje | tema, subjekti, subjekt',
  sw: 'kutoka, kutoka kwa | ilitumwa, iliyotumwa, tarehe | kwa | nakala | mada',
  fy: 'fan | datum | oan | cc | ûnderwerp',
  lb: 'vun | datum | un | cc | sujet',
  fo: 'frá | tann | til | avrit | evni',
  ga: 'ó, seolaí | dáta | chuig | cóip | ábhar, ábhair',
  eo: 'de | dato | al | kopio | temo',
  gu: 'તરફથી, પ્રેષક | તારીખ | પ્રતિ | નકલ | વિષય',
  pa: 'ਵਲੋਂ, ਵੱਲੋਂ | ਮਿਤੀ | ਵੱਲ | ਨਕਲ | ਵਿਸ਼ਾ',
  kn: 'ಇಂದ | ದಿನಾಂಕ | ಗೆ | ಪ್ರತಿ | ವಿಷಯ',
  ml: 'പ്രേഷിതന്‍ | തീയതി | സ്വീകര്‍ത്താവ് | പകർപ്പ് | വിഷയം',
  ne: 'बाट | मिति, तारिख | प्रापक, लाई | बोधार्थ | विषय',
  cy: 'oddi wrth, gan | anfonwyd, dyddiad | at, i, derbyniwr | copi | pwnc',
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
  return words.split(',').map((word) => word.trim().normalize('NFC'));
}
