/**
 * Whether a text announces other bank details, in English, Portuguese or Spanish: the pattern of invoice fraud (FBI IC3,
 * "Business Email Compromise"), whoever the sender seems to be. A change and an account have to stand in one sentence;
 * who only names an account, or asks for ours, is not meant.
 */
export function announcesBankChange(text: string): boolean {
  return text
    .slice(0, MOST_READ)
    .split(/(?<=[.!?])\s+|\n{2,}/u)
    .some((sentence) => ACCOUNT.test(sentence) && CHANGE.test(sentence));
}

const MOST_READ = 20_000;

const ACCOUNT = new RegExp(
  [
    String.raw`\bbank(?:ing)? (?:account|details|information|info|coordinates)\b`,
    String.raw`\b(?:payment|remittance|wire|ach) (?:details|instructions|information)\b`,
    String.raw`\b(?:iban|swift|routing number|sort code|account number|beneficiary account)\b`,
    String.raw`\b(?:dados|informações|coordenadas) (?:bancári[oa]s|de pagamento)`,
    String.raw`\b(?:conta|chave) (?:bancária|corrente|pix)`,
    String.raw`\bdatos (?:bancarios|de pago)`,
    String.raw`\b(?:cuenta bancaria|número de cuenta|clabe)\b`,
  ].join('|'),
  'iu',
);

const CHANGE = new RegExp(
  [
    String.raw`\b(?:new|changed?|changing|updated?|different|switched|moved|replac\w+|no longer|instead of)\b`,
    String.raw`\b(?:nov[oa]s?|mud(?:ou|amos|ança|aram)|alter(?:ou|amos|ação|ad[oa]s?)|atualiz\w+|troc(?:ou|amos))`,
    String.raw`\b(?:nuev[oa]s?|cambi(?:ó|amos|ado|aron|o)|actualiz\w+|modific\w+)`,
  ].join('|'),
  'iu',
);
