import { hubspot } from '@hubspot/ui-extensions';
import { type MockInstance, vi } from 'vitest';

export type Call = { method: string; path: string; body: Record<string, unknown> | undefined };

/** Plays our endpoints behind `hubspot.fetch`: an answer by method and path, and a list of what was asked. */
export function playBackend(answers: Record<string, object | (() => object | Promise<object>)>) {
  const calls: Call[] = [];
  const spy: MockInstance = vi.spyOn(hubspot, 'fetch').mockImplementation(async (url, options) => {
    const { pathname, search } = new URL(String(url), 'https://app.example');
    const path = pathname.replace(/^\/cards/, '');
    const call = { method: options?.method ?? 'GET', path: `${path}${search}`, body: options?.body };
    calls.push(call);
    const answer = answers[`${call.method} ${call.path}`] ?? answers[`${call.method} ${path}`];
    if (!answer) throw new Error(`Nobody answers ${call.method} ${path}`);
    const result = typeof answer === 'function' ? await answer() : answer;
    return new Response(JSON.stringify({ ok: true, ...result }));
  });
  const posts = () => calls.filter(({ method }) => method === 'POST');
  return { calls, posts, spy };
}

export const refusal = (code: string) => ({ ok: false, code, message: code });

type Node = { text: string | null; childNodes?: Node[] };

/** Every word in and below a rendered node; `.text` holds only its own. */
export function words(node: Node): string {
  return node.childNodes ? node.childNodes.map(words).join(' ') : (node.text ?? '');
}
