import { API_VERSION, type ApiCall, type Route } from '../api/call.ts';
import { endGrant } from '../oauth/tokens.ts';

export const accountRoutes: Route[] = [
  {
    method: 'get',
    paths: [`/account-info/${API_VERSION}/details`, '/account-info/v3/details'],
    scopes: [['oauth']],
    handle: readDetails,
  },
  {
    method: 'delete',
    paths: [`/appinstalls/${API_VERSION}/external-install`, '/appinstalls/v3/external-install'],
    scopes: [['oauth']],
    handle: uninstall,
  },
];

function readDetails(call: ApiCall) {
  const { portal, world } = call;
  const utcOffsetMilliseconds = offsetMs(portal.timeZone, world.clock.now());
  return {
    status: 200,
    body: {
      portalId: portal.id,
      accountType: 'DEVELOPER_TEST',
      timeZone: portal.timeZone,
      companyCurrency: portal.currency,
      additionalCurrencies: [],
      utcOffset: offsetText(utcOffsetMilliseconds),
      utcOffsetMilliseconds,
      uiDomain: portal.uiDomain,
      dataHostingLocation: 'na1',
    },
  };
}

/** Takes the app out of the portal: its tokens die with it. */
function uninstall(call: ApiCall) {
  endGrant(call.world.state, call.world.clock, call.portal.id);
  return { status: 204 };
}

function offsetMs(timeZone: string, at: Date): number {
  const name = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' })
    .formatToParts(at)
    .find((part) => part.type === 'timeZoneName')?.value;
  const match = /GMT([+-])(\d\d):(\d\d)/.exec(name ?? '');
  return match ? Number(`${match[1]}1`) * (Number(match[2]) * 60 + Number(match[3])) * 60_000 : 0;
}

function offsetText(ms: number): string {
  const minutes = Math.abs(ms) / 60_000;
  const two = (part: number) => String(Math.floor(part)).padStart(2, '0');
  return `${ms < 0 ? '-' : '+'}${two(minutes / 60)}:${two(minutes % 60)}`;
}
