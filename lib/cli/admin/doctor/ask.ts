import { z } from 'zod';

const TIMEOUT_MS = 10_000;

/** An answer, whatever its status. `date`: the other side's clock, null where it says nothing; `askedAt`: ours. */
export type Answered = {
  status: number;
  text: string;
  json: unknown;
  location: string;
  date: Date | null;
  askedAt: Date;
};
/** There was no answer; `why` goes on after "… cannot be reached: ". */
export type Silent = { why: string };

/** One request without a redirect followed, as SendGrid posts. Never throws. */
export async function ask(url: string, init: RequestInit = {}): Promise<Answered | Silent> {
  const askedAt = new Date();
  try {
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS), ...init });
    const text = await response.text();
    const date = new Date(response.headers.get('date') ?? '');
    return {
      status: response.status,
      text,
      json: parsed(text),
      location: response.headers.get('location') ?? '',
      date: Number.isNaN(date.getTime()) ? null : date,
      askedAt,
    };
  } catch (error) {
    return { why: whyOf(error) };
  }
}

export const isSilent = (answer: Answered | Silent): answer is Silent => 'why' in answer;

/** A path of SendGrid's API, read with a key that may. */
export type Reads = (path: string) => Promise<Answered | Silent>;
export const NO_READING =
  'Set SENDGRID_ADMIN_KEY to a key of full access for this command, and leave it out of the server’s settings.';

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const coded = z.object({ code: z.string() });
const WORDS: Record<string, string> = {
  ENOTFOUND: 'its name is in no DNS',
  EAI_AGAIN: 'DNS does not answer on this machine',
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'it breaks the connection off',
  EHOSTUNREACH: 'there is no way to it from this machine',
  ENETUNREACH: 'there is no way to it from this machine',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by itself',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is signed by itself',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate comes without the one in between',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
};

function whyOf(error: unknown): string {
  if (error instanceof Error && error.name === 'TimeoutError') return `no answer within ${TIMEOUT_MS / 1000} s`;
  const cause = error instanceof Error ? error.cause : undefined;
  const code = coded.safeParse(cause).data?.code ?? '';
  return WORDS[code] ?? (code || 'the request failed');
}
