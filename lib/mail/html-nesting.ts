import { Parser } from 'htmlparser2';

/** Real mail stays below 200. */
const DEEPEST = 400;

/**
 * Whether elements nest deeper than in any mail of a program. The parser's stack and trees cost time that grows with
 * the square of the depth, so this is asked first; it stops where the answer is yes. Counted by the parser itself,
 * which closes elements of its own accord and reads brackets within attributes.
 */
export function nestsTooDeep(html: string): boolean {
  let depth = 0;
  const parser = new Parser({
    onopentagname() {
      if (++depth > DEEPEST) parser.pause();
    },
    onclosetag() {
      depth--;
    },
  });
  parser.write(html);
  return depth > DEEPEST;
}
