import { reasons } from '../../../app/shared/words/reasons/en.ts';
import { inTransaction } from '../../database/transaction.ts';
import { placeAgain } from '../../intake/inbound.ts';
import { attachLate } from '../../intake/late-replies.ts';
import { getQuarantined, listQuarantine, removeQuarantined } from '../../intake/quarantine.ts';
import { type AdminContext, AdminError, type Command, LISTED, portalOf, uuidOf } from './command.ts';

async function quarantined({ sql }: AdminContext, given: string | undefined) {
  const mail = await getQuarantined(sql, uuidOf(given, 'quarantine'));
  if (!mail) throw new AdminError('There is no such mail in the quarantine. `npm run admin -- quarantine` lists them.');
  return mail;
}

export const quarantineCommands: Command[] = [
  {
    path: 'quarantine list',
    isDefault: true,
    says: 'mail without a conversation; without --portal the operator’s',
    options: [['--portal <id>', 'late replies of this account']],
    async does({ sql }, { options }) {
      const mails = await listQuarantine(sql, portalOf(options) ?? null, LISTED);
      const rows = mails.map(({ id, receivedAt, reason, inboundId }) => ({
        mail: id,
        receivedAt,
        reason,
        post: inboundId,
      }));
      return { rows, none: 'The quarantine is empty.' };
    },
  },
  {
    path: 'quarantine show',
    args: '<mail>',
    says: 'one mail of the quarantine, without its words',
    async does(context, { args: [id] }) {
      const mail = await quarantined(context, id);
      return {
        record: {
          mail: mail.id,
          portal: mail.portalId,
          receivedAt: mail.receivedAt,
          reason: mail.reason,
          meaning: reasons[mail.reason],
          senderDomain: mail.fromAddress?.split('@').at(-1) ?? null,
          post: mail.inboundId,
          attachedTo: mail.attachedMessageId,
        },
      };
    },
  },
  {
    path: 'quarantine attach',
    args: '<mail>',
    says: 'place a late reply where its expired address belonged',
    async does(context, { args: [id] }) {
      const { portalId, ...mail } = await quarantined(context, id);
      const inboundId = await context.queue.transact(async (tx) => {
        const post = portalId === null ? null : await attachLate(tx.sql, { portalId, id: mail.id });
        if (post) tx.enqueue('place', { inboundId: post });
        return post;
      });
      if (!inboundId)
        throw new AdminError(
          `Only a late reply can be attached, once; here: ${mail.attachedMessageId ? 'it is attached already' : reasons[mail.reason]}`,
        );
      return { said: 'The late reply is placed now.' };
    },
  },
  {
    path: 'quarantine delete',
    args: '<mail>',
    says: 'delete a mail of the quarantine for good',
    async does(context, { args: [id] }) {
      const mail = await quarantined(context, id);
      if (mail.attachedMessageId) throw new AdminError('This mail is a reply of a conversation by now, and stays.');
      await inTransaction(context.sql, (tx) => removeQuarantined(tx, mail.id));
      return { said: 'The mail is deleted.' };
    },
  },
];

export const inboundCommands: Command[] = [
  {
    path: 'inbound list',
    isDefault: true,
    says: 'mails that could not be read after five attempts',
    async does({ sql }) {
      const rows = await sql<
        { id: string; portal_id: number | null; received_at: Date; size: number; attempts: number }[]
      >`
        select id, portal_id, received_at, size, attempts from inbound where state = 'failed' order by received_at desc limit ${LISTED}`;
      return {
        rows: rows.map(({ id, portal_id: portal, received_at: receivedAt, size, attempts }) => ({
          post: id,
          portal,
          receivedAt,
          size,
          attempts,
        })),
        none: 'Every mail could be read.',
      };
    },
  },
  {
    path: 'inbound retry',
    args: '<post>',
    formerly: 'inbound-retry',
    says: 'place a mail again that could not be read',
    async does({ queue }, { args: [given] }) {
      const id = uuidOf(given, 'inbound');
      const found = await queue.transact(async (tx) => {
        const again = await placeAgain(tx.sql, id);
        if (again) tx.enqueue('place', { inboundId: id });
        return again;
      });
      if (!found) throw new AdminError('There is no such mail that failed.');
      return { said: 'The mail is placed again.' };
    },
  },
];
