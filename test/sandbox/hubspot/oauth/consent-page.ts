import type { Request, Response } from 'express';
import type { World } from '../api/call.ts';
import { type Consent, ConsentError, giveConsent, readConsent, refuseConsent } from './consent.ts';

const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const page = (title: string, body: string) =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>${escaped(title)}</title><main><h1>${escaped(title)}</h1>${body}</main></html>`;

/** GET /oauth/authorize: asks, or answers at once with `auto=1` (or where the sandbox says so). */
export function answerAuthorize(
  world: World,
  request: Request,
  response: Response,
  options: { auto: boolean; portalId: number },
) {
  const query = new URLSearchParams(request.url.split('?')[1] ?? '');
  try {
    const consent = readConsent(world, query);
    const portalId = Number(request.params.portalId ?? query.get('portalId') ?? options.portalId);
    if (query.get('answer') === 'no') response.redirect(refuseConsent(consent));
    else if (options.auto || query.get('auto') === '1' || query.get('answer') === 'yes') {
      response.redirect(giveConsent(world, consent, portalId));
    } else response.send(question(world, consent, request.url, portalId));
  } catch (error) {
    if (!(error instanceof ConsentError)) throw error;
    response.status(400).send(page('This app cannot be connected', `<p>${escaped(error.message)}</p>`));
  }
}

function question(world: World, consent: Consent, url: string, portalId: number): string {
  const portal = world.state.portals.get(String(portalId));
  const scopes = [...consent.scopes, ...consent.optionalScopes.map((scope) => `${scope} (optional)`)];
  const link = (answer: 'yes' | 'no', text: string) =>
    `<p><a href="${escaped(`${url}&answer=${answer}`)}">${text}</a></p>`;
  return page(
    `Connect app ${world.app.appId} to ${portal?.name ?? portalId}?`,
    `<ul>${scopes.map((scope) => `<li>${escaped(scope)}</li>`).join('')}</ul>${link('yes', 'Connect app')}${link('no', 'Cancel')}`,
  );
}
