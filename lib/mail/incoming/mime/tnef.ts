import { decompressRTF } from '@kenjiuno/decompressrtf';
import type { AttachmentPart } from '../attachments.ts';
import { decodeText } from './charset.ts';
import { rtfToText } from './rtf.ts';

/** [MS-OXTNEF] 2.1.3: attributes of a message (level 1) and of its files (level 2). */
const SIGNATURE = 0x223e9f78;
const ATTACHMENT = 2;
const BODY = 0x800c;
const MESSAGE_PROPERTIES = 0x9003;
const FILE_BEGINS = 0x9002;
const FILE_NAME = 0x8010;
const FILE_CONTENT = 0x800f;
const FILE_PROPERTIES = 0x9005;
const CODE_PAGE = 0x9007;
/** MAPI properties, [MS-OXPROPS]. */
const PR_BODY = 0x1000;
const PR_RTF_COMPRESSED = 0x1009;
const PR_HTML = 0x1013;
const PR_LONG_FILENAME = 0x3707;
const PR_MIME_TYPE = 0x370e;
const PR_CONTENT_ID = 0x3712;
/** Bytes of the MAPI types of fixed size; those of 4 and more bytes are padded to 4 ([MS-OXTNEF] 2.1.3.4). */
const FIXED: Record<number, number> = { 2: 4, 3: 4, 4: 4, 5: 8, 6: 8, 7: 8, 10: 4, 11: 4, 20: 8, 64: 8, 72: 16 };
const UNICODE = 0x1f;
const MULTIPLE = 0x1000;
const MAX_FILES = 200;

export type TnefMail = { text: string | null; html: string | null; parts: AttachmentPart[] };

/** What Outlook wraps into winmail.dat: the words and the files. Null where it is no such thing. */
export function readTnef(content: Uint8Array): TnefMail | null {
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  if (content.length < 6 || view.getUint32(0, true) !== SIGNATURE) return null;
  const mail: TnefMail = { text: null, html: null, parts: [] };
  let codePage = 'windows-1252';
  for (const { level, id, data } of attributesOf(content, view)) {
    if (id === CODE_PAGE && data.length >= 4)
      codePage = `cp${new DataView(data.buffer, data.byteOffset).getUint32(0, true)}`;
    else if (level === ATTACHMENT) addToFile(mail.parts, id, data, codePage);
    else if (id === BODY) mail.text ??= textOf(data, codePage);
    else if (id === MESSAGE_PROPERTIES) readMessageProperties(mail, data, codePage);
  }
  return { ...mail, parts: mail.parts.filter(({ content: bytes }) => bytes.length > 0) };
}

function readMessageProperties(mail: TnefMail, data: Uint8Array, codePage: string): void {
  for (const { id, type, value } of propertiesOf(data)) {
    if (id === PR_BODY) mail.text ??= textOf(value, type === UNICODE ? 'utf-16le' : codePage);
    if (id === PR_HTML) mail.html ??= textOf(value, type === UNICODE ? 'utf-16le' : codePage);
    if (id === PR_RTF_COMPRESSED && mail.text === null) mail.text = readRtf(value);
  }
}

function addToFile(files: AttachmentPart[], id: number, data: Uint8Array, codePage: string): void {
  if (id === FILE_BEGINS && files.length < MAX_FILES)
    files.push({ filename: null, contentType: '', contentId: null, inline: false, content: new Uint8Array() });
  const file = files.at(-1);
  if (!file) return;
  if (id === FILE_CONTENT) file.content = data;
  if (id === FILE_NAME) file.filename ??= textOf(data, codePage);
  if (id !== FILE_PROPERTIES) return;
  for (const { id: property, type, value } of propertiesOf(data)) {
    const text = () => textOf(value, type === UNICODE ? 'utf-16le' : codePage);
    if (property === PR_LONG_FILENAME) file.filename = text();
    if (property === PR_MIME_TYPE) file.contentType = text();
    if (property === PR_CONTENT_ID) file.contentId = text();
  }
}

/** Level, tag, length, data, checksum; one cut off at the end of the file ends the list. */
function* attributesOf(content: Uint8Array, view: DataView) {
  let at = 6;
  while (at + 9 <= content.length) {
    const level = view.getUint8(at);
    const id = view.getUint16(at + 1, true);
    const length = view.getUint32(at + 5, true);
    if (at + 9 + length > content.length) return;
    yield { level, id, data: content.subarray(at + 9, at + 9 + length) };
    at += 9 + length + 2;
  }
}

/** A list of MAPI properties. Ends at the first one that cannot be measured. */
function* propertiesOf(data: Uint8Array) {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  let at = 4;
  const has = (bytes: number) => at + bytes <= data.length;
  while (has(4)) {
    const type = view.getUint16(at, true);
    const id = view.getUint16(at + 2, true);
    at += 4;
    if (id >= 0x8000) {
      // A named property: its set, then a number or a name.
      if (!has(24)) return;
      const named = view.getUint32(at + 16, true) === 1;
      const length = named ? view.getUint32(at + 20, true) : 0;
      at += 24 + padded(length);
    }
    const single = type & ~MULTIPLE;
    const fixed = FIXED[single];
    let count = 1;
    if (fixed === undefined || type & MULTIPLE) {
      if (!has(4)) return;
      count = view.getUint32(at, true);
      at += 4;
    }
    if (fixed !== undefined) {
      at += fixed * count;
      continue;
    }
    for (let n = 0; n < count; n++) {
      if (!has(4)) return;
      const length = view.getUint32(at, true);
      at += 4;
      if (!has(length)) return;
      yield { id, type: single, value: data.subarray(at, at + length) };
      at += padded(length);
    }
  }
}

const padded = (length: number): number => Math.ceil(length / 4) * 4;

function textOf(value: Uint8Array, charset: string): string {
  // Code page 1200 is UTF-16, 65001 UTF-8.
  const name = charset === 'cp65001' ? 'utf-8' : charset === 'cp1200' ? 'windows-1252' : charset;
  return decodeText(value, name).replace(/\0+$/, '');
}

/** The library believes the size in the header, which may be anything. */
function readRtf(value: Uint8Array): string | null {
  if (value.length < 16) return null;
  const bytes = Buffer.from(value);
  if (bytes.readUInt32LE(0) + 4 > bytes.length) bytes.writeUInt32LE(bytes.length - 4, 0);
  try {
    return rtfToText(Buffer.from(decompressRTF([...bytes])).toString('latin1')) || null;
  } catch {
    return null;
  }
}
