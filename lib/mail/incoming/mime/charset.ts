import iconv from 'iconv-lite';

/**
 * Text in the charset that the sender named, which may be wrong, unknown or missing. The label is tried first
 * (WHATWG names, then the older ones of iconv-lite such as cp850), then UTF-8 where the bytes are valid,
 * then windows-1252, which takes any bytes.
 */
export function decodeText(bytes: Uint8Array, label?: string | null): string {
  const charset = (label ?? '')
    .trim()
    .toLowerCase()
    .replace(/^["']|["']$/g, '');
  if (charset === '' || MEANS_NOTHING.has(charset)) return decodeUnlabelled(bytes);
  const decoder = webDecoder(charset);
  if (decoder) {
    const text = decoder.decode(bytes);
    return decoder.encoding === 'utf-8' && isMostlyBroken(text) ? decodeUnlabelled(bytes) : text;
  }
  if (iconv.encodingExists(charset)) return iconv.decode(bytes, charset);
  return decodeUnlabelled(bytes);
}

/** Whether a label names an encoding that `TextDecoder` has, and so that postal-mime decodes. */
export function isWebEncoding(label: string): boolean {
  return webDecoder(label.trim().toLowerCase()) !== null;
}

/**
 * Whether UTF-8 was the wrong guess: more bytes failed than letters beyond ASCII succeeded. A UTF-8 text with one
 * character cut in half stays below that, a Latin text read as UTF-8 stays above.
 */
export function isMostlyBroken(text: string): boolean {
  let broken = 0;
  let sound = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 0xfffd) broken++;
    else if (code > 0x7f) sound++;
  }
  return broken > sound;
}

/**
 * Labels of senders that know no better; us-ascii is often put before 8-bit text. UTF-7 is left out on purpose: nothing
 * writes it any more but attacks on filters, and its decoder is slow.
 */
const MEANS_NOTHING = new Set([
  'us-ascii',
  'ascii',
  'unknown-8bit',
  'x-unknown',
  'unknown',
  'default',
  '8bit',
  'utf-7',
  'utf7',
  'unicode-1-1-utf-7',
]);

function decodeUnlabelled(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

function webDecoder(label: string): InstanceType<typeof TextDecoder> | null {
  try {
    return new TextDecoder(label);
  } catch {
    return null;
  }
}
