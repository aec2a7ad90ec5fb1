import { BUCKET_MINUTES, NUMBERS } from '../../lib/conversations/rollups.ts';
import type { Numbers, Split } from '../../lib/conversations/screens/numbers.ts';
import type { Sql } from '../../lib/database/types.ts';

type Counted = {
  day: string;
  rep: string;
  source: string;
  subject: string;
  language: string;
  bucket: string | null;
} & Numbers;
type Row = {
  id: string;
  conversation_id: string;
  kind: string;
  author: { address?: string };
  source: string | null;
  language: string | null;
  left_at: Date | null;
  delivered_at: Date | null;
  bounced_at: Date | null;
  counted_at: Date | null;
  settled_by: string | null;
  answered_at: Date | null;
  due_at: Date | null;
  occurred_at: Date;
  received_at: Date;
};
type Version = {
  message_id: string;
  version: number;
  corrected_by: object | null;
  fields: Record<string, string | null>;
};

/** The same numbers as the roll-ups', counted one message after the other from the tables, as docs/use.md words them. */
export async function countFromMessages(sql: Sql, portalId: number, split: Split): Promise<object[]> {
  const messages = [...(await sql<Row[]>`select * from messages where portal_id = ${portalId}`)];
  const versions = await sql<Version[]>`select * from analyses where portal_id = ${portalId}`;
  const conversations = await sql<{ id: string; subject: string; handed_to: { address: string } | null }[]>`
    select id, subject, handed_to from conversations where portal_id = ${portalId} and not is_test`;
  const optOuts = new Set(
    (await sql`select message_id from suppressions where portal_id = ${portalId}`).map(
      (row) => row.message_id as string,
    ),
  );
  const tokens = await sql<{ conversation_id: string; created_at: Date; sent_by: { address: string } }[]>`
    select conversation_id, created_at, sent_by from reply_tokens where portal_id = ${portalId} and kind = 'customer' order by created_at, id`;

  const typeOf = (id: string) => {
    const own = versions.filter((each) => each.message_id === id).sort((a, b) => b.version - a.version);
    return (own.find((each) => each.corrected_by !== null) ?? own[0])?.fields;
  };
  const isPositive = (id: string) =>
    typeOf(id)?.response_type === 'high_value' || /interested$/.test(typeOf(id)?.product_interest ?? '');
  const at = (row: Row) => (row.kind === 'logged' ? row.occurred_at : row.received_at).getTime();

  const counted: Counted[] = [];
  for (const conversation of conversations) {
    const own = messages.filter((row) => row.conversation_id === conversation.id);
    const sent = own
      .filter((row) => row.left_at)
      .sort((a, b) => a.left_at!.getTime() - b.left_at!.getTime() || (a.id < b.id ? -1 : 1));
    const replies = own.filter((row) => row.counted_at);
    for (const row of own) {
      const isSent = row.left_at !== null;
      const isReply = row.counted_at !== null;
      if (!isSent && !isReply && !optOuts.has(row.id)) continue;
      const before = sent
        .filter((each) => each.occurred_at.getTime() <= at(row))
        .sort((a, b) => a.occurred_at.getTime() - b.occurred_at.getTime() || (a.id < b.id ? -1 : 1))
        .at(-1);
      const came = sent[0] === row ? replies.filter((reply) => at(reply) >= row.occurred_at.getTime()) : [];
      const answered = isReply && row.settled_by === 'answered';
      const minutes = answered
        ? (row.answered_at!.getTime() - Math.min(row.occurred_at.getTime(), row.received_at.getTime())) / 60_000
        : 0;
      const rep = isSent
        ? row.author.address
        : (conversation.handed_to?.address ??
          (isReply ? before?.author.address : undefined) ??
          tokens.findLast((token) => token.conversation_id === conversation.id && token.created_at.getTime() < at(row))
            ?.sent_by.address ??
          (row.kind === 'logged' ? row.author.address : ''));
      const yes = (is: boolean) => (is ? 1 : 0);
      counted.push({
        day: (isSent ? row.left_at! : new Date(at(row))).toISOString().slice(0, 10),
        rep: (rep ?? '').toLowerCase(),
        source: isSent ? row.source! : (before?.source ?? (row.kind === 'logged' ? 'logged' : 'address')),
        subject: conversation.subject.trim(),
        language: row.language ?? '',
        bucket: answered ? String(BUCKET_MINUTES.filter((end) => end <= minutes).length) : null,
        sent: yes(isSent),
        delivered: yes(isSent && row.delivered_at !== null && row.bounced_at === null),
        bounced: yes(isSent && row.bounced_at !== null),
        mailed: yes(sent[0] === row),
        mailed_replied: yes(came.length > 0),
        mailed_positive: yes(came.some((reply) => isPositive(reply.id))),
        replies: yes(isReply),
        high_value: yes(isReply && typeOf(row.id)?.response_type === 'high_value'),
        needs_handling: yes(isReply && typeOf(row.id)?.response_type === 'needs_handling'),
        positive: yes(isReply && isPositive(row.id)),
        opted_out: yes(optOuts.has(row.id)),
        answered: yes(answered),
        with_deadline: yes(answered && row.due_at !== null),
        in_time: yes(answered && row.due_at !== null && row.answered_at! <= row.due_at),
      });
    }
  }
  return summed(counted, split);
}

function summed(counted: Counted[], split: Split): object[] {
  const value = (each: Counted): string | null =>
    split === 'all'
      ? ''
      : split === 'subject'
        ? each.subject
        : split === 'bucket'
          ? each.bucket
          : each.replies
            ? each.language
            : null;
  const sums = new Map<string, Record<string, string | number>>();
  for (const each of counted) {
    const of = value(each);
    if (of === null) continue;
    const key = { rep: each.rep, value: of, week: mondayOf(each.day) };
    const sum = sums.get(JSON.stringify(key)) ?? { ...key, ...Object.fromEntries(NUMBERS.map((name) => [name, 0])) };
    for (const name of NUMBERS) sum[name] = Number(sum[name]) + each[name];
    sums.set(JSON.stringify(key), sum);
  }
  return [...sums.values()];
}

function mondayOf(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
  return date.toISOString().slice(0, 10);
}
