import { beginsWith } from '../word-topics.ts';

/** Words a mail is closed with, above the name. They stay in the reply; what follows may be a signature. */
export const isClosing = beginsWith(
  `
regards, best regards, kind regards, warm regards, best, all the best, best wishes, cheers, thanks, thank you, many thanks, thx, sincerely, yours, yours sincerely,
yours faithfully, yours truly, respectfully, cordially, take care, warmly, mit freundlichen grüßen, mit freundlichen grüssen, freundliche grüße, viele grüße, beste grüße, liebe grüße,
schöne grüße, herzliche grüße, gruß, grüße, mfg, lg, vg, hochachtungsvoll, danke, vielen dank, cordialement, bien cordialement, bien à vous, salutations, sincères salutations, meilleures salutations, merci,
amicalement, saludos, un saludo, saludos cordiales, atentamente, cordialmente, gracias, cordiali saluti, distinti saluti, saluti, un saluto, grazie, atenciosamente, att, abraços, abraço, cumprimentos, com os melhores cumprimentos, melhores cumprimentos,
obrigado, obrigada, met vriendelijke groet, met vriendelijke groeten, vriendelijke groet, groeten, groet, mvg, bedankt, vriendelike groete, groete, med vänliga hälsningar, vänliga hälsningar, med vänlig hälsning, vänligen, hälsningar, mvh, tack, med venlig hilsen, venlig hilsen, hilsen, bedste hilsner, kh,
med vennlig hilsen, vennlig hilsen, hilsener, takk, tak, ystävällisin terveisin, terveisin, parhain terveisin, terv, kiitos, kveðja, með kveðju, bestu kveðjur, lugupidamisega, parimate soovidega, tervitades, ar cieņu, cieņā, pagarbiai, su pagarba, geriausi linkėjimai,
pozdrawiam, z poważaniem, serdecznie pozdrawiam, pozdrowienia, dziękuję, s pozdravem, s pozdravom, s přátelským pozdravem, zdravím, hezký den, děkuji, ďakujem, lep pozdrav, s spoštovanjem, lijep pozdrav, srdačan pozdrav, s poštovanjem, pozdrav, srdačno, срдачан поздрав, поздрав, с поштовањем, со почит, поздрави, с уважение, поздрави, сърдечни поздрави,
cu stimă, cu respect, toate cele bune, o zi bună, mulțumesc, cu drag, üdvözlettel, tisztelettel, köszönettel, köszönöm, üdv, με εκτίμηση, φιλικά, ευχαριστώ, χαιρετισμούς, saygılarımla, saygılar, iyi çalışmalar, teşekkürler, sevgiler, selamlar, hörmətlə,
с уважением, с наилучшими пожеланиями, спасибо, всего доброго, з повагою, з найкращими побажаннями, дякую, з павагай, құрметпен, salam hormat, hormat saya, terima kasih, salam, hormat kami, yang benar, trân trọng, kính thư, thân mến, thân, cảm ơn, lubos na gumagalang, salamat, atte, salutacions, cordialment, agur bero bat,
me respekt, të fala, wako mwaminifu, cofion, cofion cynnes, בברכה, תודה, מכבדים, مع التحية, مع تحياتي, تحياتي, مع أطيب التحيات, مع خالص التحية, شكرا, شكراً, وتفضلوا, با احترام, با تشکر, با سپاس, ارادتمند, سادر, सादर, धन्यवाद, भवदीय, शुभकामनाएं, ধন্যবাদ, শুভেচ্ছান্তে, நன்றி, ధన్యవాదాలు, პატივისცემით, հարգանքով`,
  'よろしくお願い, 宜しくお願い, 敬具, 以上, 此致, 祝好, 谢谢, 謝謝, 敬祝, 顺颂, 順頌, 敬上, 감사합니다, 고맙습니다, 드림, 올림, ขอแสดงความนับถือ, ด้วยความเคารพ, ขอบคุณ',
);

/**
 * Closings that count to the signature when they and a name are the end of a mail without a quote. Labeled English
 * collections of whole mails agree on that; those of replies keep a closing above a quote.
 */
export const BARE_CLOSING = /^(?:(?:best|kind|warm)? ?regards|thanks|thank you|cheers|sincerely)[,.! ]*$/i;
