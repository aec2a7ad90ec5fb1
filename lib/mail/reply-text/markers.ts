import { MESSAGE_WORD } from './data/message-words.ts';
import { headerBlockEnd, headerField, inlineFields } from './header-block.ts';
import type { Line } from './types.ts';

const FRAMED = /^[\s*_>]*(?:-{2,}|_{2,}|={2,})\s*([^\s\-_=][^\n]{2,70}?)\s*(?:-{2,}|_{2,}|={2,})[\s*_]*$/u;
const FRAMED_START = /^[\s*_>]*-{2,}\s*[^\s-][^\n-]{2,60}?\s*-{2,}\s+(?=\S)/u;
const MAX_MARKER = 120;
const FORWARD =
  /forward|fwd|weitergel|transf[eé]r|transmis|réexp|reenv|reencam|encamin|inoltr|doorgest|vidarebef|videresen|välitet|edelleen|framsen|przekaz|przes|přepos|prepos|posredov|proslij|prosle|прослед|препра|redirec|tovább|προωθ|ilet|перес|перенап|переадр|הועבר|توجيه|فوروارد|अग्रेषित|ส่งต่อ|chuyển tiếp|diterus|dimajukan|転送|转发|轉寄|전달|edasta|pārsūt|persiųst/iu;

/** "----- Original Message -----" and its kin: where the rule and the header fields below it end, else null. */
export type Marker = { end: number; forward: boolean };

/**
 * A rule with the word for "message" in it, in any of the languages known; or any framed words or a line ending in a
 * colon ("Begin forwarded message:") with a header block right below.
 */
export function markerAt(lines: readonly Line[], at: number): Marker | null {
  const { text } = lines[at]!;
  if (text.length < 5 || text.length > 600) return null;
  const first = text.charCodeAt(0);
  const framed = first === 0x2d || first === 0x5f || first === 0x3d || first === 0x2a;
  if (framed && text.length <= MAX_MARKER && FRAMED.test(text)) {
    const below = nextLine(lines, at + 1);
    const block = below < 0 ? null : headerBlockEnd(lines, below);
    if (block || MESSAGE_WORD.test(text)) {
      // After a rule that names a message even one field counts as its header.
      const field = below === at + 1 && headerField(lines[below]!.text) ? below + 1 : at + 1;
      return { end: block ?? field, forward: FORWARD.test(text) };
    }
  }
  if (framed) {
    const rule = FRAMED_START.exec(text.slice(0, MAX_MARKER));
    const rest = rule ? text.slice(rule[0].length) : '';
    if (rule && headerField(rest) && inlineFields(rest).length >= 1)
      return { end: at + 1, forward: FORWARD.test(rule[0]) };
  }
  if (text.length <= 70 && /[:：]$/.test(text) && MESSAGE_WORD.test(text)) {
    const below = nextLine(lines, at + 1);
    const block = below >= 0 && below - at <= 3 ? headerBlockEnd(lines, below) : null;
    if (block) return { end: block, forward: true };
  }
  return null;
}

const REPLY =
  /repl(?:y|ies)|respon|antwort|répon|respuesta|rispo|respost|antwo|svar|vasta|odpow|odpov|odgovor|одговор|отговор|răspun|válasz|απάντ|απαντ|yanıt|cevap|ответ|відпов|адказ|השב|תגוב|الرد|رد|پاسخ|उत्तर|ตอบ|trả lời|balas|jawab|返信|回复|回覆|답장|회신|vasta|atbild|atsak/iu;
const LINE =
  /\bline\b|zeile|linie|ligne|l[ií]nea|riga|linha|lijn|regel|linj|rivi|lini[iuęj]|řád|čár|riadk|čiar|vrstic|red[ak]|redom|линия|линији|ред[аот]?\b|rând|lini|sor\b|vonal|γραμμ|satır|çizgi|строк|черт|лини|рядк|שורה|קו|سطر|خط|रेखा|पंक्ति|บรรทัด|dòng|baris|garis|行|線|线|줄|선|rinda|līnij|eilut/iu;
const ABOVE =
  /above|over|ober|über|dessus|encima|arriba|sopra|acima|boven|ovan|over|yläpuol|powyż|nad |výše|vyššie|iznad|изнад|над|deasupra|fölé|felett|πάνω|üst|выше|вище|מעל|فوق|أعلى|بالا|ऊपर|เหนือ|trên|atas|上|위|kohal|virs|virš/iu;
const RULE_BEFORE = /^\W{0,3}[-#=*_~‐–—]{2,}/u;
const RULE_AFTER = /[-#=*_~‐–—]{2,}\W{0,3}$/u;

/**
 * "-- REPLY ABOVE THIS LINE --", which help desks put above what they send: where it begins, else -1. It may share a
 * line with the reply when a client has flattened the mail.
 */
export function replyAboveAt(text: string): number {
  if (text.length < 12 || text.length > 400) return -1;
  const english = text.search(
    /[-#=*_~]{2,}[^\p{L}\n]{0,6}(?:please )?(?:type |write )?(?:your )?repl(?:y|ies) above|^[#=*_~-]*\s*(?:please )?(?:type |write )?(?:your )?reply above this line/iu,
  );
  if (english >= 0) return english;
  if (text.length > MAX_MARKER + 20 || !RULE_BEFORE.test(text) || !RULE_AFTER.test(text)) return -1;
  const signs = [REPLY, LINE, ABOVE].filter((sign) => sign.test(text)).length;
  return signs >= 2 && REPLY.test(text) ? 0 : -1;
}

function nextLine(lines: readonly Line[], from: number): number {
  for (let at = from; at < lines.length && at < from + 4; at++) if (lines[at]!.text !== '') return at;
  return -1;
}
