/** Words of the footers that phones and mail apps add: "Sent from my iPhone", "Von meinem Galaxy gesendet". */

export const SENT_STEMS = `
sent, posted, written, sent wirelessly, sent securely, gesendet, verschickt, geschickt, versendet, envoyé, envoyé sans fil, envoyée, expédié, enviado, enviada, enviat, enviado sin cables, inviato, inviata, spedito, verzonden, verstuurd,
gestuurd, gestuur, skickat, skickad, skickades, sendt, sendt trådløst, lähetetty, sent, sendur, sent úr, saadetud, saadetus, nosūtīts, sūtīts, išsiųsta, siųsta, wysłano, wysłane, wysłany, odesláno, posláno, odoslané, poslané, poslano,
poslato, послато, изпратено, испратено, trimis, trimisă, elküldve, küldve, στάλθηκε, εστάλη, απεστάλη, отправлено, послано, написано, надіслано, відправлено, адпраўлена, dikirim, terkirim, dihantar, ipinadala,
bidalia, dërguar, imetumwa, iliyotumwa, anfonwyd, đã gửi, được gửi, gửi`;

const FROM = `
from, via, with, using, by, on, through, von, vom, mit, über, aus, via la, de, du, depuis, avec, à partir, par, grâce, desde, con, del, des del, da, dal, dalla, dallo, do, dos, pelo, com, a partir, van, vanaf, vanuit, met, från, med, fra, fra min, með, frá, úr, z, ze, s, sa, iz, od, со, от, с, из, з, зі, із,
на, чрез, од, са, са мог, iš, iš mano, no, ar, no mana, minu, läbi, kaudu, cu, de pe, din, prin, az, a, από, με, μέσω, dari, menggunakan, pada, melalui, từ, bằng, qua, mula, gamit, nire, nga, kutoka, oddi, o, pomocą, za pomocą, przy użyciu, pomocí, pomocou, s pomočjo, pomoću, putem, preko`;

const MY = `
my, meinem, meiner, mon, ma, mi, mio, mia, meu, minha, mijn, my, min, mitt, minu, mano, mana, mojego, mojej, mého, mé, môjho, mojho, mojega, moje, mog, mojeg,
мог, мојот, моя, моето, моего, моей, мого, моєї, майго, nire, tim`;

/** Languages that put the verb last. */
const SENT_LAST =
  'gesendet, verschickt, geschickt, versendet, küldve, elküldve, küldtem, gönderildi, gönderilmiştir, göndərildi, lähetetty';
const OPENS_SENT_LAST =
  'von meinem, von meiner, von unterwegs, vom, diese nachricht wurde, diese e-mail wurde, mit, az, a, ezt, bu e-posta, bu ileti, ios, iphone, ipad, android, galaxy, samsung, outlook, huawei, xiaomi';

/** Scripts that write without spaces, or join the verb to other words. */
export const SENT_ANYWHERE =
  /נשלח|أُ?رسلت?|مرسل|الإرسال|ارسال|فرستاده|भेजा|भेजी|পাঠানো|পাঠিয়েছি|அனுப்பப்பட்டது|పంపబడింది|पाठवले|ส่งจาก|ส่งด้วย|ส่งโดย|から送信|送信されました|を使用して送信|で送信|发送|发自|發送|發自|傳送|寄自|寄出|来自我的|來自我的|보냄|보냈|보낸|전송|발송|გაგზავნილია|ուղարկված/iu;

/** What the names and nouns below begin with; a line without any of them or a verb of sending is no footer. */
export const DEVICE_STEMS = `iphon, ipad, ipod, ios, android, galaxy, samsung, huawei, xiaomi, redmi, oneplus, oppo, vivo, google, pixel, motorola, nokia,
htc, xperia, alcatel, blackberry, windows, outlook, gmail, yahoo, aol, gmx, web.de, t-online, proton, tutanota, tuta, superhuman, airmail, spark, sparrow, k-9, thunderbird,
fairemail, blue, typeapp, edison, mailbird, mailbox, acompli, mail, newton, canary, polymail, shortwave, zoho, яндекс, yandex, ti-, apple, mac,
mobil, cell, phone, smartphone, tablet, handy, móvil, movil, celular, telemóvel, teléfono, dispositivo, téléphone, telefo, puhelim, älypuhelim, matkapuhelim,
телефон, смартфон, κινητ, ponsel, cihaz, 携帯, スマート, 手机, 手機, 휴대, 모바일, โทรศัพท์, มือถือ, điện thoại, הנייד, טלפון, هاتف, جوال, موبایل, گوشی, मोबाइल, फ़ोन, फोन`;

