import { reasons } from '../../../app/shared/words/reasons/en.ts';
import { HubSpotError } from '../../hubspot/errors.ts';
import { setPaused } from '../../outbox/pause.ts';
import { listAudit } from '../../portals/audit.ts';
import { findPortal, listPortals, type Portal } from '../../portals/portals.ts';
import { missingScopes } from '../../portals/scopes.ts';
import { type AdminContext, AdminError, type DatabaseCommand, LISTED, numberOf } from './command.ts';

const stateOf = ({ state, pausedAt }: Portal) => (pausedAt ? `${state}, paused` : state);

async function portalNamed({ sql }: Pick<AdminContext, 'sql'>, text: string): Promise<Portal> {
  const portal = await findPortal(sql, numberOf(text, 'PORTAL'));
  if (!portal)
    throw new AdminError(`Account ${text} has not installed the app. \`npm run admin -- portals\` lists them.`);
  return portal;
}

const pauseOrResume = (paused: boolean): DatabaseCommand['does'] =>
  async function does({ sql, queue, now }, { args: [id = ''] }) {
    const { portalId, pausedAt } = await portalNamed({ sql }, id);
    const at = paused ? (pausedAt ?? now()) : null;
    await queue.transact((tx) => setPaused(tx, portalId, at, now()));
    return {
      said: paused
        ? `Account ${portalId} is paused: nothing is mailed or written to HubSpot until \`portals resume ${portalId}\`. Its mail is kept and analyzed.`
        : `Account ${portalId} goes on. What waited is sent and written now.`,
    };
  };

export const portalCommands: DatabaseCommand[] = [
  {
    path: 'portals list',
    isDefault: true,
    says: 'the connected accounts and their state',
    async does({ sql }) {
      const rows = (await listPortals(sql)).map((portal) => ({
        portal: portal.portalId,
        state: stateOf(portal),
        reason: portal.stateReason ? reasons[portal.stateReason] : '',
        timeZone: portal.timeZone,
        language: portal.settings.language,
        scopes: `${portal.scopes.length} scopes`,
      }));
      return { rows, none: 'No account has installed the app yet. Open {PUBLIC_URL}/oauth/install.' };
    },
  },
  {
    path: 'portals show',
    args: '<portal>',
    says: 'one account: connection, settings, what waits',
    async does({ sql }, { args: [id = ''] }) {
      const portal = await portalNamed({ sql }, id);
      const counts = await sql<{ state: string; count: number }[]>`
        select state, count(*)::integer as count from effects
        where portal_id = ${portal.portalId} and state in ('pending', 'sending', 'held', 'needs_attention', 'unknown')
        group by state order by state`;
      return {
        record: {
          portal: portal.portalId,
          state: portal.state,
          reason: portal.stateReason ? reasons[portal.stateReason] : '',
          pausedAt: portal.pausedAt,
          hubspotTakesNothingUntil: portal.stoppedUntil,
          installer: portal.installerAddress ? 'known' : 'unknown',
          timeZone: portal.timeZone,
          scopes: portal.scopes,
          missingScopes: missingScopes(portal.scopes),
          propertiesCheckedAt: portal.propertiesCheckedAt,
          propertyConflicts: portal.propertyConflicts,
          settings: Object.entries(portal.settings).map(([name, value]) => `${name}=${JSON.stringify(value)}`),
          effects: counts.map(({ state, count }) => `${state}=${count}`),
        },
      };
    },
  },
  {
    path: 'portals pause',
    args: '<portal>',
    says: 'mail nothing and write nothing for an account; its mail is kept',
    does: pauseOrResume(true),
  },
  {
    path: 'portals resume',
    args: '<portal>',
    says: 'go on with a paused account, beginning with what waited',
    does: pauseOrResume(false),
  },
  {
    path: 'portals audit',
    formerly: 'audit',
    args: '<portal>',
    says: 'who changed what in an account, the newest first; addresses are left out',
    async does({ sql }, { args: [id = ''] }) {
      const { portalId } = await portalNamed({ sql }, id);
      const rows = (await listAudit(sql, portalId, { limit: LISTED })).map(({ at, by, action, details, contact }) => ({
        at,
        user: by.userId ?? (by.name || 'link'),
        action,
        about: contact ? `contact ${contact.hubspotId}` : 'scope' in details ? details.scope : '',
        changed:
          'changes' in details ? details.changes.map(({ name }) => name).join(', ') : 'as' in details ? details.as : '',
      }));
      return { rows, none: `Nobody has changed anything in account ${portalId}.` };
    },
  },
  {
    path: 'portals disconnect',
    args: '<portal>',
    says: 'take the app out of an account, at HubSpot too',
    options: [['--yes', 'really']],
    async does({ sql, uninstall }, { args: [id = ''], options }) {
      const { portalId } = await portalNamed({ sql }, id);
      if (!options.yes)
        throw new AdminError(`This uninstalls the app from account ${portalId}; its admins get an email. Add --yes.`);
      await uninstall(portalId).catch((error: unknown) => {
        if (!(error instanceof HubSpotError)) throw error;
        throw new AdminError(`${error.message}. Nothing has changed here; try again later.`);
      });
      return { said: `The app is out of account ${portalId}. Its data is erased after 30 days.` };
    },
  },
];
