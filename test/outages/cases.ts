import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { Leeway } from '../crash/invariants.ts';
import type { Cuttable } from '../support/cuttable.ts';
import { onDatabase } from '../support/prepare-database.ts';
import type { ProductProcesses } from '../support/product-processes.ts';
import type { Cluster } from './cluster.ts';

export type House = {
  product: ProductProcesses;
  cluster: Cluster;
  /** What the product reaches the database by. */
  relay: Cuttable;
  /** Past the relay. */
  url: string;
  setClock(shiftMs: number): void;
};

/** One trouble: it begins while mail flows, lasts, and ends. `rounds`: how often it is played. */
export type Case = {
  name: string;
  rounds?: number;
  leeway?: Leeway;
  trouble(house: House): Promise<void>;
  /** What is put right only when the mail after the trouble has come. */
  after?(house: House): Promise<void>;
};

const LASTS_MS = 8_000;
/** Whether a request that got no answer was obeyed, nobody can tell. */
const UNHEARD: Leeway = { forwardMayRepeat: true, sendMayBeUnknown: true, answerMayBeUnknown: true };
const CUT_MIDWAY: Leeway = UNHEARD;

type Provider = 'hubspot' | 'sendgrid' | 'gemini';
type Fault = Parameters<ProductProcesses['hubspot']['fault']>[0];

function providerCase(name: string, provider: Provider, fault: Fault, leeway?: Leeway): Case {
  return {
    name,
    leeway,
    async trouble({ product }) {
      product[provider].fault(fault);
      await delay(LASTS_MS);
      product[provider].clearFaults();
    },
  };
}

const NAMES: [Provider, string][] = [
  ['hubspot', 'HubSpot'],
  ['sendgrid', 'SendGrid'],
  ['gemini', 'Gemini'],
];

export const CASES: Case[] = [
  ...(['fast', 'immediate'] as const).map((mode) => ({
    name: `the database is stopped (${mode})`,
    leeway: CUT_MIDWAY,
    async trouble({ cluster }: House) {
      cluster.stop(mode);
      await delay(LASTS_MS);
      cluster.start();
    },
  })),
  {
    name: 'every connection to the database is ended',
    rounds: 30,
    leeway: CUT_MIDWAY,
    async trouble({ url }) {
      await delay(Math.random() * 1_500);
      await onDatabase(
        url,
        'select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()',
      );
    },
  },
  {
    name: 'connections to the database are half open',
    leeway: CUT_MIDWAY,
    async trouble({ relay }) {
      relay.freeze();
      await delay(LASTS_MS);
      relay.thaw();
    },
  },
  {
    name: 'the database’s disk is full',
    async trouble({ url }) {
      await onDatabase(
        url,
        `create function disk_full() returns trigger language plpgsql as $$ begin
           raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$;
         create trigger disk_full before insert on inbound for each row execute function disk_full();
         create trigger disk_full before insert on messages for each row execute function disk_full()`,
      );
      await delay(LASTS_MS);
      await onDatabase(
        url,
        'drop trigger disk_full on inbound; drop trigger disk_full on messages; drop function disk_full()',
      );
    },
  },
  ...NAMES.flatMap(([provider, name]) => [
    providerCase(`${name} hangs`, provider, { effect: 'hang' }, UNHEARD),
    providerCase(`${name} fails`, provider, { effect: 503 }),
    providerCase(`${name} is slow`, provider, { effect: 'slow', delayMs: 3_000 }),
    provider === 'gemini'
      ? providerCase(`${name} lies`, provider, { effect: 'not-json' })
      : providerCase(`${name} does it and says nothing`, provider, { effect: 'lost-answer' }, UNHEARD),
  ]),
  ...[3_600_000, -3_600_000].map((shift) => ({
    name: `the machine’s clock is an hour ${shift > 0 ? 'fast' : 'slow'}`,
    leeway: CUT_MIDWAY,
    async trouble({ product, setClock }: House) {
      // Processes that start with such a clock, as after a power cut without a battery.
      setClock(shift);
      await product.kill();
      await product.begin();
      await delay(LASTS_MS);
    },
    async after({ product, setClock }: House) {
      setClock(0);
      await product.end();
      await product.begin();
    },
  })),
  {
    name: 'SIGTERM while a client hangs',
    leeway: CUT_MIDWAY,
    async trouble({ product }) {
      const { hostname, port } = new URL(product.app.url);
      const client = connect(Number(port), hostname);
      client.on('error', () => {});
      client.write('POST /webhooks/inbound-parse/x HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\nslow');
      await delay(300);
      const begun = performance.now();
      await product.end();
      const seconds = (performance.now() - begun) / 1000;
      client.destroy();
      if (seconds > 10) throw new Error(`It took ${seconds.toFixed(1)} s to end, not 10.`);
      await product.begin();
    },
  },
];
