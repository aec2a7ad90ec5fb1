/** Stems by which people say that their answers stand among the lines of the quote: "answers in red below". */
export const ANSWERS_BELOW = `
below, inline, in-line, in line, embedded, interspersed, between the lines, red, blue, green, purple, orange, color, colour, bold, highlight,
unten, rot, blau, grün, farbig, markiert, zwischen, direkt im text, ci-dessous, rouge, bleu, vert, couleur, dans le texte, abajo, debajo, rojo, azul, verde, color, en el texto,
abaixo, vermelh, cor, no texto, no corpo, sotto, rosso, blu, colore, nel testo, onder, rood, blauw, groen, kleur, tussen, nedan, röd, blå, grön, färg, nedenfor, nedenunder, rød, grøn, farve, farge,
alla, punaisella, sinisellä, poniżej, czerwon, niebiesk, zielon, kolor, níže, červen, modr, zelen, barv, nižšie, alább, piros, kék, zöld, mai jos, roșu, rosu, albastru, по-долу, червен, синьо, ниже, красн, син, зелен, цвет, нижче, червон,
aşağı, kırmızı, mavi, yeşil, παρακάτω, κόκκιν, μπλε, למטה, באדום, בכחול, أدناه, الأحمر, الأزرق, در زیر, قرمز, नीचे, लाल, ด้านล่าง, สีแดง, bên dưới, màu đỏ, màu xanh, di bawah, merah, biru,
赤字, 赤色, 青字, 下記, 以下, 红色, 红字, 紅色, 紅字, 蓝色, 藍色, 下面, 빨간, 파란, 아래`;
