import { wordsOf } from '../word-topics.ts';

/** The verb of an attribution ("On … X wrote:") in the forms that mail clients use, without endings in brackets. */
const VERBS = `
wrote, writes, sent, schrieb, geschrieben, schreef, geschreven, geskryf, écrit, escribió, escribieron, escribiu,
escrit, scritto, escreveu, skrev, skreiv, kirjoitti, skrifaði, kirjutas, rakstīja, rašė, parašė, napisał,
napisała, pisze, napsal, napsala, píše, napísal, napísala, napisao, napisala, napisal, piše, написао, написала,
напиша, написа, написал, написал(а), пишет, написав, пише, напісаў, напісала, жазды, scris, írta, írt, έγραψε,
yazdı, yazmış, כתב, כתבה, كتب, كتبت, نوشت, लिखा, लिहिले, লিখেছেন, எழுதினார், రాశారు, viết, menulis, sumulat,
idatzi, shkroi, aliandika, ysgrifennodd, დაწერა, գրել, yazıb, نوشته, लिहीले, వ్రాశారు, ਲਿਖਿਆ, লিখিছিল, ಬರೆದಿದ್ದಾರೆ, എഴുതിയിരിക്കുന്നു, escriure, escriguèt, skryf, schreift, skrivaði,
skreau, писал, писала, писал(а), writing, scríobh, skribis, egilea, shkruar, লিখেছিলেন`;

/** Verbs of speaking, by which people introduce what they cite too: an attribution has a date or an address beside them. */
const SAID =
  'said, says, dijo, dice, escribe, disse, diz, escreve, sagte, sagt, schreibt, zei, zegt, schrijft, sade, säger, sagde, siger, sier, skriver, sanoi, kirjoittaa, сказал, сказала, powiedział, powiedziała, řekl, řekla, dit, detto, scrive, mondta, spune';

/** Who writes in a sentence of the writer's: "They wrote:", "As you wrote:". */
export const PRONOUN_WROTE =
  /^(?:as |wie |comme |como |come |zoals )?(?:they|you|he|she|it|sie|er|du|ihr|ils|elles?|on|vous|tu|ellos|ellas|usted(?:es)?|eles|elas|você|vocês|loro|lui|lei|voi|ze|zij|hij|jullie|u) /iu;

/** The same in scripts written without spaces, where they match anywhere. */
const UNSPACED_VERBS =
  'เขียน, 写道, 寫道, 写到, 寫到, のメッセージ, のメール, 書きました, 送信しました, 작성, 썼습니다, 님이 씀, 쓴 글, 쓴 내용, 提到, 撰写';

/** How an attribution begins when it shares its line with the reply ("Fine. On Mon, 4 May 2020 …"). */
const STARTERS =
  'On, Am, Le, El, Il, Em, Op, Den, På, Dne, Dňa, Dnia, W dniu, La, Pada, Vào, Dana, Στις, На, Il giorno';

/** "I wrote:" introduces the writer's own words, not a quote. */
const FIRST_PERSON = 'I, we, ich, wir, j’ai, yo, eu, io, ik, jag, jeg, minä, я, ja, én';

const verbs = new Set(list(VERBS));
const said = new Set(list(SAID));
const unspacedVerbs = list(UNSPACED_VERBS);

/** "napsal(a)", "написав(-ла)", "napisao/la". */
const GENDER = /\(-?\p{L}{1,3}\)|\/-?\p{L}{1,4}(?!\p{L})/gu;

/** Whether a verb of writing stands in the text. */
export function hasVerb(text: string): boolean {
  return wordsOf(text.replace(GENDER, '')).some((word) => verbs.has(word)) || hasUnspacedVerb(text);
}

export function hasSaid(text: string): boolean {
  return wordsOf(text).some((word) => said.has(word));
}

/** "Jana wrote a report about it:" is a sentence; behind the verb of an attribution stands a name, if anything. */
export function goesOnAfterVerb(text: string): boolean {
  const words = text.replace(GENDER, '').match(/[\p{L}\p{M}]+/gu) ?? [];
  const verb = words.findIndex((word) => verbs.has(word.toLowerCase()));
  return verb >= 0 && words.slice(verb + 1).filter((word) => /^\p{Ll}/u.test(word)).length >= 3;
}

/** Whether it is the last word. */
export function endsInVerb(text: string): boolean {
  const bare = text.endsWith(')') || text.includes('/', text.length - 6) ? text.replace(GENDER, '') : text;
  return (
    verbs.has(bare.slice(bare.lastIndexOf(' ') + 1).toLowerCase()) ||
    (isUnspaced(bare) && unspacedVerbs.some((verb) => bare.endsWith(verb)))
  );
}

function hasUnspacedVerb(text: string): boolean {
  return isUnspaced(text) && unspacedVerbs.some((verb) => text.includes(verb));
}

function isUnspaced(text: string): boolean {
  return /[\u0e00-\u0e7f\u3040-\uffdc]/.test(text);
}

export const SHARED_LINE_START = new RegExp(
  `(?:[\\s.!?)>]|--)(?:${list(STARTERS).join('|')})[ ,]+(?=\\p{L}{2,12}[.,]* |\\d)(?=.{0,60}\\d)`,
  'u',
);

/** "…, I had wrote:", and the inverted order of Germanic languages: "schrieb ich Ihnen:". */
export const FIRST_PERSON_WROTE = new RegExp(
  `(?:^| )(?:${list(FIRST_PERSON).join('|')}) (?:\\p{L}+ )?(?:${list(VERBS).join('|')})(?!\\p{L})|(?:schrieb|skrev|schreef) (?:${list(FIRST_PERSON).join('|')}) `,
  'iu',
);

function list(words: string): string[] {
  return words.split(',').map((word) => word.trim());
}
