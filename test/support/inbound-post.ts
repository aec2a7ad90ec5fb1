import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';

/** A P-256 key as SendGrid's security policy has one. */
export function inboundKey(): { privateKey: KeyObject; publicKey: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { privateKey, publicKey: publicKey.export({ format: 'der', type: 'spki' }).toString('base64') };
}

export type PostPart = { name: string; value: string | Buffer; filename?: string; contentType?: string };

/** A multipart body with SendGrid's own boundary. */
export function multipart(parts: PostPart[]): { body: Buffer; contentType: string } {
  const pieces = parts.flatMap(({ name, value, filename, contentType }) => [
    Buffer.from(
      `--xYzZY\r\nContent-Disposition: form-data; name="${name}"${filename === undefined ? '' : `; filename="${filename}"`}\r\n` +
        `${contentType ? `Content-Type: ${contentType}\r\n` : ''}\r\n`,
    ),
    Buffer.from(value as string),
    Buffer.from('\r\n'),
  ]);
  return {
    body: Buffer.concat([...pieces, Buffer.from('--xYzZY--\r\n')]),
    contentType: 'multipart/form-data; boundary=xYzZY',
  };
}

/** The headers under which SendGrid posts a body: its type, and the signature over timestamp and bytes. */
export function signedHeaders(
  { body, contentType }: { body: Buffer; contentType: string },
  key: KeyObject,
  at = new Date(),
): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  return {
    'content-type': contentType,
    'x-twilio-email-event-webhook-timestamp': timestamp,
    'x-twilio-email-event-webhook-signature': createSign('sha256').update(timestamp).update(body).sign(key, 'base64'),
  };
}

/** The fields of a raw-mode post for a MIME message. */
export function rawPost(email: string | Buffer, envelope: { to: string[]; from: string }): PostPart[] {
  return [
    { name: 'email', value: email },
    { name: 'envelope', value: JSON.stringify(envelope) },
    { name: 'SPF', value: 'pass' },
    { name: 'dkim', value: `{@${envelope.from.split('@')[1]} : pass}` },
    { name: 'charsets', value: '{"to":"UTF-8","from":"UTF-8","subject":"UTF-8"}' },
    { name: 'sender_ip', value: '203.0.113.9' },
  ];
}
