import type { Sandbox } from './index.ts';
import type { Sent } from './play/play.ts';

/** The newest tracked email that a sandbox on kept data had sent, or null on a fresh one. */
export async function earlierSend({ hubspot, sendgrid }: Sandbox): Promise<Sent | null> {
  for (const contact of hubspot.contacts()) {
    const contactAddress = contact.properties.email ?? '';
    const mail = sendgrid.messages(contactAddress).findLast(({ replyTo }) => replyTo[0]?.address.startsWith('reply+'));
    if (mail) return { mail, replyAddress: mail.replyTo[0]!.address, contactId: contact.id, contactAddress };
  }
  return null;
}

/** What a script needs of a running sandbox; the first line that it prints. */
export function describeSandbox(sandbox: Sandbox, sent: Sent | null, databaseUrl: string | undefined) {
  const { hubspot, sendgrid, gemini, url, portalId } = sandbox;
  const [contact, user] = [hubspot.contacts()[0], hubspot.portal().users[0]];
  return {
    page: `${url}/`,
    app: sandbox.app.url,
    inboundUrl: sandbox.inboundUrl,
    hubspot: hubspot.url,
    hubspotToken: hubspot.privateToken(),
    clientSecret: hubspot.app.clientSecret,
    sendgrid: sendgrid.url,
    gemini: gemini.url,
    smtp: sendgrid.smtp,
    portalId,
    userId: user?.id,
    contactId: sent?.contactId ?? contact?.id,
    contactEmail: sent?.contactAddress ?? contact?.properties.email,
    replyAddress: sent?.replyAddress ?? null,
    mailbox: `${sendgrid.url}/mailboxes/${encodeURIComponent(user?.email ?? '')}`,
    clock: `${url}/clock`,
    gates: `${url}/sandbox/gates`,
    databaseUrl: databaseUrl ?? null,
  };
}
