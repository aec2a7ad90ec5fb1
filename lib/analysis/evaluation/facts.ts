/** Case, accents, quotes, dashes, invisible characters and white space made alike. */
export const foldTypography = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}\u00ad]/gu, '')
    .replace(/[\u2018\u2019\u201b\u00b4`]/gu, "'")
    .replace(/[\u201c\u201d\u201e\u00ab\u00bb]/gu, '"')
    .replace(/[\u2010-\u2015\u2212]/gu, '-')
    .replace(/\s+/gu, ' ')
    .trim()
    .toLowerCase();

/** Numbers and times in one notation: "15h" and "3 pm" are "15:00", "1.200,50" and "1,200.50" are "1200.50". */
function plainNumbers(text: string): string {
  return text
    .replace(
      /\b(\d{1,2})(?:[:.h](\d{2}))?\s?(am|pm|a\.m\.|p\.m\.)(?!\w)/gu,
      (_, hour: string, minutes: string, half: string) =>
        clock((Number(hour) % 12) + (half.startsWith('p') ? 12 : 0), minutes),
    )
    .replace(/\b(\d{1,2})\s?(?:hs?|hrs|horas)\s?(\d{2})?(?!\w)/gu, (_, hour: string, minutes: string) =>
      clock(Number(hour), minutes),
    )
    .replace(/(\d)[.,\s](?=\d{3}(?!\d))/gu, '$1')
    .replace(/(\d),(\d{1,2})(?!\d)/gu, '$1.$2');
}

const clock = (hour: number, minutes = '00'): string => `${hour}:${minutes}`;

/** How many of the pieces stand in one of the texts, as written or with their numbers in another notation. */
export function countFacts(facts: readonly string[], texts: readonly string[]): { found: number; total: number } {
  const folded = texts.map(foldTypography);
  const plain = folded.map(plainNumbers);
  const found = facts.map(foldTypography).filter((fact) => {
    const number = plainNumbers(fact);
    return folded.some((text) => text.includes(fact)) || plain.some((text) => text.includes(number));
  });
  return { found: found.length, total: facts.length };
}

const wordsOf = (text: string): string[] => foldTypography(text).match(/[\p{L}\p{N}@.'-]*[\p{L}\p{N}]/gu) ?? [];

/** The most words in a row that both texts have. */
export function longestQuotation(summary: string, reply: string): number {
  const said = wordsOf(reply);
  let before = new Map<number, number>();
  let longest = 0;
  for (const word of wordsOf(summary)) {
    const runs = new Map<number, number>();
    for (const [index, other] of said.entries()) {
      if (other !== word) continue;
      const run = (before.get(index - 1) ?? 0) + 1;
      runs.set(index, run);
      longest = Math.max(longest, run);
    }
    before = runs;
  }
  return longest;
}

const empty = new Set(
  `a an the to for of on in it this that with by from and or about what was asked our their your customer question
  problem request information material answer reply send look into report back arrange get touch do make change confirm call meeting
  agreed offered go ahead contact person named
  o os as um uma de do da dos das em no na com por para ao e que foi pedido cliente pergunta problema pedida responder
  enviar verificar dar retorno marcar reuniao retomar contato fazer alteracao confirmar ligar combinado pessoa indicada material
  el la los las un una del al en con y lo que fue pedido cliente pregunta problema enviar revisar informar coordinar
  retomar contacto hacer cambio llamar acordado persona indicada ofrecimos avanzar seguir oferecemos`.split(/\s+/u),
);

/** An item that would fit any reply: no number, no name, no thing, no day. */
export const isGeneric = (item: string): boolean => wordsOf(item).every((word) => empty.has(word) && !/\d/u.test(word));
