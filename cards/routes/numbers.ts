import { Router } from 'express';
import {
  type ListedNumber as Counted,
  listNumber,
  type NumberPosition,
} from '../../lib/conversations/screens/numbers.ts';
import { addressesOf, readReport } from '../../lib/conversations/screens/report.ts';
import { contactUrl } from '../../lib/hubspot/links.ts';
import { writeReportLink } from '../../lib/mail/own-marks/report-link.ts';
import { listReps } from '../../lib/portals/rep-addresses.ts';
import type { Caller } from '../caller.ts';
import type { CardDependencies } from '../dependencies.ts';
import { type ListedNumber, type NumberList, type NumbersView, numberListQuery, numbersQuery } from '../dto/numbers.ts';
import { RefusedError, reads } from '../endpoint.ts';
import { rememberReps } from '../people.ts';
import { figuresView } from '../views/figures-view.ts';

const LISTED = 25;
const LINK_MS = 15 * 60_000;
const COUNTED: Record<ListedNumber, Counted> = {
  sent: 'sent',
  bounced: 'bounced',
  mailed: 'mailed',
  mailedReplied: 'mailed_replied',
  mailedPositive: 'mailed_positive',
  replies: 'replies',
  needsHandling: 'needs_handling',
  optedOut: 'opted_out',
  late: 'late',
};

/** What a manager asks: how many, how well, how fast, and who. */
export function numberRoutes(dependencies: CardDependencies): Router {
  const { sql, now, publicUrl, signingKey } = dependencies;
  const routes = Router();
  const reader = ({ userId, userAddress: address }: Caller) => ({ userId, address });

  routes.get(
    '/numbers',
    reads(dependencies, numbersQuery, async (caller, _params, asked): Promise<NumbersView> => {
      const { portalId } = caller.portal;
      await rememberReps(dependencies, portalId);
      const wanted = { ...asked, portalId, source: asked.source ?? null };
      const report = await readReport(sql, wanted, reader(caller));
      const link = { ...wanted, ...reader(caller), language: caller.portal.settings.language };
      const { weeks, reps, byTeam, subjects, languages, before, now: counted, ...rest } = report;
      return {
        ...rest,
        from: asked.from,
        to: asked.to,
        now: figuresView(counted),
        before: figuresView(before),
        weeks: weeks.map((each) => ({ week: each.week, ...figuresView(each) })),
        reps: reps.map((each) => ({ rep: each.rep, name: each.name, team: each.team, ...figuresView(each) })),
        byTeam: byTeam.map((each) => ({ team: each.team, ...figuresView(each) })),
        subjects: subjects.map((each) => ({ subject: each.subject, workflow: each.workflow, ...figuresView(each) })),
        languages: languages.map((each) => ({ language: each.language, ...figuresView(each) })),
        csvUrl: `${publicUrl}/numbers/${writeReportLink(link, signingKey, new Date(now().getTime() + LINK_MS))}`,
      };
    }),
  );

  routes.get(
    '/numbers/list',
    reads(
      dependencies,
      numberListQuery,
      async (caller, _params, { number, rep, team, workflow, after, ...asked }): Promise<NumberList> => {
        const { portalId } = caller.portal;
        const known = await listReps(sql, portalId);
        const allowed = addressesOf(known, reader(caller), asked.whose);
        const inTeam = known.flatMap(({ address, teams }) => (teams[0] === team ? [address] : []));
        const wanted = rep === undefined ? (team === undefined ? null : inTeam) : [rep];
        const reps = wanted && allowed ? wanted.filter((each) => allowed.includes(each)) : (wanted ?? allowed);
        const source = asked.source ?? null;
        const slice = {
          ...asked,
          portalId,
          reps,
          source,
          workflow: workflow && workflow === 'yes',
          number: COUNTED[number],
        };
        const rows = await listNumber(sql, slice, { after: after ? positionOf(after) : null, limit: LISTED + 1 });
        const last = rows.length > LISTED ? rows[LISTED - 1] : undefined;
        return {
          items: rows.slice(0, LISTED),
          next: last ? `${last.day}.${last.messageId}` : null,
          contactUrl: contactUrl(caller.portal, { hubspotId: '' }),
        };
      },
    ),
  );

  return routes;
}

function positionOf(after: string): NumberPosition {
  const [, day, messageId] = /^(\d{4}-\d{2}-\d{2})\.([0-9a-f-]{36})$/.exec(after) ?? [];
  if (!day || !messageId) throw new RefusedError('invalid_input', 'after: none of ours');
  return { day, messageId };
}
