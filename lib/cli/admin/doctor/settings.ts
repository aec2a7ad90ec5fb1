import { type Reading, whereFound } from '../../../config.ts';
import { type Finding, ok, wrong } from './finding.ts';

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

export const isLoopback = (url: string): boolean => LOOPBACK.test(new URL(url).hostname);

/** What can be seen without asking anybody. */
export function checkSettings({ given, problems }: Reading): Finding[] {
  const found = problems.map(({ name, kind, says }) =>
    wrong('settings', `${says}.`, `${kind === 'missing' ? 'Set' : 'Correct'} it: ${whereFound(name)}.`),
  );
  const { REPLY_DOMAIN, MAIL_DOMAIN, HUBSPOT_APP_ID } = given;
  if (REPLY_DOMAIN && REPLY_DOMAIN === MAIL_DOMAIN) {
    found.push(
      wrong(
        'settings',
        `REPLY_DOMAIN and MAIL_DOMAIN are both ${REPLY_DOMAIN}: its MX would take the mail of every mailbox there is.`,
        `Give replies a subdomain of their own, such as reply.${REPLY_DOMAIN}, and set REPLY_DOMAIN to it.`,
      ),
    );
  }
  if (HUBSPOT_APP_ID && !/^\d+$/.test(HUBSPOT_APP_ID)) {
    found.push(
      wrong('settings', 'HUBSPOT_APP_ID is no number.', `Copy the app's ID: ${whereFound('HUBSPOT_APP_ID')}.`),
    );
  }
  return found.length > 0 ? found : [ok('settings', 'Every setting that a start requires is there.')];
}
