import type { IncomingMail, MailKind } from '../../../lib/mail/types.ts';

/** Our mail in every row that has one. */
export const SENT =
  'Hi Mariana, the new stock report is now in your account. Would the Pro plan make sense for the other bakeries as well?';
export const ATTRIBUTION = 'On Tue, 24 Nov 2026 at 17:07, Ana Souza <ana@vendas.example> wrote:';
export const OLD = 'Good morning, as discussed at the fair I attach the brochure.';

/** A body, a whole message in bytes, or a mail whose sender is judged. */
export type Input =
  | { text?: string; html?: string; sent?: boolean }
  | { eml: string | Uint8Array }
  | { headers?: Record<string, string>; envelopeFrom?: string; mail: Partial<IncomingMail> };
/** `new` exactly, or what it holds (`has`) and does not hold (`not`); who wrote it; what is named as not readable. */
export type Outcome = {
  new?: string;
  has?: string[];
  not?: string[];
  subject?: string;
  kind?: MailKind | MailKind[];
  certain?: boolean;
  unread?: boolean;
};
/** A public report (repository and number), what was wrong in our words, an input of our own of that shape, what must come out. */
export type Report = [report: string, shape: string, input: Input, outcome: Outcome];

const CRLF = '\r\n';

/** A message with these fields; the body in bytes of Latin-1 where it is a string. */
export function eml(fields: string[], body: string | Uint8Array): { eml: Uint8Array } {
  const head = ['From: Mariana <mariana@padariasol.example>', 'Subject: Re: Stock report', ...fields, '', ''].join(
    CRLF,
  );
  const bytes = typeof body === 'string' ? Buffer.from(body.replaceAll('\n', CRLF), 'latin1') : body;
  return { eml: Buffer.concat([Buffer.from(head, 'latin1'), bytes]) };
}

/** Bytes as the parts of a multipart with the boundary `b`. */
export function multipart(...parts: [head: string, body: string | Uint8Array][]): Uint8Array {
  const all = parts.flatMap(([head, body]) => [
    Buffer.from(`--b${CRLF}${head}${CRLF}${CRLF}`, 'latin1'),
    typeof body === 'string' ? Buffer.from(body) : body,
    Buffer.from(CRLF),
  ]);
  return Buffer.concat([...all, Buffer.from(`--b--${CRLF}`)]);
}

export const quoted = (answer: string): string => `${answer}\n\n${ATTRIBUTION}\n> ${OLD}`;
