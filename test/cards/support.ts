import { randomUUID } from 'node:crypto';
import type { Sent } from '../../cards/dto/contact.ts';
import { signV3 } from '../sandbox/hubspot/outgoing/signing.ts';
import { until } from '../sandbox/play/until.ts';
import type { TestSandbox } from '../support/sandbox.ts';

export type Signed = { method: string; url: string; headers: Record<string, string>; body?: string };
export type Who = { portalId?: number; userId?: number; userEmail?: string };
export type Answered = { status: number; size: number; json: unknown };
/** An answer as a test reads it: a success has the rest, a failure its code. */
export type Read<T> = T & { ok: boolean; code?: string; message?: string };

/** Calls our endpoints as HubSpot's proxy does, signed by ourselves so that a test can sign wrongly. */
export function createCaller(sandbox: TestSandbox) {
  const { hubspot, app, clock } = sandbox;
  const [user] = hubspot.portal().users;

  function sign(
    path: string,
    body?: object,
    { portalId, userId, userEmail }: Who = {},
    secret = hubspot.app.clientSecret,
  ): Signed {
    const query = new URLSearchParams({
      userId: String(userId ?? user!.id),
      portalId: String(portalId ?? sandbox.portalId),
      userEmail: userEmail ?? user!.email,
      appId: String(hubspot.app.appId),
    });
    const url = `${app.url}/cards${path}${path.includes('?') ? '&' : '?'}${query}`;
    const method = body ? 'POST' : 'GET';
    const text = body ? JSON.stringify(body) : undefined;
    const headers = signV3({ secret, method, uri: url, body: text ?? '' }, clock.now());
    return {
      method,
      url,
      headers: { ...headers, ...(body && { 'content-type': 'application/json' }) },
      ...(text && { body: text }),
    };
  }

  async function send({ url, method, headers, body }: Signed): Promise<Answered> {
    const response = await fetch(url, { method, headers, ...(body && { body }) });
    const text = await response.text();
    return {
      status: response.status,
      size: Buffer.byteLength(text),
      json: text.startsWith('{') ? JSON.parse(text) : {},
    };
  }

  return {
    sign,
    send,
    get: async <T = object>(path: string, who?: Who) => (await send(sign(path, undefined, who))).json as Read<T>,
    /** With a key of its own, unless the body has one. */
    post: async <T = object>(path: string, body: object = {}, who?: Who) =>
      (await send(sign(path, { key: randomUUID(), ...body }, who))).json as Read<T>,
  };
}

export type Caller = ReturnType<typeof createCaller>;

export function hubspotIdOf({ hubspot }: TestSandbox, lastName: string): string {
  return hubspot.contacts().find(({ properties }) => properties.lastname === lastName)!.id;
}

/** Sends a tracked email from the card and waits until it has left. Returns its reply address. */
export async function sendTracked(sandbox: TestSandbox, caller: Caller, contact: string, subject: string) {
  const sent = await caller.post<Sent>(`/contacts/${contact}/email`, { subject, text: 'Hello, what do you think?' });
  const mail = await until(
    async () => sandbox.sendgrid.messages().find((each) => each.subject === subject) ?? null,
    `the mail "${subject}" leaves`,
  );
  return { message: sent.message, replyTo: mail.replyTo[0]!.address, to: mail.to[0]!.address };
}

/** A customer's mail, handed to Inbound Parse as SendGrid would. */
export function customerMail(
  sandbox: TestSandbox,
  mail: {
    from: string;
    to: string;
    subject: string;
    text: string;
    authentication?: 'pass' | 'fail';
    /** Whom SMTP named, where the header names others too. */
    envelopeTo?: string[];
  },
) {
  const { from, to, subject, text, authentication = 'pass', envelopeTo = [to] } = mail;
  const domain = from.split('@')[1];
  const eml = Buffer.from(
    `From: ${from}\r\nTo: ${to}\r\nSubject: ${subject}\r\nDate: ${sandbox.clock.now().toUTCString()}\r\nMessage-ID: <${randomUUID()}@${domain}>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${text}\r\n`,
  );
  const dkim = `{@${domain} : ${authentication}}`;
  return sandbox.sendgrid.postInbound({ eml, envelope: { from, to: envelopeTo }, spf: authentication, dkim });
}
