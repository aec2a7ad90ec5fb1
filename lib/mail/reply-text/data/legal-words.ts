/**
 * Stems of the legal notices that companies append, by what they speak of. A notice speaks of several of these at
 * once; an ordinary sentence of one or two.
 */
export const LEGAL_TOPICS: readonly string[] = [
  // secrecy
  `confident, confidenc, vertraulich, vertrouwelijk, vertroulik, riservat, konfiden, konfidenc, konfidents, poufn, důvěrn, dôvern, zaupn, povjerljiv,
poverljiv, поверљив, доверлив, поверит, bizalmas, εμπιστευτικ, gizli, конфиденц, конфіденц, канфідэнц, rahasia, sulit, luottamuksell, fortrolig,
förtrolig, trúnað, confidenţ, confidenț, privileged, סודי, חסוי, سري, سرية, محرمانه, गोपनीय, গোপনীয়, ลับ, bảo mật, mật, 机密, 機密, 保密, 秘密, 기밀, 비밀,
კონფიდენც, գաղտնի, poufną, privát, konfidenciální`,
  // whom it is for
  `recipient, addressee, intended, empfänger, adressat, destinat, ontvanger, geadresseerde, mottagare, modtager, mottaker, vastaanottaj, viðtakand, saaja,
adresaat, saņēmēj, adresāt, gavėj, adresat, odbiorc, příjemc, adresát, príjemc, adresátov, prejemnik, naslovnik, primatelj, primaoc, примал, примател,
получател, címzett, παραλήπτ, alıcı, адресат, одержувач, отримувач, penerima, נמען, המיועד, متلق, المستلم, المرسل إليه, گیرنده, प्राप्तकर्ता, প্রাপক,
ผู้รับ, người nhận, 受信者, 宛先, 收件人, 收件者, 接收者, 수신자, 수신인, მიმღებ, հասցեատեր, hartzaile`,
  // what it is
  `e-post, e-kiri, e-past, correu, correo, póst, email, e-mail, messag, nachricht, mensaje, mensagem, messaggio, courriel, bericht, boodskap, meddeland, meddelelse, mejl, melding, viesti, sähköposti,
tölvupóst, kiri, ziņojum, vēstul, laišk, pranešim, wiadomo, zpráv, správ, sporočil, poruk, порук, съобщен, mesaj, üzenet, levél, μήνυμα, ileti,
e-posta, сообщен, письм, повідомлен, лист, pesan, surel, הודע, דוא, رسالة, البريد, پیام, ایمیل, संदेश, ईमेल, ইমেল, বার্তা, ข้อความ, อีเมล, thư, メール,
邮件, 郵件, 이메일, 메일, წერილ, հաղորդագր, mezu`,
  // mistake
  `in error, by mistake, mistaken, irrtüm, versehentlich, par erreur, por error, por erro, per errore, abusivamente, foutief, abusievelijk, vergissing,
per ongeluk, av misstag, ved en fejl, fejlagtigt, ved feil, ved en feil, vahingossa, erehdyksessä, virheellisesti, mistök, eksikombel, ekslikult,
kļūdas, klaidos, per klaidą, omyłkow, pomyłk, przez pomyłkę, omylem, omylom, pomotoma, greškom, грешк, din greșeală, din eroare, tévedés,
εκ παραδρομής, κατά λάθος, λάθος, yanlışlıkla, по ошибке, ошибочно, помилк, kesalahan, keliru, silap, בטעות, بالخطأ, خطأ, اشتباه, गलती, त्रुटि, ভুলবশত,
โดยผิดพลาด, ผิดพลาด, nhầm, 誤って, 手違い, 误收, 错误, 有誤, 錯誤, 誤, 잘못, შეცდომ, սխալմամբ, oker, hata`,
  // deleting
  `delet, destroy, lösch, vernichte, supprim, détrui, elimin, borr, destru, apag, exclu, cancell, distrugg, verwijder, vernietig, radera, förstör, slet,
makuler, poista, tuhoa, eyða, eydd, kustuta, dzēs, izdzē, ištrin, pašalin, usun, skasow, smaz, odstra, vymaz, zbriš, izbriš, obriš, избриш, изтрий, унищож,
șterg, şterg, distruge, töröl, διαγρά, silin, sili, imha, удал, уничтож, видал, знищ, выдал, hapus, padam, מחק, למחוק, חذف, حذف, पاک, हटा, मिटा, মুছে,
ลบ, xóa, 削除, 破棄, 删除, 刪除, 銷毀, 삭제, 폐기, წაშალ, ջնջ, ezaba`,
  // what is forbidden
  `unauthorised, unauthorized, prohibit, forbidden, unlawful, unbefugt, untersagt, verboten, unzulässig, nicht gestattet, interdit, non autorisé, prohib,
proib, vietat, verbode, niet toegestaan, förbjud, forbudt, kielletty, óheimil, bannað, keelatud, aizliegt, draudžiam, zabroni, zakáz, zakázan,
prepoved, zabranj, забран, interzis, tilos, απαγορε, yasak, запрещ, заборон, забарон, dilarang, אסור, ممنوع, يحظر, يُحظر, غیرمجاز, निषिद्ध, वर्जित,
নিষিদ্ধ, ห้าม, nghiêm cấm, bị cấm, 禁止, 禁じ, 금지, ამკრძალ, აკრძალ, արգելվ, debekat`,
  // disclosure, copying, liability
  `disclos, distribut, dissemin, copying, liab, attach, anhang, anhäng, anlage, haft, weitergabe, divulg, diffus, pièces jointes, adjunt, anexo, allegat,
bijlage, aansprakelijk, bilag, vedlegg, liite, viðheng, manus, pielikum, priedai, priedu, załączn, przílo, příloh, príloh, prilog, прилог, приложен,
fișier, ataşament, atașament, mellékl, csatol, συνημμέν, ekler, ekleri, ekli, вложен, додатк, вкладен, lampiran, מצורפ, קבצים, مرفق, پیوست, संलग्न,
সংযুক্ত, แนบ, đính kèm, 添付, 附件, 附檔, 첨부, დანართ, կցված, eranski`,
  // what it calls itself
  `disclaimer, legal, privileg, haftungsausschluss, rechtlich, rechtswidrig, juridi, légal, jurídic, giuridic, wettelijk, rechtens, oikeudell, lögleg, õigus, juriidi, juridisk, teisin, prawn, právn, pravn, правов, правн, юридич,
jogi, jogosul, νομικ, hukuki, yasal, משפטי, قانوني, حقوقی, कानूनी, กฎหมาย, pháp lý, hukum, 法律, 法的, 法令, 법적, 법률`,
];

