/** Text as phrases are compared: no accents, no case, one kind of apostrophe, single spaces, no invisible characters. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\p{Mn}\p{Cf}]/gu, '')
    .toLowerCase()
    .replace(/[’‘`´ʼ]/g, "'")
    .replace(/[ıİ]/g, 'i')
    .normalize('NFC')
    .replace(/\s+/g, ' ')
    .trim();
}
