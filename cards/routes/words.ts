import { Router } from 'express';
import { TRIED, tryWords } from '../../lib/jobs/try-words.ts';
import { savePortalWords } from '../../lib/portals/portal-words.ts';
import type { Caller } from '../caller.ts';
import type { CardDependencies } from '../dependencies.ts';
import { type SettingsView, type TriedWords, tryWordsInput, wordsInput } from '../dto/settings.ts';
import { canChange } from '../editors.ts';
import { posts, RefusedError, writes } from '../endpoint.ts';
import { author, type People } from '../people.ts';

/** HubSpot's proxy waits 12 s for us. */
const TIMEOUT_MS = 9_000;

function mustBeEditor(caller: Caller): void {
  if (!canChange(caller))
    throw new RefusedError('not_allowed', 'Only the editors of the settings may change the words.');
}

/** What a portal's own words mean: tried on what came last, and then saved for what comes. */
export function wordsRoutes(dependencies: CardDependencies, people: People): Router {
  const { sql, now, log, keyring, ai, rules } = dependencies;
  const routes = Router();

  routes.post(
    '/settings/words/try',
    posts(log, tryWordsInput, async (caller, _params, { words, withAi }): Promise<{ ok: true } & TriedWords> => {
      mustBeEditor(caller);
      const { portal } = caller;
      if (withAi && !(ai && portal.settings.ai)) throw new RefusedError('ai_off', 'The AI is off for this account.');
      const until = performance.now() + TIMEOUT_MS;
      const tried = await tryWords({ sql, keyring, rules, ai: withAi ? ai : null }, { portal, words, until });
      const changed = tried.filter(({ changes, summary }) => changes.length > 0 || summary !== null);
      return {
        ok: true,
        by: withAi ? 'ai' : 'rules',
        most: TRIED[withAi ? 'ai' : 'rules'],
        compared: tried.length,
        changed,
      };
    }),
  );

  routes.post(
    '/settings/words',
    writes(dependencies, wordsInput, async (caller, _params, { words }) => {
      mustBeEditor(caller);
      const { portalId } = caller.portal;
      const by = author(await people(caller));
      return async (tx): Promise<{ ok: true } & Pick<SettingsView, 'portal'>> => ({
        ok: true,
        portal: await savePortalWords(tx.sql, { portalId, words, by }, now()),
      });
    }),
  );

  return routes;
}
