import { Router } from 'express';
import { z } from 'zod';
import { forwardTarget } from '../../lib/conversations/audience.ts';
import type { Queryable } from '../../lib/database/types.ts';
import { listOwners } from '../../lib/hubspot/owners.ts';
import { keepOwners } from '../../lib/hubspot/rep-directory.ts';
import { askForwardAddress } from '../../lib/outbox/ask-forward-address.ts';
import { changesBetween, listAudit, recordAudit } from '../../lib/portals/audit.ts';
import {
  confirmedAddresses,
  type ForwardAddress,
  readForwardAddress,
  removeForwardAddress,
} from '../../lib/portals/forward-addresses.ts';
import { lastSavedWords } from '../../lib/portals/portal-words.ts';
import { changeSettings, lockSettings } from '../../lib/portals/portals.ts';
import { changeUserSettings, readUserSettings, type UserSettings } from '../../lib/portals/user-settings.ts';
import type { Caller } from '../caller.ts';
import { readCursor, writeCursor } from '../cursor.ts';
import type { CardDependencies } from '../dependencies.ts';
import { confirmationInput } from '../dto/result.ts';
import {
  type AuditView,
  auditQuery,
  type ForwardAddressState,
  forwardAddressInput,
  type SettingsView,
  settingsInput,
  userSettingsInput,
} from '../dto/settings.ts';
import { canChange, withSelf } from '../editors.ts';
import { posts, RefusedError, reads, writes } from '../endpoint.ts';
import { author, type People } from '../people.ts';

const nothing = z.object({});

