/**
 * What could go wrong, and the tests that hold it. `held`: file below test/ and a pattern of test names, of which at least
 * one must exist and all must pass; or why there is nothing to run here.
 */
export type Point = { what: string; held: [file: string, titles: RegExp][] } | { what: string; because: string };

const any = /.*/;

/** The threats of a receiver of mail inside a CRM: ingress, token, sender, loops, AI, CRM and UI, tenants, privacy. */
export const THREATS: Point[] = [
  {
    what: 'a post that SendGrid did not sign, or that was changed or replayed, is stored',
    held: [['webhooks/inbound-parse.test.ts', /503/]],
  },
  { what: 'a rotation of keys loses mail', held: [['webhooks/inbound-parse.test.ts', /previous key/]] },
  {
    what: 'a secret stands in the log',
    held: [
      ['webhooks/inbound-parse.test.ts', /the log holds/],
      ['hardening/dump.test.ts', /debug log/],
    ],
  },
  {
    what: 'a well-signed mail gets a 4xx, and SendGrid drops it',
    held: [
      ['webhooks/inbound-parse.test.ts', /answered with 200|nothing is read/],
      ['jobs/place.test.ts', /operator’s quarantine/],
      ['hardening/strangers.test.ts', any],
    ],
  },
  {
    what: 'one mail fills the memory or holds the process',
    held: [
      ['hardening/bombs.test.ts', any],
      ['threads.test.ts', any],
      ['analysis/rules-in-threads.test.ts', /2 MB/],
    ],
  },
  {
    what: 'a lying charset or a doubled field loses words',
    held: [
      ['mail/incoming/parsed-post.test.ts', /charsets/],
      ['mail/incoming/broken-mime.test.ts', any],
    ],
  },
  { what: 'a token is guessed by trying', held: [['hardening/token-guessing.test.ts', /guesser/]] },
  {
    what: 'another spelling of an address is another address, or a token in the body counts',
    held: [['mail/own-marks/reply-address.test.ts', any]],
  },
  { what: 'an expired address changes the CRM', held: [['end-to-end/expired.test.ts', /91 days/]] },
  {
    what: 'a token of one tenant writes into another',
    held: [
      ['intake/placement.test.ts', /several conversations/],
      ['hardening/cross-portal.test.ts', any],
    ],
  },
  { what: 'two tokens in one mail decide by chance', held: [['intake/placement.test.ts', /several/]] },
  {
    what: 'a dump of the database holds a usable address',
    held: [['hardening/dump.test.ts', /no usable reply address/]],
  },
  {
    what: 'a forged From starts a workflow, opts out or changes the contact',
    held: [
      ['hardening/sender.test.ts', any],
      ['end-to-end/reply.test.ts', /fails its sender/],
    ],
  },
  {
    what: 'alignment is read wrongly: DMARC fails, DKIM alone, a broken signature',
    held: [['mail/sender/trust.test.ts', any]],
  },
  {
    what: 'the display name of the rep passes for the rep',
    held: [
      ['mail/sender/trust.test.ts', any],
      ['jobs/routing.test.ts', any],
    ],
  },
  { what: 'a foreign Reply-To gets the rep’s answer', held: [['mail/outgoing/forward.test.ts', /Reply-To/]] },
  {
    what: 'a header of the customer’s opens a header of ours',
    held: [
      ['mail/outgoing/forward.test.ts', /a name of/],
      ['mail/outgoing/tracked.test.ts', /open a header/],
    ],
  },
  {
    what: 'anybody turns the forwards to himself',
    held: [
      ['cards/routes.test.ts', /no editor|confirmed it/],
      ['outbox/ask-forward-address.test.ts', any],
    ],
  },
  { what: 'our own mail comes back and is counted', held: [['mail/verdict/header-signals.test.ts', /our own|loop/i]] },
  { what: 'two robots write to each other for ever', held: [['jobs/sending.test.ts', /two robots/]] },
  {
    what: 'a flood to one address fills the rep’s mailbox',
    held: [
      ['jobs/sending.test.ts', /flood/],
      ['conversations/forwards.test.ts', /twenty an hour/],
    ],
  },
  {
    what: 'a robot answers what we send by ourselves',
    held: [['mail/outgoing/forward.test.ts', /nobody answers it automatically/]],
  },
  { what: 'words in a mail steer the analysis', held: [['analysis/injections.hardening.test.ts', any]] },
  { what: 'a mail forges the mark around its own text', held: [['analysis/gemini/request.test.ts', /forge a marker/]] },
  {
    what: 'hidden text, zero-width or turned characters speak to the model',
    held: [
      ['analysis/injections.hardening.test.ts', /hidden|zero|bidi/i],
      ['analysis/plain-text.test.ts', any],
    ],
  },
  {
    what: 'a model’s answer with other keys, sizes or markup is stored',
    held: [
      ['analysis/gemini/repair.test.ts', /put right/],
      ['analysis/gemini/failures.test.ts', /typed error/],
    ],
  },
  { what: 'a quote that nobody wrote is shown as theirs', held: [['analysis/evidence.test.ts', any]] },
  {
    what: 'without the AI nothing is forwarded or shown',
    held: [
      ['analysis/gemini/failures.test.ts', /typed error/],
      ['end-to-end/crash.test.ts', any],
    ],
  },
  {
    what: 'script, formula, template or Markdown of a customer acts somewhere',
    held: [
      ['hubspot/inert.test.ts', any],
      ['hubspot/sync/timeline.test.ts', /formula|braces/],
      ['mail/outgoing/forward.test.ts', /HTML|script|style/i],
      ['webhooks/links/pages.test.ts', /text/],
    ],
  },
  {
    what: 'a text beyond HubSpot’s limit, NUL or emoji blocks the sync',
    held: [
      ['hubspot/sync/timeline.test.ts', /limit/],
      ['cards/routes.test.ts', /cannot hold/],
    ],
  },
  {
    what: 'who is signed in acts as somebody else',
    held: [
      ['cards/signature.test.ts', any],
      ['hubspot/signed-query.test.ts', any],
      ['hardening/machine-routes.test.ts', any],
    ],
  },
  { what: 'a request that comes twice does two things', held: [['cards/once.test.ts', any]] },
  {
    what: 'we fetch an address that somebody else chose',
    because:
      'nothing of ours fetches an address from a mail or a form: HubSpot, SendGrid and Gemini stand in the configuration',
  },
  {
    what: 'a query of one tenant returns another’s rows',
    held: [
      ['hardening/cross-portal.test.ts', any],
      ['cards/signature.test.ts', /another/],
    ],
  },
  {
    what: 'an access token stands readable in the database or a log',
    held: [
      ['hardening/dump.test.ts', /OAuth token|debug log/],
      ['hubspot/oauth.test.ts', /encrypted at rest/],
    ],
  },
  {
    what: 'somebody finishes another’s install',
    held: [
      ['hubspot/oauth.test.ts', /state of an install/],
      ['webhooks/links/install.test.ts', /every other outcome/],
    ],
  },
  {
    what: 'after an uninstall mail or tokens live on',
    held: [
      ['hubspot/oauth.test.ts', /an uninstall/],
      ['jobs/leaving.test.ts', /an account that left/],
      ['jobs/sweep.test.ts', /erased after thirty days/],
    ],
  },
  { what: 'twenty workers refresh one token', held: [['hubspot/oauth.test.ts', /twenty processes/]] },
  { what: 'a portal that revokes us is asked again and again', held: [['hubspot/oauth.test.ts', /revoked/]] },
  {
    what: 'a privacy deletion leaves something of the contact',
    held: [
      ['conversations/erase-contact.test.ts', any],
      ['end-to-end/erasure.test.ts', any],
    ],
  },
  { what: 'after a merge a reply lands on the wrong contact', held: [['hubspot/sync/identity.test.ts', /merge/]] },
  {
    what: 'the log holds an address, a body or a token',
    held: [
      ['end-to-end/reply.test.ts', /the log of all this/],
      ['cards/routes.test.ts', /reaches the log/],
      ['hardening/dump.test.ts', /debug log/],
    ],
  },
  { what: 'a secret or a licence that we may not use is committed', held: [['house/supply.test.ts', any]] },
];

