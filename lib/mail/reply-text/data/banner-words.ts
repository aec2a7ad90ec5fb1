/**
 * Stems of the warnings a gateway puts above mail from outside, by what they speak of.
 */
export const BANNER_TOPICS: readonly string[] = [
  // outside
  `extern, outside, außerhalb, extérieur, fuera de, fora da, di fuori, van buiten, buiten de, utanför, utenfor, uden for, ulkopuol, zewnątrz, spoza, mimo,
z vonku, mimo organiz, izven, izvan, изван, извън, din afara, kívül, εκτός, dışından, kuruluş dışı, извне, за пределами, ззовні, поза, luar, מחוץ,
חיצונ, خارج, बाहर, ภายนอก, bên ngoài, 外部, 외부, ekstern, vanjsk, zunanj, väljast, ārpus, ārēj, išor`,
  // care
  `caution, warning, careful, alert, beware, vorsicht, achtung, warnung, attention, prudence, precaución, advertencia, atención, cuidado, atenção,
attenzione, prudenza, voorzichtig, let op, waarschuwing, försiktig, varning, forsigtig, advarsel, forsiktig, varo, huomio, uwaga, ostrożn, ostrzeżenie,
pozor, opatrn, upozorn, previdn, opozorilo, oprez, upozorenje, внимание, опрез, atenție, atenţie, figyelem, figyelmeztet, προσοχή, dikkat, uyarı,
осторожн, предупреж, увага, обережн, hati-hati, peringatan, awas, זהירות, שים לב, تنبيه, تحذير, احذر, هشدار, احتیاط, सावधान, चेतावनी, ระวัง, คำเตือน,
cảnh báo, cẩn thận, 注意, 警告, 小心, 주의, 경고, ettevaat, tähelepan, uzman, brīdinā, dėmesio, įspėj, atsarg`,
  // what not to touch
  `link, attachment, click, anhäng, anlagen, pièces jointes, liens, cliquez, adjunt, enlaces, anexos, allegati, collegamenti, bijlagen, koppelingen,
länkar, bilagor, vedhæft, vedlegg, koblinger, linkk, liitt, załącznik, łącz, odkaz, příloh, príloh, povezav, prilog, poveznic, прилож, връзки, линков,
вложен, ссылк, посилан, вкладен, linkuri, atașament, csatolm, hivatkoz, συνδέσμ, συνημμέν, bağlant, ekleri, tautan, lampiran, pautan, קישור, קבצים,
روابط, المرفقات, مرفقات, پیوند, پیوست, लिंक, अटैचमेंट, संलग्न, ลิงก์, ไฟล์แนบ, liên kết, đính kèm, リンク, 添付, 链接, 連結, 附件, 링크, 첨부, lingi, manus, saites,
pielikum, nuorod, pried`,
  // who sent it
  `sender, recognise, recognize, originat, absender, stammt, expéditeur, provient, remitente, remetente, mittente, afzender, avsändare, afsender,
avsender, lähettäj, nadawc, odesílatel, odosielate, pošiljatelj, pošiljalac, подател, испраќач, expeditor, feladó, αποστολέ, gönderen, отправител,
відправник, pengirim, שולח, המרسل, المرسل, مرسل, فرستنده, प्रेषक, ผู้ส่ง, người gửi, 送信者, 差出人, 发件人, 寄件者, 寄件人, 보낸, 발신, saatja, sūtītāj, siuntėj`,
];

/** Outlook's tip above the first mails of a sender ("You don't often get email from …. Learn why this is important"). */
export const TIP_TOPICS: readonly string[] = [
  // often
  `often, häufig, oft, souvent, suele, sueles, spesso, costuma, habitualmente, sovint, vaak, ofta, ofte, usein, często, často, pogosto, često, често, нечасто, часто, frecvent, adesea, gyakran, συχνά, sık, sering,
לעתים, כثيرًا, كثيرا, अक्सर, บ่อย, thường xuyên, thường, 頻度, あまり, 通常, 经常, 經常, 자주, sageli, bieži, dažnai`,
  // important
  `important, wichtig, importante, importan, belangrijk, viktig, vigtig, tärkeä, ważn, důležit, dôležit, pomembn, važno, važn, важн, fontos, σημαντικ, önemli, penting, חשוב, مهم, مهمة, महत्वपूर्ण, สำคัญ, quan trọng, 重要, 중요, oluli, svarīg, svarbu`,
  // not
  `don, not, nicht, keine, pas, no, non, não, nao, niet, inte, ikke, ikkje, nie, ne, не, ei, et, nem, nu, δεν, almıyor, לא, لا, नहीं, ไม่, không, tidak, 不会, 不會, ません, ありません, 않, ei saa, vien`,
  // mail
  `mail, email, e-mail, e-post, epost, correo, posta elettronica, messaggi, courriel, wiadomo, sähköposti, письм, пошт, имейл, лист, e-posta, surel, דוא, البريد, رسائل, ईमेल, อีเมล, メール, 邮件, 郵件, 메일, e-pošt, e-kirj, e-past, el. laišk, laišk`,
];

/** The page the tip links to. */
export const SENDER_TIP = /aka\.ms\/LearnAboutSenderIdentification/i;
