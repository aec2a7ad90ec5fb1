import { reasons } from '../../../app/shared/words/reasons/en.ts';
import { reasonText } from '../../../app/shared/words/reasons/text.ts';
import type { Sql } from '../../database/types.ts';
import { retryAndWake } from '../../outbox/add-effects.ts';
import type { EffectState } from '../../outbox/effects.ts';
import { NEXT_STEPS, type NextStep } from '../../outbox/next-steps.ts';
import { type ReasonCode, storedReason } from '../../outbox/reasons.ts';
import { type AdminContext, AdminError, ageOf, type Command, type Given, LISTED, portalOf, uuidOf } from './command.ts';

const STATES: EffectState[] = ['pending', 'sending', 'done', 'held', 'needs_attention', 'unknown', 'cancelled'];
const TO_CUSTOMERS = new Set(['tracked_send', 'answer_send']);
const FOR_A_PERSON: EffectState[] = ['needs_attention', 'unknown', 'held'];

type EffectRow = {
  id: string;
  portal_id: number;
  kind: string;
  state: EffectState;
  attempts: number;
  reason: ReasonCode | null;
  reason_details: object;
  next_step: NextStep | null;
  message_id: string | null;
  result_id: string | null;
  run_after: Date;
  created_at: Date;
  settled_at: Date | null;
};

const whyOf = ({ reason, reason_details: details }: EffectRow): string => {
  const why = storedReason(reason, details);
  return why ? reasonText(reasons, why) : '';
};
const shown = (row: EffectRow) => ({
  effect: row.id,
  portal: row.portal_id,
  kind: row.kind,
  state: row.state,
  attempts: row.attempts,
  reason: whyOf(row),
  nextStep: row.next_step ? NEXT_STEPS[row.next_step] : '',
});

const FILTERS: [string, string][] = [
  ['--portal <id>', 'of this account'],
  ['--contact <id>', 'of this contact (HubSpot’s record ID)'],
  ['--state <state>', STATES.join(', ')],
  ['--older <age>', 'asked for longer ago than this: 90m, 12h, 3d'],
];

async function find(
  { sql, now }: { sql: Sql; now: () => Date },
  { options }: Given,
  usual: EffectState[],
): Promise<EffectRow[]> {
  const { state, contact } = options;
  if (state !== undefined && !STATES.includes(state as EffectState))
    throw new AdminError(`--state is one of ${STATES.join(', ')}.`);
  const portalId = portalOf(options);
  const age = ageOf(options.older, '--older');
  return sql<EffectRow[]>`
    select e.* from effects e
    where e.state in ${sql(state === undefined ? usual : [String(state)])}
      ${portalId === undefined ? sql`` : sql`and e.portal_id = ${portalId}`}
      ${contact === undefined ? sql`` : sql`and e.contact_id in (select id from contacts where hubspot_id = ${String(contact)})`}
      ${age === undefined ? sql`` : sql`and e.created_at < ${new Date(now().getTime() - age)}`}
    order by e.seq desc limit ${LISTED}`;
}

const retryOne = ({ queue, now }: AdminContext, { id, portal_id: portalId }: { id: string; portal_id: number }) =>
  queue.transact((tx) => retryAndWake(tx, { portalId, id }, now()));

export const effectCommands: Command[] = [
  {
    path: 'effects list',
    isDefault: true,
    says: 'what left us or is to leave; without --state what waits for a person',
    options: FILTERS,
    async does(context, given) {
      const rows = (await find(context, given, FOR_A_PERSON)).map(shown);
      return { rows, none: 'Nothing of this kind.' };
    },
  },
  {
    path: 'effects show',
    args: '<effect>',
    says: 'one effect with its reason and next step',
    async does({ sql }, { args: [given] }) {
      const [row] = await sql<EffectRow[]>`select * from effects where id = ${uuidOf(given, 'effects')}`;
      if (!row) throw new AdminError('There is no such effect. `npm run admin -- effects` lists them.');
      return {
        record: {
          ...shown(row),
          message: row.message_id,
          result: row.result_id,
          askedAt: row.created_at,
          dueAt: row.run_after,
          settledAt: row.settled_at,
        },
      };
    },
  },
  {
    path: 'effects retry',
    args: '[effect]',
    formerly: 'retry',
    says: 'try again: one effect, or all of a contact, an account, an age, a state',
    options: FILTERS,
    async does(context, given) {
      const [id] = given.args;
      if (id !== undefined) return retryGiven(context, uuidOf(id, 'effects'));
      if (Object.keys(given.options).every((name) => name === 'json'))
        throw new AdminError('Say which: effects retry EFFECT, or --portal, --contact, --state, --older.');
      const found = await find(context, given, ['needs_attention']);
      // Whether a customer has such a mail nobody knows: each wants a look of its own.
      const unsure = found.filter(({ kind, state }) => TO_CUSTOMERS.has(kind) && state === 'unknown');
      let retried = 0;
      for (const row of found.filter((one) => !unsure.includes(one))) if (await retryOne(context, row)) retried += 1;
      const left =
        unsure.length > 0 ? ` ${unsure.length} mails may have reached a customer: retry each by its id.` : '';
      const more = found.length === LISTED ? ` There may be more than ${LISTED}: run it again.` : '';
      return { said: `${retried} of ${found.length} effects are tried again.${left}${more}` };
    },
  },
];

async function retryGiven(context: AdminContext, id: string) {
  const [row] = await context.sql<
    { id: string; portal_id: number }[]
  >`select id, portal_id from effects where id = ${id}`;
  if (!row) throw new AdminError('There is no such effect. `npm run admin -- effects` lists them.');
  const retried = await retryOne(context, row);
  return { said: retried ? `${retried.kind} is tried again.` : 'Nothing to retry: this effect waits for nobody.' };
}
