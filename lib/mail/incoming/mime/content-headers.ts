import { headerEnd, splitFields } from './header-block.ts';

const CONTENT_TYPE = /^content-type[ \t]*:/i;
const BOUNDARY = /boundary\s*=\s*(?:"([^"\r\n]{1,200})"|([^\s;"]{1,200}))/i;
/** A line that opens a part, with a header field of that part right below it. */
const HEADED = /^--(?!-*\s*$)([^\r\n]{1,200}?)[ \t]*\r?\nContent-(?:Type|Transfer-Encoding|Disposition)[ \t]*:/im;
/** A gateway doubles the field once or twice. */
const MOST_LOOKED_AT = 8;
/** Where a body's first part must have begun. */
const READ = 256 * 1024;

/**
 * The message with one Content-Type that fits its body. Gateways lose the field, double it, or leave the boundary of
 * another mail in it; where the body shows by its own lines how it is parted, these say it.
 */
export function repairContentType(message: Uint8Array): { message: Uint8Array; problems: string[] } {
  const end = headerEnd(message);
  const fields = splitFields(message.subarray(0, end));
  const isType = (field: Uint8Array) => CONTENT_TYPE.test(textOf(field.subarray(0, 30)));
  const types = fields.filter(isType);
  const body = textOf(message.subarray(end, end + READ));
  const fits = types.slice(0, MOST_LOOKED_AT).filter((field) => opensPart(body, boundaryOf(field)));
  if (types.length > 0 && fits[0] === types[0]) return { message, problems: [] };
  const said = types.length > 0 && !/multipart\//i.test(textOf(types[0]!));
  if (said && types.length === 1) return { message, problems: [] };
  const seen = HEADED.exec(body)?.[1];
  const chosen =
    fits[0] ??
    (seen && (types.length === 0 || !said)
      ? Buffer.from(`Content-Type: ${kindOfParts(body, seen)}; boundary="${seen}"\r\n`, 'latin1')
      : null);
  if (!chosen || (!fits[0] && seen?.includes('"'))) return { message, problems: [] };
  const kept = fields.filter((field) => !isType(field));
  return {
    message: Buffer.concat([...kept.map(withLineEnd), withLineEnd(chosen), message.subarray(end)]),
    problems: [types.length > 1 ? 'several Content-Type fields' : 'Content-Type told by the body'],
  };
}

/** Text and the same in HTML, in this order and with nothing else, are what every program writes as alternatives. */
function kindOfParts(body: string, boundary: string): string {
  const types = body
    .split(`--${boundary}`)
    .slice(1, 5)
    .filter((part) => !part.startsWith('--'))
    .map((part) => /^Content-Type[ \t]*:[ \t]*([a-z]+\/[a-z]+)/im.exec(part.slice(0, 500))?.[1]?.toLowerCase());
  return types.join(' ') === 'text/plain text/html' ? 'multipart/alternative' : 'multipart/mixed';
}

function boundaryOf(field: Uint8Array): string | null {
  const match = BOUNDARY.exec(textOf(field));
  return match ? (match[1] ?? match[2]!) : null;
}

function opensPart(body: string, boundary: string | null): boolean {
  return boundary !== null && (body.startsWith(`--${boundary}`) || body.includes(`\n--${boundary}`));
}

function withLineEnd(field: Uint8Array): Uint8Array {
  return field.at(-1) === 10 ? field : Buffer.concat([field, Buffer.from('\r\n')]);
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
