/**
 * The verb of an attribution ("On … X wrote:") in the forms that mail clients use. Words of scripts written with
 * spaces match whole; those of `UNSPACED_VERBS` match anywhere.
 */
const VERBS = `
wrote, writes, sent, schrieb, geschrieben, schreef, geschreven, geskryf, écrit, escribió, escribieron, escribiu, escrit, scritto,
escreveu, skrev, skreiv, kirjoitti, skrifaði, kirjutas, rakstīja, rašė, parašė, napisał, napisała, napisał(a), pisze,
napsal, napsala, napsal(a), píše, napísal, napísala, napísal(a), napisao, napisala, napisal, piše, написао, написала,
напиша, написа, написал, написал(а), пишет, написав, пише, напісаў, напісала, жазды, scris, írta, írt, έγραψε, yazdı,
yazmış, כתב, כתבה, كتب, كتبت, نوشت, लिखा, लिहिले, লিখেছেন, எழுதினார், రాశారు, viết, menulis, sumulat, idatzi, shkroi,
aliandika, ysgrifennodd, დაწერა, գրել, yazıb, navedel, navedla, kirjoittaa, escriure`;

const UNSPACED_VERBS =
  'เขียน, 写道, 寫道, 写到, 寫到, のメッセージ, のメール, 書きました, 送信しました, 작성, 썼습니다, 님이 씀';

/** How an attribution begins when it shares its line with the reply ("Fine. On Mon, 4 May 2020 …"). */
const STARTERS =
  'On, Am, Le, El, Il, Em, Op, Den, På, Dne, Dňa, Dnia, W dniu, La, Pada, Vào, Dana, Στις, На, Il giorno';

/** "I wrote:" introduces the writer's own words, not a quote. */
const FIRST_PERSON = 'I, we, ich, wir, je, j’ai, yo, eu, io, ik, jag, jeg, minä, я, ja, én';

export const ATTRIBUTION_VERB = new RegExp(`${wholeWord(VERBS)}|${anywhere(UNSPACED_VERBS)}`, 'iu');
export const ATTRIBUTION_VERB_AT_END = new RegExp(`(?:${wholeWord(VERBS)}|${anywhere(UNSPACED_VERBS)})$`, 'iu');
export const SHARED_LINE_START = new RegExp(
  `(?:[\\s.!?)>]|--)(?:${anywhere(STARTERS)})[ ,]+(?=\\p{L}{2,12}[.,]* |\\d)(?=.{0,60}\\d)`,
  'u',
);
export const FIRST_PERSON_WROTE = new RegExp(
  `(?:^| )(?:${anywhere(FIRST_PERSON)}) (?:\\p{L}+ )?(?:${anywhere(VERBS)})|(?:schrieb|skrev|schreef) (?:${anywhere(FIRST_PERSON)}) `,
  'iu',
);

function anywhere(words: string): string {
  return words
    .split(',')
    .map((word) => word.trim().replace(/[()]/g, '\\$&'))
    .join('|');
}

function wholeWord(words: string): string {
  return `(?<![\\p{L}\\p{M}])(?:${anywhere(words)})(?![\\p{L}\\p{M}])`;
}
