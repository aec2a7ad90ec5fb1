import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock/clock.ts';
import { type MailSend, mailSendSchema, type Personalization } from './mail-send-schema.ts';
import type { Message, Messages } from './messages.ts';
import { renderMail } from './render.ts';

const MAX_BYTES = 30_000_000;
const SEND_AT_HOURS = 72;

type Problem = { message: string; field: string | null; help: string | null };
export type SendAnswer = { status: number; headers?: Record<string, string>; body?: { errors: Problem[] } };
export type SendOutcome = SendAnswer & { messages: Message[] };

export const problem = (status: number, message: string, field: string | null = null): SendAnswer => ({
  status,
  body: { errors: [{ message, field, help: null }] },
});

/** POST /v3/mail/send: what SendGrid refuses is refused with its status codes, the rest becomes a mail per personalization. */
export async function sendMail(options: {
  body: Buffer;
  contentType: string;
  authorization: string;
  apiKey: string;
  scopes: string[];
  /** Domains a From may have; null takes any. */
  senderDomains: string[] | null;
  messages: Messages;
  clock: Clock;
}): Promise<SendOutcome> {
  const { body, clock, senderDomains } = options;
  const refused = (answer: SendAnswer) => ({ ...answer, messages: [] });
  if (options.authorization !== `Bearer ${options.apiKey}`) {
    return refused(problem(401, 'The provided authorization grant is invalid, expired, or revoked'));
  }
  if (!options.scopes.includes('mail.send')) return refused(problem(403, 'access forbidden'));
  if (!options.contentType.startsWith('application/json')) {
    return refused(problem(415, 'Content-Type should be application/json.'));
  }
  if (body.length > MAX_BYTES) return refused(problem(413, 'The message exceeds 30 MB.'));
  const parsed = mailSendSchema.safeParse(json(body));
  if (!parsed.success) {
    const errors = parsed.error.issues.map(({ message, path }) => ({
      message,
      field: path.join('.') || null,
      help: null,
    }));
    return { status: 400, body: { errors }, messages: [] };
  }
  const mail = parsed.data;
  const domain = mail.from.email.slice(mail.from.email.lastIndexOf('@') + 1).toLowerCase();
  if (senderDomains && !senderDomains.includes(domain)) {
    const message =
      'The from address does not match a verified Sender Identity. Mail cannot be sent until this error is resolved.';
    return refused(problem(403, message, 'from'));
  }
  const latest = clock.now().getTime() / 1000 + SEND_AT_HOURS * 3600;
  if (mail.send_at && mail.send_at > latest)
    return refused(problem(400, 'send_at is more than 72 hours ahead.', 'send_at'));
  if (mail.mail_settings?.sandbox_mode?.enable) return { status: 200, messages: [] };
  const id = randomBytes(16).toString('base64url');
  const kept: Message[] = [];
  for (const [index, personalization] of mail.personalizations.entries()) {
    kept.push(await keep(index === 0 ? id : `${id}-${index}`, mail, personalization, options));
  }
  return { status: 202, headers: { 'x-message-id': id }, messages: kept };
}

async function keep(
  id: string,
  mail: MailSend,
  personalization: Personalization,
  { clock, messages }: { clock: Clock; messages: Messages },
): Promise<Message> {
  const domain = mail.from.email.slice(mail.from.email.lastIndexOf('@') + 1);
  const eml = await renderMail(mail, personalization, `<${id}@geopod.${domain}>`, clock.now());
  const { to, cc = [], bcc = [] } = personalization;
  return messages.keep({
    id,
    via: 'api',
    envelope: {
      from: `bounces+4711-${id.slice(0, 6)}@em.${domain}`,
      to: [...to, ...cc, ...bcc].map(({ email }) => email),
    },
    eml,
    customArgs: { ...mail.custom_args, ...personalization.custom_args },
    categories: mail.categories ?? [],
  });
}

function json(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
