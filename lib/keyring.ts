import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** Encryption keys by id (32 bytes each). `current` seals; the others only open what was sealed before a rotation. */
export type Keyring = { current: string; keys: Record<string, Buffer> };

export type Sealed = { keyId: string; bytes: Buffer };

/** Stands where a key's id would: stored before such things were sealed, and in clear until somebody seals it. */
export const NO_KEY = '';

/** A row was sealed with a key that this process does not have. */
export class MissingKeyError extends Error {
  constructor(keyId: string) {
    super(`Encryption key "${keyId}" is missing. Put it back into ENCRYPTION_KEYS beside the current one.`);
    this.name = 'MissingKeyError';
  }
}

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** AES-256-GCM (NIST SP 800-38D): 12 bytes IV, 16 bytes tag, then the text. */
export function seal(plain: Uint8Array | string, ring: Keyring): Sealed {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', keyOf(ring, ring.current), iv);
  // GCM has no padding: `final` gives nothing and is called for the tag.
  const body = cipher.update(plain);
  cipher.final();
  return { keyId: ring.current, bytes: Buffer.concat([iv, cipher.getAuthTag(), body]) };
}

/**
 * The same for what is long, a piece at a time: `update` seals the next piece, `end` gives what stands before the first.
 * Thirty megabytes at once hold everybody for 100 ms and stand in memory four times.
 */
export function createSealer(ring: Keyring): { keyId: string; update(piece: Uint8Array): Buffer; end(): Buffer } {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', keyOf(ring, ring.current), iv);
  return {
    keyId: ring.current,
    update: (piece) => cipher.update(piece),
    end() {
      cipher.final();
      return Buffer.concat([iv, cipher.getAuthTag()]);
    },
  };
}

/** Opens what `createSealer` sealed, a piece at a time: `first` is what stands before the first piece. `end` throws where anything was changed. */
export function createOpener(
  { keyId, first }: { keyId: string; first: Uint8Array },
  ring: Keyring,
): { update(piece: Uint8Array): Buffer; end(): void } {
  if (keyId === NO_KEY) return { update: (piece) => Buffer.from(piece), end() {} };
  const decipher = createDecipheriv('aes-256-gcm', keyOf(ring, keyId), first.subarray(0, IV_BYTES));
  decipher.setAuthTag(first.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  return { update: (piece) => decipher.update(piece), end: () => void decipher.final() };
}

/** Bytes that stand before a sealed text. */
export const SEAL_BYTES = IV_BYTES + TAG_BYTES;

export function open({ keyId, bytes }: Sealed, ring: Keyring): Buffer {
  if (keyId === NO_KEY) return bytes;
  const decipher = createDecipheriv('aes-256-gcm', keyOf(ring, keyId), bytes.subarray(0, IV_BYTES));
  decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  const plain = decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES));
  decipher.final();
  return plain;
}

function keyOf(ring: Keyring, keyId: string): Buffer {
  const key = ring.keys[keyId];
  if (!key) throw new MissingKeyError(keyId);
  return key;
}
