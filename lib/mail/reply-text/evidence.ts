/** Signs of an address, a date or a time in a short stretch of text, in any script. Callers bound the length. */

const ADDRESS = /[^\s<>@,;:"()[\]]{1,64}@[^\s<>@,;:"()[\]]{2,}/;
const NUMERIC_DATE = /(?<!\d)\d{1,4}[./-] ?\d{1,2}[./-] ?\d{2,4}(?!\d)/;
const CJK_DATE = /\d{1,2} ?[月월] ?\d{1,2} ?[日일]/;
/** 19xx and 20xx; 25xx is the Buddhist era of Thai mail, 13xx and 14xx the Solar Hijri calendar. */
const YEAR = /(?<!\d)(?:19|20|25|1[34])\d\d(?!\d)/;
const DAY = /(?<![\d:.])\d{1,2}(?![\d:])/;
const TIME = /(?<!\d)\d{1,2} ?[:.h時时点點시] ?\d{2}(?!\d)/;
/** First digits of the decimal blocks that mail clients print: Arabic, Persian, Devanagari, Bengali, Thai, full width. */
const ZEROS = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0xff10];
const OTHER_DIGIT = /[٠-٩۰-۹०-९০-৯๐-๙０-９]/g;

export function hasAddress(text: string): boolean {
  return text.includes('@') && ADDRESS.test(text);
}

export function hasDate(text: string): boolean {
  return NUMERIC_DATE.test(text) || CJK_DATE.test(text) || (YEAR.test(text) && DAY.test(text.replace(YEAR, '')));
}

export function hasTime(text: string): boolean {
  return TIME.test(text);
}

/** ۱۲ and १२ become 12. */
export function asciiDigits(text: string): string {
  return text.replace(OTHER_DIGIT, (digit) => {
    const code = digit.charCodeAt(0);
    const zero = ZEROS.find((start) => code >= start && code < start + 10)!;
    return String(code - zero);
  });
}

/** Where the first date begins, or -1. */
export function dateAt(text: string): number {
  const starts = [NUMERIC_DATE, CJK_DATE, YEAR].map((pattern) => text.search(pattern)).filter((at) => at >= 0);
  return starts.length ? Math.min(...starts) : -1;
}
