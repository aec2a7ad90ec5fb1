import sharedClient from '@sendgrid/client';
import sharedService from '@sendgrid/mail';
import { createClock } from '../../sandbox/clock/clock.ts';
import { type SendGridOptions, type SendGridStandIn, startSendGrid } from '../../sandbox/sendgrid/server.ts';

export const REPLY_DOMAIN = 'reply.vendas.example';

export const start = (options: Partial<SendGridOptions> = {}) =>
  startSendGrid({ clock: createClock(), replyDomain: REPLY_DOMAIN, retryMs: [5], ...options });

// The packages' types know only a shared instance; the classes are exported beside it.
const { Client } = sharedClient as unknown as { Client: new () => typeof sharedClient };
const { MailService } = sharedService as unknown as { MailService: new () => typeof sharedService };

export type Mail = Extract<Parameters<typeof sharedService.send>[0], { from: unknown }>;

/** SendGrid's own client, pointed at the stand-in. The base URL comes after the key, which resets it. */
export function mailClient(sendgrid: SendGridStandIn, apiKey = sendgrid.apiKey) {
  const client = new Client();
  client.setApiKey(apiKey);
  client.setDefaultRequest('baseUrl', sendgrid.url);
  const service = new MailService();
  service.setClient(client);
  return (mail: Mail) => service.send(mail);
}

export const MAIL = {
  to: { email: 'mariana@sol.example', name: 'Mariana Oliveira' },
  from: { email: 'ana@vendas.example', name: 'Ana Souza' },
  replyTo: `reply+abcdefgh01234567@${REPLY_DOMAIN}`,
  subject: 'Proposta para a Padaria Sol – próximos passos',
  text: 'Olá Mariana,\n\nsegue a proposta.\n',
  html: '<p>Olá Mariana,</p><p>segue a proposta.</p>',
} satisfies Mail;
