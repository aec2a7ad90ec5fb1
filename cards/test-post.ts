import { randomUUID } from 'node:crypto';
import type { InEveryLanguage, Language } from '../lib/language.ts';
import { displayName } from '../lib/mail/outgoing/mail.ts';

const TEXTS: InEveryLanguage<{ name: string; subject: string; text: string }> = {
  en: {
    name: 'Reply Tracking test',
    subject: 'Test reply',
    text: 'This is a test reply from Reply Tracking. Could you send me the price list, please? We use the free plan today.',
  },
  pt: {
    name: 'Teste do Reply Tracking',
    subject: 'Resposta de teste',
    text: 'Esta é uma resposta de teste do Reply Tracking. Você pode me enviar a tabela de preços, por favor? Hoje usamos o plano gratuito.',
  },
  es: {
    name: 'Prueba de Reply Tracking',
    subject: 'Respuesta de prueba',
    text: 'Esta es una respuesta de prueba de Reply Tracking. ¿Puedes enviarme la lista de precios, por favor? Hoy usamos el plan gratuito.',
  },
};

/** Whom a test reply is from: an address of its own at a domain that no mail can reach (RFC 2606), whatever answers it. */
export const testContact = (language: Language): { name: string; address: string } => ({
  name: TEXTS[language].name,
  address: `test-${randomUUID()}@reply-tracking.invalid`,
});

type TestReply = { from: { name: string; address: string }; to: string; language: Language; at: Date };

/**
 * A reply as Inbound Parse would post it in raw mode. It starts where the receiver ends, since only SendGrid can sign a
 * post; the check of the sender passes as it would for the contact's own mail.
 */
export async function testPost({ from, to, language, at }: TestReply): Promise<{ contentType: string; body: Buffer }> {
  const domain = from.address.split('@')[1] ?? '';
  const { subject, text } = TEXTS[language];
  const encoded = (value: string) => `=?utf-8?b?${Buffer.from(value).toString('base64')}?=`;
  const email = [
    `From: ${encoded(displayName(from.name))} <${from.address}>`,
    `To: <${to}>`,
    `Subject: ${encoded(subject)}`,
    `Date: ${at.toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${randomUUID()}@${domain}>`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from(text).toString('base64'),
    '',
  ].join('\r\n');
  const form = new FormData();
  form.set('email', email);
  form.set('envelope', JSON.stringify({ to: [to], from: from.address }));
  form.set('SPF', 'pass');
  form.set('dkim', `{@${domain} : pass}`);
  const post = new Response(form);
  return { contentType: post.headers.get('content-type') ?? '', body: Buffer.from(await post.arrayBuffer()) };
}
