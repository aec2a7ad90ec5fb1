import { inflateSync } from 'node:zlib';
import { type BaseBlock, Constructed, fromBER, ObjectIdentifier, OctetString } from 'asn1js';
import { MAIL_LIMITS } from './limits.ts';

/** RFC 5652 5.1 and RFC 3274: what is in them needs no key to be read. */
const SIGNED = '1.2.840.113549.1.7.2';
const COMPRESSED = '1.2.840.113549.1.9.16.1.9';
/** Streams are signed in pieces of about a kilobyte, each a node. */
const LIMITS = { maxNodes: 200_000, maxContentLength: MAIL_LIMITS.messageBytes };

/** The message inside an opaquely signed or compressed one; null where it is encrypted, or no such thing. */
export function readSmime(content: Uint8Array): Uint8Array | null {
  try {
    const { result, offset } = fromBER(content, LIMITS);
    if (offset === -1) return null;
    const [kind, wrapped] = childrenOf(result);
    const id = kind instanceof ObjectIdentifier ? kind.getValue() : '';
    if (id !== SIGNED && id !== COMPRESSED) return null;
    // ContentInfo.content [0] → SignedData or CompressedData → encapContentInfo → eContent [0] → OCTET STRING
    const encapsulated = childrenOf(childrenOf(wrapped)[0])[2];
    const octets = childrenOf(childrenOf(encapsulated)[1])[0];
    if (!(octets instanceof OctetString)) return null;
    const bytes = new Uint8Array(octets.getValue());
    return id === COMPRESSED ? inflateSync(bytes, { maxOutputLength: MAIL_LIMITS.messageBytes }) : bytes;
  } catch {
    return null;
  }
}

function childrenOf(block: unknown): BaseBlock[] {
  return block instanceof Constructed ? (block.valueBlock.value as BaseBlock[]) : [];
}
