/** Stems of "reply", "line" and "above", as help desks write them above their mails: "## Please reply above this line ##". */
export const REPLY_ABOVE_TOPICS: readonly string[] = [
  `reply, replies, respon, antwort, répon, respuesta, rispo, respost, antwo, svar, vasta, odpow, odpov, odgovor,
одговор, отговор, răspun, válasz, απάντ, απαντ, yanıt, cevap, ответ, відпов, адказ, השב, תגוב, الرد, رد,
پاسخ, उत्तर, ตอบ, trả lời, balas, jawab, 返信, 回复, 回覆, 답장, 회신, atbild, atsak`,
  `line, zeile, linie, ligne, línea, linea, riga, linha, lijn, regel, linj, rivi, lini, řád, čár, riadk,
čiar, vrstic, reda, redk, redom, линия, линији, ред, rând, sor, vonal, γραμμ, satır, çizgi, строк, черт,
лини, рядк, שורה, קו, سطر, خط, रेखा, पंक्ति, บรรทัด, dòng, baris, garis, 行, 線, 线, 줄, 선, rinda, līnij,
eilut`,
  `above, over, ober, über, dessus, encima, arriba, sopra, acima, boven, ovan, yläpuol, powyż, nad, výše,
vyššie, iznad, изнад, над, deasupra, fölé, felett, πάνω, üst, выше, вище, מעל, فوق, أعلى, بالا, ऊपर, เหนือ,
trên, atas, 上, 위, kohal, virs, virš`,
];
