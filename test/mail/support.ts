import type { InboundPost } from '../../lib/mail/types.ts';

/** A post in raw mode around a message; strings are UTF-8. */
export function rawPost(email: string | Uint8Array, over: Partial<InboundPost> = {}): InboundPost {
  return {
    envelope: { to: ['reply+0123456789abcdef@reply.example.com'], from: 'max@acme.example' },
    spf: 'pass',
    dkim: '{@acme.example : pass}',
    senderIp: '192.0.2.1',
    charsets: {},
    mode: 'raw',
    email: typeof email === 'string' ? Buffer.from(email, 'utf8') : email,
    ...over,
  } as InboundPost;
}
