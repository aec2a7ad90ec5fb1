/**
 * Footers that phones and mail apps add ("Sent from my iPhone", "Von meinem Samsung-Gerät gesendet"): a verb of
 * sending and a device or an app on one line.
 */
const SENDING = word(`
sent, send, sends, posted, written, via, get, try, download, gesendet, verschickt, geschickt, versendet, holen sie sich,
diktiert, envoyé, envoyée, envoyer, expédié, téléchargez, obtenez, enviado, enviada, enviat, obtener, obtenga, descarga, obter,
obtenha, baixe, inviato, inviata, spedito, scarica, ottieni, verzonden, verstuurd, gestuurd, gestuur, gestuurd, skickat, skickad,
skickades, hämta, sendt, hent, få, lähetetty, hanki, sent, sendur, saadetud, saadetus, nosūtīts, sūtīts, išsiųsta, siųsta,
wysłano, wysłane, wysłany, pobierz, odesláno, posláno, odoslané, poslané, získat, získať, poslano, poslato, послато,
изпратено, испратено, trimis, trimisă, elküldve, küldve, küldött, στάλθηκε, εστάλη, απεστάλη, αποστολή, gönderildi, gönderilmiştir, göndərildi,
отправлено, послано, написано, надіслано, відправлено, адпраўлена, жіберілді, dikirim, terkirim, dihantar, ipinadala,
bidalia, dërguar, imetumwa, iliyotumwa, anfonwyd, ուղարկված, გაგზავნილია`);

export const SENDING_UNSPACED =
  /נשלח|أرسل|مرسل|الإرسال|ارسال|فرستاده|भेजा|भेजी|পাঠানো|পাঠিয়েছি|அனுப்பப்பட்டது|పంపబడింది|पाठवले|ส่งจาก|ส่งด้วย|gửi từ|gửi bằng|được gửi|から送信|を使用して送信|で送信|送信|发送|发自|發送|傳送|寄自|來自我的|来自我的|보냄|보냈|전송|발송|ส่ง/iu;

/** Names of devices, systems and mail apps; they are the same in every language. */
export const DEVICE =
  /iphone|ipad|ipod|\bios\b|android|galaxy|samsung|huawei|xiaomi|redmi|oneplus|oppo\b|vivo\b|google pixel|pixel \d|motorola|nokia|htc\b|sony|xperia|alcatel|blackberry|windows (?:phone|mail|\d)|outlook|gmail|yahoo|aol\b|gmx|web\.de|proton|tutanota|tuta\b|superhuman|airmail|\bspark\b|sparrow|k-9|thunderbird|fairemail|bluemail|blue mail|typeapp|edison|mailbird|postbox|mailbox\b|boxer|acompli|\bmail\b.*windows|\[mail\]|newton|canary|polymail|shortwave|hey\.com|zoho|mail\.ru|yandex|\bti-\d|apple watch|macbook|\bios用|nine\b/iu;

/** Common nouns for a device that carries mail. */
export const MOBILE = new RegExp(
  `${word(`mobile, cell, phone, smartphone, cellphone, tablet, handy, mobil, mobilgerät, mobiltelefon, mobiltelefonen, mobile device, móvil, movil, celular,
telemóvel, teléfono, telefono, cellulare, dispositivo, téléphone, portable, mobiel, mobiele, telefoon, puhelin, puhelimesta, älypuhelimesta, matkapuhelimesta,
telefon, telefonu, telefónu, telefoni, telefona, telefonā, telefono, telefonem, mobilního, mobilného, mobilu, mobitela, mobitel, мобилен, мобилния, мобилног, телефон, телефона, смартфона, телефону,
κινητό, κινητού, mobilomról, telefonomról, mobiltelefonról, cep, telefonumdan, cihazımdan, ponsel, telepon, hp`)}|携帯|スマートフォン|手机|手機|휴대|모바일|โทรศัพท์|มือถือ|điện thoại|הנייד|טלפון|هاتف|الهاتف|جوال|موبایل|گوشی|मोबाइल|फ़ोन|फोन`,
  'iu',
);

/** "my" as it stands between the verb and the device. */
const MY =
  word(`my, meinem, meiner, mein, mon, ma, mi, mio, mia, meu, minha, mijn, my, min, mitt, mit, minu, mano, mana, manu, mojego, mojej, mého, mé, môjho, mojho, mojega, moje, mog, mojeg,
мог, мој, мојот, моя, моето, моего, моей, мого, моєї, майго, meu, mea, το, μου, benim, saya, aking, nire, tim, yangu, fy, իմ, ჩემი, от моя, del meu, da mia`);

/** "Sent from my" with whatever follows: the device of a maker nobody has heard of. */
export const SENT_FROM_MY = new RegExp(
  `^[<([*_]{0,2}(?:${SENDING}) (?:[\\p{L}\\p{M}]+ ){0,2}?${MY} (?:[\\p{L}\\p{N}][\\p{L}\\p{N}\\p{M}.-]*[ ]?){1,5}[!)]?$`,
  'iu',
);

export const SENDING_WORD = new RegExp(SENDING, 'iu');

function word(words: string): string {
  const list = [...new Set(words.split(',').map((entry) => entry.trim()))].filter(Boolean);
  return `(?<![\\p{L}\\p{M}])(?:${list.join('|')})(?![\\p{L}\\p{M}])`;
}
