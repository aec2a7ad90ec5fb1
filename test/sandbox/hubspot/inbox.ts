import type { World } from './api/call.ts';
import { link } from './crm/linked-records.ts';
import { createRecord, findContactByEmail } from './crm/records.ts';
import type { ChangeSource } from './model.ts';

/** A mail as it stands in somebody's mailbox. Addresses without names. */
export type InboxMail = {
  from: string;
  to: string[];
  cc: string[];
  /** With its angle brackets, as the header has it. */
  messageId: string;
  subject: string;
  text: string;
};

export type Inbox = ReturnType<typeof createInbox>;

/**
 * Inboxes of users that are connected to HubSpot, which logs by default what they hold: mail from and to contacts. A
 * person whom a user writes to and HubSpot does not know becomes a contact. "Never log" names addresses and domains.
 */
export function createInbox(world: World, commit: () => void, defaults: { portalId: number }) {
  const portalOf = (portalId: number) => world.state.portals.get(String(portalId))!;
  const set = (portalId: number, change: { connected?: boolean; neverLog?: string[] }) => {
    const portal = portalOf(portalId);
    world.state.portals.put(String(portalId), { ...portal, inbox: { ...portal.inbox, ...change } });
    commit();
  };
  return {
    connect: (connected: boolean, portalId = defaults.portalId) => set(portalId, { connected }),
    neverLog: (neverLog: string[], portalId = defaults.portalId) => set(portalId, { neverLog }),
    /** Shows HubSpot a mail; it logs it where a connected user wrote or got it. */
    see(mail: InboxMail, portalId = defaults.portalId): void {
      const portal = portalOf(portalId);
      const users = portal.users.map(({ email }) => email.toLowerCase());
      const isUser = (address: string) => users.includes(address);
      const from = mail.from.toLowerCase();
      const recipients = [...mail.to, ...mail.cc].map((address) => address.toLowerCase());
      if (!portal.inbox.connected || ![from, ...recipients].some(isUser)) return;
      const isLogged = (address: string) =>
        !isUser(address) && !portal.inbox.neverLog.some((entry) => address === entry || address.endsWith(`@${entry}`));
      const source: ChangeSource = { changeSource: 'INTEGRATION', sourceId: 'connected-inbox' };
      const others = [...new Set((isUser(from) ? recipients : [from]).filter(isLogged))];
      const contacts = others.flatMap((email) => {
        const known = findContactByEmail(world, portalId, email);
        if (known || !isUser(from)) return known ? [known] : [];
        return [createRecord(world, portalId, 'contacts', { email }, [], source)];
      });
      if (contacts.length === 0) return;
      const people = (addresses: string[]) => addresses.map((email) => ({ email }));
      const values = {
        hs_timestamp: world.clock.now().toISOString(),
        hs_email_direction: isUser(from) ? 'EMAIL' : 'INCOMING_EMAIL',
        hs_email_headers: JSON.stringify({ from: { email: from }, to: people(mail.to), cc: people(mail.cc) }),
        hs_email_message_id: mail.messageId,
        hs_email_subject: mail.subject,
        hs_email_text: mail.text,
      };
      const email = createRecord(world, portalId, 'emails', values, [], source);
      for (const contact of contacts) {
        const present = world.state.objects.get(`${portalId}/emails/${email.id}`) ?? email;
        link(world, [present, contact]);
      }
      commit();
    },
  };
}