/** A line that opens a notice by name. */
export const LEGAL_HEADING =
  /^[\W_]{0,4}(?:(?:legal |confidentiality |e-?mail |important |privacy )?(?:disclaimer|notice)|confidentiality(?: notice)?|haftungsausschluss|vertraulichkeitshinweis|rechtlicher hinweis|avis de confidentialité|clause de confidentialité|aviso legal|aviso de confidencialidad|aviso de confidencialidade|avviso di riservatezza|informativa sulla privacy|klauzula poufności|vertrouwelijkheidsverklaring)[\W_]{0,4}$/iu;

/** A virus scanner's mark of few words: "Virus-free. www.avast.com". */
export const SCANNED =
  /^[\W_]{0,6}(?:virus[- ]?free|virenfrei|sans virus|garanti sans virus|libre de virus|livre de v[ií]rus|sem v[ií]rus|privo di virus|senza virus|virusvrij|virusfri(?:tt)?|viruksista vapaa|ei viruksia|wolny od wirusów|bez virů|neobsahuje viry|bez vírusov|vírusmentes|fără viruși|brez virusov|bez virusa|без вирусов|не содержит вирусов|без вірусів|без вируси|virüs(?: bulunmuyor|süz)|χωρίς ιούς|ウイルス ?フリー|ウイルスはありません|无病毒|無病毒|바이러스 없음)[\W_]{0,6}(?:(?:<|\[|\()?(?:https?:\/\/|www\.)\S*\s*)*$/iu;

/** What else stands below signatures: a plea to spare paper, the mark of a virus scanner. A line speaks of both of a pair. */
export const PAPER_AND_SCANNER: readonly string[] = [
  // paper: nature
  `environment, planet, trees, umwelt, environnement, medio ambiente, medioambiente, meio ambiente, ambiente, milieu, miljö, miljø, ympäristö, środowisk, životní prostředí, životné prostredie, okolj, okoliš,
mediul, környezet, περιβάλλον, çevre, природ, навколишн, околн, lingkungan, môi trường, 環境, 环境, 环保, 환경`,
  // paper: printing
  `print, druck, ausdruck, imprim, impres, impr, stamp, afdruk, skriv ut, utskrift, udskriv, tulost, drukow, tisk, vytisk, vytlač, natisn, ispis, nyomtat, εκτυπ, yazdır, печат, распечат, друк, роздрук, mencetak, cetak, 印刷, 打印, 列印, 인쇄, 출력`,
  // scanner: virus
  `virus, virenfrei, virenschutz, antivirus, вирус, вірус, ウイルス, 病毒, 바이러스, wirus`,
  // scanner: maker
  `avast, avg, norton, eset, kaspersky, mcafee, bitdefender, sophos`,
];

/** What company law wants on letters. A paragraph of particulars has two of the three. */
export const COMPANY_TOPICS: readonly string[] = [
  // who runs it
  `geschäftsführ, vorstand, aufsichtsrat, prokurist, managing director, directors, gérant, président, administrador, gerente, amministratore, bestuurder, toimitusjohtaja, prezes, zarząd, jednatel, konateľ, ügyvezető, генеральный директор`,
  // where it is registered
  `amtsgericht, hrb, handelsregister, firmenbuch, sitz der gesellschaft, registered, company no, company number, company reg, siren, siret, rcs, capital social, registro mercantil, registro imprese, cap. soc, kvk, krs, sąd rejonowy,
obchodn, cégjegyzék, reg. com, trgovačk, mbs, огрн, єдрпоу, ticaret sicil, mersis`,
  // its tax number
  `ust-id, ustid, umsatzsteuer, steuernummer, vat, tva, nif, partita iva, p. iva, p.iva, cod. fisc, btw-, org.nr, org. nr, organisationsnummer, cvr, y-tunnus, nip, regon, ičo, dič, adószám, oib, инн, іпн, vergi`,
];
