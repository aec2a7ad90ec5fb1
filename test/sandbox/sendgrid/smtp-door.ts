import { SMTPServer } from 'smtp-server';
import type { InboundRequest } from './inbound-parse.ts';
import { addressIn, dkimPass } from './inbound-parse.ts';
import { headerValue, splitHeaders } from './mime-parts.ts';

const MAX_BYTES = 40_000_000;

export type SmtpDoor = { host: string; port: number; close(): Promise<void> };

/**
 * Takes mail for anybody, without login or TLS: what is for the reply domain goes to Inbound Parse, the rest to the
 * mailboxes. SPF and DKIM pass for From's domain unless the mail says `X-Sandbox-Auth: none` or `fail`.
 */
export async function openSmtpDoor(options: {
  port?: number;
  replyDomain: string;
  postInbound(request: InboundRequest): Promise<unknown>;
  /** Every mail, whoever it is for. */
  seen(eml: Buffer): Promise<void>;
  deliver(mail: { eml: Buffer; envelope: { from: string; to: string[] } }): Promise<void>;
}): Promise<SmtpDoor> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: MAX_BYTES,
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (stream.sizeExceeded) {
          done(Object.assign(new Error(`The mail is above ${MAX_BYTES} bytes`), { responseCode: 552 }));
          return;
        }
        const { mailFrom, rcptTo } = session.envelope;
        const from = mailFrom ? mailFrom.address : '';
        const received = `Received: from ${session.hostNameAppearsAs || 'client'} ([${session.remoteAddress}]) by mx.sandbox.example with SMTP id ${session.id}\r\n`;
        const eml = Buffer.concat([Buffer.from(received), ...chunks]);
        take(
          eml,
          from,
          rcptTo.map(({ address }) => address),
        ).then(
          () => done(null, 'Accepted'),
          (error: Error) => done(Object.assign(error, { responseCode: 451 })),
        );
      });
    },
  });

  async function take(eml: Buffer, from: string, recipients: string[]): Promise<void> {
    const isReply = (address: string) => address.toLowerCase().endsWith(`@${options.replyDomain}`);
    const replies = recipients.filter(isReply);
    const others = recipients.filter((address) => !isReply(address));
    await options.seen(eml);
    if (others.length > 0) await options.deliver({ eml, envelope: { from, to: others } });
    if (replies.length > 0) await options.postInbound({ eml, envelope: { from, to: replies }, ...verdict(eml) });
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  // A client that breaks off is no fault of the door's.
  server.on('error', () => {});
  const address = server.server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return { host: '127.0.0.1', port, close: () => new Promise((resolve) => server.close(() => resolve())) };
}

function verdict(eml: Buffer): { spf: string; dkim: string } {
  const { headers } = splitHeaders(eml);
  const from = addressIn(headerValue(headers, 'from'));
  switch (headerValue(headers, 'x-sandbox-auth').toLowerCase()) {
    case 'none':
      return { spf: 'none', dkim: 'none' };
    case 'fail':
      return { spf: 'fail', dkim: dkimPass(from).replace('pass', 'fail') };
    default:
      return { spf: 'pass', dkim: dkimPass(from) };
  }
}
