import iconv from 'iconv-lite';

/** Charsets that write East Asian text in seven bits. No decoder of the platform has the last two. */
export type EscapedCharset = 'iso-2022-jp' | 'iso-2022-kr' | 'hz-gb-2312';

/** RFC 1468 and its Microsoft form (half-width katakana, `ESC ( I`). */
const JAPANESE = /\u001b(?:\$[@B]|\$\(D|\(I)/;
/** RFC 1557: the designator stands once at the start of a line, shift-out before each stretch of Hangul. */
const KOREAN = /\u001b\$\)C/;
/** Where one stretch ends and the next begins; the decoder of the platform reports the empty one between as an error. */
const IDLE_ESCAPE = /\u001b(?:\$[@B]|\$\(D|\([BIJ])(?=\u001b)/g;
const READ = 256 * 1024;

/** Which of them seven-bit bytes are in, by their escapes; `label` counts for HZ, whose escapes are plain characters. */
export function escapedCharset(bytes: Uint8Array, label: string | null): EscapedCharset | null {
  if (label === 'hz-gb-2312') return label;
  if (!bytes.includes(0x1b)) return null;
  const start = textOf(bytes.subarray(0, READ));
  if (KOREAN.test(start)) return 'iso-2022-kr';
  return JAPANESE.test(start) ? 'iso-2022-jp' : null;
}

export function decodeEscaped(bytes: Uint8Array, charset: EscapedCharset): string {
  const text = textOf(bytes);
  if (charset === 'iso-2022-jp')
    return new TextDecoder('iso-2022-jp').decode(Buffer.from(text.replace(IDLE_ESCAPE, ''), 'latin1'));
  if (charset === 'iso-2022-kr') {
    // Shift-out turns the pairs of KS X 1001 on, shift-in or the end of the line turns them off.
    const raised = text
      .replaceAll('\u001b$)C', '')
      .replace(/\u000e([^\u000f\n]*)\u000f?/g, (_, pairs: string) => raise(pairs));
    return iconv.decode(Buffer.from(raised, 'latin1'), 'cp949');
  }
  // RFC 1843: "~{" and "~}" around GB 2312, "~~" for a tilde, a tilde at the end of a line for no line break.
  const raised = text.replace(
    /~\{([^~\n]*)(?:~\}|$)|~(~|\n)/gm,
    (_, pairs: string | undefined, plain: string | undefined) =>
      pairs === undefined ? (plain === '~' ? '~' : '') : raise(pairs),
  );
  return iconv.decode(Buffer.from(raised, 'latin1'), 'gb18030');
}

/** Seven-bit pairs as the eight-bit charset beside them has them. */
function raise(pairs: string): string {
  return pairs.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) | 0x80));
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
