import sharedClient from '@sendgrid/client';
import sharedService from '@sendgrid/mail';
import type { OutgoingMail } from './mail.ts';

// The packages' types know only the instance that all callers would share; the classes are exported beside it.
const { Client } = sharedClient as unknown as { Client: new () => typeof sharedClient };
const { MailService } = sharedService as unknown as { MailService: new () => typeof sharedService };

export type SendMail = (mail: OutgoingMail, options: { effectId: string }) => Promise<{ id: string }>;

/**
 * `rejected`: SendGrid refused the mail, and would again. `transient`: it was not taken, try later. `unknown`: the request
 * left and no answer came; it may have been sent.
 */
export type SendFailure = 'rejected' | 'transient' | 'unknown';

/** Why SendGrid did not take a mail, by code. `said`: its own words, without any address in them. */
export type SendProblemDetails = {
  sendgrid_unreachable: Record<never, never>;
  sendgrid_silent: Record<never, never>;
  sendgrid_limited: Record<never, never>;
  sendgrid_gateway: { status: number };
  sendgrid_failed: { status: number };
  sendgrid_refused: { status: number; said: string };
  sendgrid_key_unknown: { said: string };
  sendgrid_not_authorized: { said: string };
  mail_too_large: { limitMb: number };
};
export type SendProblem = {
  [Code in keyof SendProblemDetails]: { code: Code; details: SendProblemDetails[Code] };
}[keyof SendProblemDetails];

/** SendGrid did not take a mail. `message` is the problem's code. */
export class SendError extends Error {
  readonly failure: SendFailure;
  readonly problem: SendProblem;
  readonly status: number | null;
  /** What the answer asks to wait, in milliseconds. */
  readonly retryAfterMs: number | null;

  constructor(
    failure: SendFailure,
    problem: SendProblem,
    detail: { status?: number; retryAfterMs?: number | null } = {},
  ) {
    super(problem.code);
    this.name = 'SendError';
    this.failure = failure;
    this.problem = problem;
    this.status = detail.status ?? null;
    this.retryAfterMs = detail.retryAfterMs ?? null;
  }
}

/**
 * Sends through SendGrid's Mail Send v3. Resolves with its message id once it has accepted the mail (202), which is not
 * delivery; the event webhook reports that under `custom_args.effect_id`. Throws SendError.
 */
export function createSendMail(options: { apiKey: string; baseUrl: string; timeoutMs: number }): SendMail {
  const client = new Client();
  const service = new MailService();
  service.setClient(client);
  service.setApiKey(options.apiKey);
  // After setApiKey, which resets it.
  client.setDefaultRequest('baseUrl', options.baseUrl);
  // The library sets no time limit of its own.
  service.setTimeout(options.timeoutMs);

  return async (mail, { effectId }) => {
    try {
      const [response] = await service.send(toMessage(mail, effectId));
      return { id: String(new Headers(response.headers as Record<string, string>).get('x-message-id') ?? '') };
    } catch (error) {
      throw toSendError(error);
    }
  };
}

type Message = Parameters<typeof sharedService.send>[0];

function toMessage(mail: OutgoingMail, effectId: string): Message {
  const [replyTo, ...others] = mail.replyTo.map(toEmail);
  return {
    from: toEmail(mail.from),
    to: toEmail(mail.to),
    ...(mail.cc && mail.cc.length > 0 ? { cc: mail.cc.map(toEmail) } : {}),
    // Either field may be set, never both.
    ...(others.length > 0 ? { replyToList: [replyTo!, ...others] } : replyTo ? { replyTo } : {}),
    subject: mail.subject,
    content: [
      // SendGrid refuses a part without content, which a mail of nothing but a file has.
      { type: 'text/plain', value: mail.text || ' ' },
      ...(mail.html === null ? [] : [{ type: 'text/html', value: mail.html }]),
    ],
    headers: mail.headers,
    customArgs: { effect_id: effectId },
    attachments: mail.attachments.map(({ filename, contentType, contentId, inline, content }) => ({
      filename,
      type: contentType,
      content: Buffer.from(content.buffer, content.byteOffset, content.byteLength).toString('base64'),
      disposition: inline ? 'inline' : 'attachment',
      // The library converts no names inside an array.
      ...(contentId ? { content_id: contentId } : {}),
    })),
    // Rewritten links break what quotes are matched by and look like phishing.
    trackingSettings: {
      clickTracking: { enable: false, enableText: false },
      openTracking: { enable: false },
      subscriptionTracking: { enable: false },
    },
  } as Message;
}

function toEmail({ name, address }: { name: string; address: string }): { email: string; name?: string } {
  return name === '' ? { email: address } : { email: address, name };
}

type HttpFailure = { code?: unknown; syscall?: unknown; response?: { headers?: unknown; body?: unknown } };

function toSendError(error: unknown): SendError {
  const { code, syscall, response } = (typeof error === 'object' && error !== null ? error : {}) as HttpFailure;
  if (typeof code === 'number') return errorOfStatus(code, response);
  // Nothing was sent where no connection came about.
  const neverLeft =
    syscall === 'connect' || syscall === 'getaddrinfo' || code === 'ECONNREFUSED' || code === 'ENOTFOUND';
  if (neverLeft) return new SendError('transient', { code: 'sendgrid_unreachable', details: {} });
  return new SendError('unknown', { code: 'sendgrid_silent', details: {} });
}

function errorOfStatus(status: number, response: HttpFailure['response']): SendError {
  if (status === 429) {
    const retryAfterMs = retryAfter(response);
    return new SendError('transient', { code: 'sendgrid_limited', details: {} }, { status, retryAfterMs });
  }
  // A gateway's word: SendGrid behind it may have taken the mail.
  if (status === 502 || status === 504) {
    return new SendError('unknown', { code: 'sendgrid_gateway', details: { status } }, { status });
  }
  if (status >= 500) return new SendError('transient', { code: 'sendgrid_failed', details: { status } }, { status });
  return new SendError('rejected', refusal(status, saidIn(response?.body)), { status });
}

function refusal(status: number, said: string): SendProblem {
  switch (status) {
    case 401:
      return { code: 'sendgrid_key_unknown', details: { said } };
    case 403:
      return { code: 'sendgrid_not_authorized', details: { said } };
    case 413:
      return { code: 'mail_too_large', details: { limitMb: 30 } };
    default:
      return { code: 'sendgrid_refused', details: { status, said } };
  }
}

/** SendGrid's own words, without any address in them. */
function saidIn(body: unknown): string {
  const errors =
    typeof body === 'object' && body !== null && 'errors' in body && Array.isArray(body.errors) ? body.errors : [];
  return errors
    .map((one: unknown) => (typeof one === 'object' && one !== null && 'message' in one ? String(one.message) : ''))
    .filter((message) => message !== '')
    .join('; ')
    .replace(/[^\s<>"'(]+@[^\s<>"')]+/g, '…')
    .slice(0, 500);
}

function retryAfter(response: HttpFailure['response']): number | null {
  const headers = new Headers((response?.headers ?? {}) as Record<string, string>);
  const seconds = Number(headers.get('retry-after'));
  if (seconds > 0) return seconds * 1000;
  const reset = Number(headers.get('x-ratelimit-reset'));
  return reset > 0 ? reset * 1000 : null;
}