/** What a portal decides for its people, and where forwards go. */
export function settingsRoutes(dependencies: CardDependencies, people: People): Router {
  const { sql, now, log, portalClient, uninstall } = dependencies;
  const routes = Router();

  routes.get(
    '/settings',
    reads(dependencies, nothing, async (caller): Promise<SettingsView> => {
      const { portal } = caller;
      const { portalId } = portal;
      // Without HubSpot the page still shows and changes everything but names.
      const owners = await listOwners(portalClient(portalId)).catch(() => []);
      if (owners.length > 0) await keepOwners(sql, { portalId, owners }, now());
      const saved = await lastSavedWords(sql, portalId);
      return {
        canChange: canChange(caller),
        portal: portal.settings,
        wordsSaved: saved && { by: saved.by.name || saved.by.address || '', at: saved.at.toISOString() },
        aiReads: dependencies.ai !== null && portal.settings.ai,
        user: await readUserSettings(sql, { portalId, userId: caller.userId }),
        forwardAddresses: await forwardAddresses(sql, caller),
        forwardsTo: await forwardsTo(sql, caller),
        owners: owners.flatMap(({ id, userId: user, name, address }) =>
          user ? [{ ownerId: id, userId: user, name: name || address || user }] : [],
        ),
      };
    }),
  );

  routes.get(
    '/settings/audit',
    reads(dependencies, auditQuery, async ({ portal: { portalId } }, _params, { before }): Promise<AuditView> => {
      const found = await listAudit(sql, portalId, { before: before ? readPosition(before) : null, limit: PAGE + 1 });
      const entries = found.slice(0, PAGE);
      const last = entries.at(-1);
      const next = found.length > PAGE && last ? writeCursor({ occurredAt: last.at, id: last.id }) : null;
      return { entries: entries.map((entry) => ({ ...entry, at: entry.at.toISOString() })), next };
    }),
  );

  routes.post(
    '/settings',
    writes(dependencies, settingsInput, async (caller, _params, { settings }) => {
      if (!canChange(caller))
        throw new RefusedError('not_allowed', 'Only the editors of the settings may change them.');
      const { portalId } = caller.portal;
      const by = author(await people(caller));
      return async (tx): Promise<{ ok: true } & Pick<SettingsView, 'portal'>> => {
        const before = await lockSettings(tx.sql, portalId);
        const after = await changeSettings(tx.sql, portalId, withSelf(settings, caller), now());
        const changes = changesBetween(before, after);
        if (changes.length > 0)
          await recordAudit(tx.sql, { portalId, by, action: 'settings_changed', details: { changes } }, now());
        return { ok: true, portal: after };
      };
    }),
  );

  routes.post(
    '/settings/user',
    writes(dependencies, userSettingsInput, async (caller, _params, { answersThrough, signature }) => {
      const by = author(await people(caller));
      const { portalId } = caller.portal;
      const { userId } = caller;
      return async (tx): Promise<{ ok: true } & Pick<SettingsView, 'user'>> => {
        const before = await readUserSettings(tx.sql, { portalId, userId });
        const user: UserSettings = {
          answersThrough: answersThrough === undefined ? before.answersThrough : answersThrough,
          signature: signature ?? before.signature,
        };
        await changeUserSettings(tx.sql, { portalId, userId }, user, now());
        // Nobody but its writer has to know of a signature.
        const changes = changesBetween(
          { answersThrough: before.answersThrough },
          { answersThrough: user.answersThrough },
        );
        if (changes.length > 0)
          await recordAudit(tx.sql, { portalId, by, action: 'user_settings_changed', details: { changes } }, now());
        return { ok: true, user };
      };
    }),
  );

  routes.post(
    '/settings/forward-address',
    writes(dependencies, forwardAddressInput, async (caller, _params, { scope, address }) => {
      if (scope === 'portal' && !canChange(caller)) {
        throw new RefusedError('not_allowed', 'Only the editors of the settings may change this for everybody.');
      }
      const { portalId } = caller.portal;
      const owner = { portalId, userId: scope === 'user' ? caller.userId : null };
      const by = author(await people(caller));
      return async (tx): Promise<{ ok: true } & Pick<SettingsView, 'forwardAddresses'>> => {
        if (address === null) await removeForwardAddress(tx.sql, { ...owner, by }, now());
        else await askForwardAddress(tx, { ...owner, address, by }, now());
        return { ok: true, forwardAddresses: await forwardAddresses(tx.sql, caller) };
      };
    }),
  );

  routes.post(
    '/disconnect',
    // Nothing to remember for the key: a portal that was disconnected twice is disconnected.
    posts(log, confirmationInput, async (caller) => {
      if (!canChange(caller)) throw new RefusedError('not_allowed', 'Only the editors of the settings may disconnect.');
      const { portalId } = caller.portal;
      await uninstall({ portalId, by: author(await people(caller)) });
      log.info({ portalId }, 'account disconnected');
      return { ok: true as const };
    }),
  );

  return routes;
}

/** One page of the history. */
const PAGE = 10;

function readPosition(cursor: string) {
  const { occurredAt, id } = readCursor(cursor);
  return { at: occurredAt, id };
}

/** Where a reply to this user's own tracked email would be forwarded to. */
export async function forwardsTo(sql: Queryable, { portal, userId, userAddress }: Caller): Promise<string | null> {
  const target = forwardTarget({
    confirmed: await confirmedAddresses(sql, { portalId: portal.portalId, userId }),
    sentBy: { userId, ownerId: null, name: '', address: userAddress },
    ownerAddress: null,
    installerAddress: portal.installerAddress,
  });
  return target?.address ?? null;
}

async function forwardAddresses(sql: Queryable, { portal, userId }: Caller): Promise<SettingsView['forwardAddresses']> {
  const { portalId } = portal;
  return {
    portal: forwardAddressState(await readForwardAddress(sql, { portalId, userId: null })),
    user: forwardAddressState(await readForwardAddress(sql, { portalId, userId })),
  };
}

function forwardAddressState(custom: ForwardAddress | null): ForwardAddressState {
  if (!custom) return { address: null, state: 'none', requestedAt: null };
  const { address, confirmedAt, requestedAt } = custom;
  return { address, state: confirmedAt ? 'confirmed' : 'pending', requestedAt: requestedAt.toISOString() };
}
