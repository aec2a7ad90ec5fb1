/**
 * RFC 3676 4: text/plain with format=flowed, its soft line breaks joined and its space-stuffing undone. Quoted lines are
 * joined only with lines of the same depth, and `-- ` stays a line of its own.
 */
export function unflow(text: string, delSp: boolean): string {
  const lines: { depth: number; text: string; open: boolean }[] = [];
  for (const line of text.split(/\r?\n/)) {
    const depth = /^>*/.exec(line)![0].length;
    const content = line.slice(depth).replace(/^ /, '');
    const isSignature = content === '-- ';
    const open = content.endsWith(' ') && !isSignature;
    const own = open && delSp ? content.slice(0, -1) : content;
    const last = lines.at(-1);
    if (last?.open && last.depth === depth && !isSignature) {
      last.text += own;
      last.open = open;
    } else {
      lines.push({ depth, text: own, open });
    }
  }
  return lines.map(({ depth, text }) => (depth > 0 ? `${'>'.repeat(depth)} ${text}` : text)).join('\n');
}