/** Names of devices, systems and mail apps, the same in every language. */
export const DEVICE =
  /iphon|ipad|ipod|\bios\b|android|galaxy|samsung|huawei|xiaomi|redmi|oneplus|\boppo\b|\bvivo\b|google pixel|pixel \d|motorola|nokia|\bhtc\b|xperia|alcatel|blackberry|windows|outlook|gmail|yahoo|\baol\b|\bgmx\b|web\.de|t-online|proton|tutanota|\btuta\b|superhuman|airmail|\bspark\b|sparrow|k-9|thunderbird|fairemail|blue ?mail|typeapp|edison|mailbird|mailbox\b|acompli|\[mail\]|\bnewton\b|canary|polymail|shortwave|zoho|mail\.ru|яндекс|yandex|\bti-\d|apple watch|macbook|\bmac\b/iu;

/** Common nouns for a device that carries mail. */
export const MOBILE = new RegExp(
  `${whole(`mobile, cell, phone, smartphone, cellphone, tablet, handy, mobil, mobilgerät, mobiltelefon, móvil, movil, celular,
telemóvel, teléfono, cellulare, dispositivo mobile, téléphone, mobiel, mobiele, telefoon, puhelimesta, puhelimestani, älypuhelimesta, matkapuhelimesta,
telefon, telefonu, telefónu, telefona, telefono, telefonem, mobilu, mobitela, телефон, телефона, смартфона, телефону,
κινητό, κινητού, telefonumdan, cihazımdan, ponsel`)}|携帯|スマートフォン|手机|手機|휴대|모바일|โทรศัพท์|มือถือ|điện thoại|הנייד|טלפון|هاتف|جوال|موبایل|گوشی|मोबाइल|फ़ोन|फोन`,
  'iu',
);

/** "Sent from …". */
export const SENT_FROM = new RegExp(
  `^(?:${list(SENT_STEMS)}) (?:(?:${list(FROM)})(?![\\p{L}\\p{M}])|l['’]|d['’]|dell['’]|d'|dall['’])`,
  'iu',
);

/** The verb with the device right behind it: "Lähetetty iPhonesta". */
export const SENT_BEFORE = new RegExp(
  `^(?:${list(SENT_STEMS)}) (?=[^ ]*(?:iphon|ipad|android|galaxy|samsung|outlook|puhelimes|huawei|honor))`,
  'iu',
);

/** "Von meinem iPhone gesendet", "iPhone'umdan gönderildi". */
export const SENT_AT_END = new RegExp(`^(?:${list(OPENS_SENT_LAST)}).{0,90} (?:${list(SENT_LAST)})[.!)>]*$`, 'iu');

/** "Sent from my" and up to five words: the device of a maker not in the list. */
export const SENT_FROM_MY = new RegExp(
  `^(?:${list(SENT_STEMS)}) (?:[\\p{L}\\p{M}]+ ){1,3}?(?:${list(MY)}) (?:[\\p{L}\\p{N}][\\p{L}\\p{N}\\p{M}.-]* ?){1,5}[!)]?$`,
  'iu',
);

/** "Get Outlook for iOS", in whatever words. */
export const OUTLOOK_APP =
  /\boutlook\b.{0,24}\b(?:ios|android)\b|\b(?:ios|android)\b.{0,24}\boutlook\b|^[\p{L} ]{0,30}outlook[\p{L} ]{1,14}(?:ios|android|mac)[\p{L} ]{0,14}$/iu;

function list(words: string): string {
  return [...new Set(words.split(',').map((entry) => entry.trim()))].filter(Boolean).join('|');
}

function whole(words: string): string {
  return `(?<![\\p{L}\\p{M}])(?:${list(words)})(?![\\p{L}\\p{M}])`;
}