/**
 * What was found by attacking the running product: what the attack did before, and what it does now. `answers`, `memory`:
 * as the bombs of this run measured it.
 */
export const FOUND: (Point & { before: string; after: string })[] = [
  {
    what: 'a card’s query names somebody else',
    before: 'a non-editor changed settings, another account read the home',
    after: '401, and nothing changed or read',
    held: [
      ['cards/signature.test.ts', /signed rightly, but with/],
      ['hubspot/signed-query.test.ts', any],
      ['hardening/machine-routes.test.ts', any],
    ],
  },
  {
    what: 'one mail freezes web and workers',
    before: '0.4 MB of <div>: /health blocked 10 s; 1.0 MB of <b>…</i>: over 120 s; 1.9 MB of a:a:: 81 s',
    after: 'answers',
    held: [
      ['hardening/bombs.test.ts', any],
      ['analysis/rules-in-threads.test.ts', any],
    ],
  },
  {
    what: 'a forged From is trusted',
    before: 'trusted as known',
    after: 'unproven or failed: nothing of the contact changes',
    held: [
      ['hardening/sender.test.ts', any],
      ['mail/sender/trust.test.ts', any],
    ],
  },
  {
    what: 'a mail goes on with fields of its own behind its post’s boundary',
    before: 'its forged envelope, SPF and DKIM result were SendGrid’s to us: a forged sender was verified',
    after: 'nothing proven, marked as not read in full, the original in the forward',
    held: [['mail/incoming/decode-post.test.ts', any]],
  },
  {
    what: 'a forged bounce makes a contact unmailable',
    before: 'the address was dead',
    after: 'the report is shown, the address stays mailable',
    held: [['hardening/sender.test.ts', /report|bounce/i]],
  },
  {
    what: 'usable reply addresses stand in attachments',
    before: 'in the database, in HubSpot’s files, in the forward',
    after: 'masked before storing, uploading and forwarding',
    held: [
      ['hardening/attached-addresses.test.ts', any],
      ['mail/own-marks/reply-address.test.ts', /redacting/],
    ],
  },
  {
    what: 'tenants of a shared host prove each other',
    before: 'one organization to us',
    after: 'each tenant proves its own subdomain alone',
    held: [['mail/sender/trust.test.ts', /onmicrosoft|zendesk|tenant/i]],
  },
  {
    what: 'an old post is played again',
    before: 'placed again once its copy was removed',
    after: '503 for an old stamp, a duplicate for as long as its token lives',
    held: [
      ['hardening/token-guessing.test.ts', /played again/],
      ['webhooks/inbound-parse.test.ts', /timestamp|stamp|hours/i],
      ['hardening/strangers.test.ts', any],
      ['webhooks/refusals.test.ts', any],
    ],
  },
  {
    what: 'formulas and templates act in HubSpot and exports',
    before: 'as the customer wrote them',
    after: 'text, in every value we write',
    held: [
      ['hubspot/inert.test.ts', any],
      ['hubspot/sync/timeline.test.ts', /formula|braces/],
    ],
  },
  {
    what: 'big mail fills the memory',
    before: '409 to 842 MB by one mail of 30 MB',
    after: 'memory',
    held: [['hardening/bombs.test.ts', /memory|MB/]],
  },
  {
    what: 'a token is guessed',
    before: 'no limit',
    after: 'twenty an hour by sender, two hundred by range, one answer',
    held: [['hardening/token-guessing.test.ts', any]],
  },
];
