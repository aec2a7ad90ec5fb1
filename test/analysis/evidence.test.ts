import { expect, test } from 'vitest';
import { type Analysis, checkEvidence } from '../../lib/analysis/index.ts';

const input = {
  text: 'Please send\n  the price for 40 seats. Ask Ana Lima at ana@exemplo.com.',
  subject: 'Re: Invoice 7731',
  sentText: null,
};

const analysis = (fields: Partial<Analysis>): Analysis => ({
  kind: 'human',
  response_type: 'standard',
  key_insights: '',
  sentiment: 'neutral',
  opportunity_score: 2,
  follow_up_needed: true,
  product_interest: 'none',
  action_items: [],
  product_usage: null,
  monthly_volume: null,
  pain_points: [],
  evidence: { action_items: [], product_usage: null, monthly_volume: null, pain_points: [] },
  confidence: 1,
  doubt: null,
  absence: null,
  referral: null,
  flags: [],
  ...fields,
});

const evidence = (fields: Partial<Analysis['evidence']>): Analysis['evidence'] => ({
  ...analysis({}).evidence,
  ...fields,
});

test('a quote counts when it stands in the text, white space folded', () => {
  const checked = checkEvidence(
    analysis({ action_items: ['Send the price'], evidence: evidence({ action_items: ['Please send the price'] }) }),
    input,
  );
  expect(checked.dropped).toBe(0);
  expect(checked.analysis.action_items).toEqual(['Send the price']);
});

test.each([
  'Please send the price for 40 seats!',
  'Please sent the price',
  'PLEASE send',
  'lease send',
  '40 s',
  '',
  ' . ',
])('anything else does not: %j', (quote) => {
  const checked = checkEvidence(
    analysis({ pain_points: ['Price'], evidence: evidence({ pain_points: [quote] }) }),
    input,
  );
  expect(checked).toMatchObject({ dropped: 1, analysis: { pain_points: [], evidence: { pain_points: [] } } });
});

test('items and quotes stay parallel when one falls out, and an item without a quote falls out', () => {
  const checked = checkEvidence(
    analysis({
      action_items: ['Invent', 'Send the price', 'More'],
      evidence: evidence({ action_items: ['never said', 'send the price for 40 seats'] }),
    }),
    input,
  );
  expect(checked.dropped).toBe(2);
  expect(checked.analysis.action_items).toEqual(['Send the price']);
  expect(checked.analysis.evidence.action_items).toEqual(['send the price for 40 seats']);
});

test('a value whose quote is empty is dropped, a quote without a value goes with it', () => {
  const checked = checkEvidence(
    analysis({ product_usage: 'Daily', evidence: evidence({ monthly_volume: '40 seats' }) }),
    input,
  );
  expect(checked).toMatchObject({ dropped: 1, analysis: { product_usage: null, evidence: evidence({}) } });
});

test('numbers come from the quote, for an item also from the subject', () => {
  const checked = checkEvidence(
    analysis({
      action_items: ['Price invoice 7731', 'Price 41 seats'],
      monthly_volume: '480 seats a year',
      evidence: evidence({ action_items: ['send the price', 'send the price'], monthly_volume: '40 seats' }),
    }),
    { ...input, text: 'Please send the price for 40 seats' },
  );
  expect(checked.analysis.action_items).toEqual(['Price invoice 7731']);
  expect(checked.analysis.monthly_volume).toBeNull();
});

const volumeOf = (monthly_volume: string, quote: string, text: string) =>
  checkEvidence(analysis({ monthly_volume, evidence: evidence({ monthly_volume: quote }) }), { ...input, text })
    .analysis.monthly_volume;

test('a volume is a copy, number for number', () => {
  const text = 'about 1,200 a day and 40,000 a month';
  expect(volumeOf('1,200 a day', 'about 1,200 a day', text)).toBe('1,200 a day');
  expect(volumeOf('1.200 a day', 'about 1,200 a day', text)).toBeNull();
  expect(volumeOf('40 a month', '40', text)).toBeNull();
  expect(volumeOf('40k a month', '40,000 a month', text)).toBeNull();
});

test.each([
  ["don't wait", 'Really, don’t wait', 'don’t wait'],
  ['the "new" export', 'like the “new” export', 'the “new” export'],
  ['le "nouvel" export est lent', 'Bonjour, le « nouvel » export est lent', 'le « nouvel » export est lent'],
  ['slow - very slow', 'it is slow—very slow', 'slow—very slow'],
  ['wait... please', 'wait… please', 'wait… please'],
  ['the dashboard', 'Open the dash\u00adboard', 'the dash\u00adboard'],
  ['two lines of it', 'two\n lines\u00a0of\u200b it', 'two lines of\u200b it'],
  ['40% of R$2.500', 'pay 40 % of R$ 2.500', '40 % of R$ 2.500'],
  ['Send it over', 'please send it over', 'send it over'],
  ['"Send it over."', 'please send it over, thanks', 'send it over'],
  ['café da manhã', 'tomo cafe\u0301 da manha\u0303', 'cafe\u0301 da manha\u0303'],
  ['this is bold', 'well *this* is bold', 'this* is bold'],
  ['export … slow', 'The export of our invoices is slow today. Bye', 'export of our invoices is slow'],
  ['The export [...] is slow', 'the export, approx. 40 rows, is slow', 'the export, approx. 40 rows, is slow'],
  ['価格を教えて', '来月の価格を教えてください', '価格を教えて'],
])('a quote is shown in the words of the reply: %j', (quote, text, words) => {
  const { analysis: checked } = checkEvidence(
    analysis({ pain_points: ['It'], evidence: evidence({ pain_points: [quote] }) }),
    { ...input, text },
  );
  expect(checked.evidence.pain_points).toEqual([words]);
});

test.each([
  ['export … slow', 'The export works. Only you are slow'],
  ['export … slow', 'The export\n\nis slow'],
  ['slow … export', 'The export is slow'],
  ['export … slow', `export ${'and on '.repeat(200)} slow`],
  ['sloow', 'slow'],
])('words left out stay within one sentence and in order: %j', (quote, text) => {
  const checked = checkEvidence(analysis({ pain_points: ['It'], evidence: evidence({ pain_points: [quote] }) }), {
    ...input,
    text,
  });
  expect(checked.analysis.pain_points).toEqual([]);
});

const itemStays = (item: string, quote: string) =>
  checkEvidence(analysis({ action_items: [item], evidence: evidence({ action_items: [quote] }) }), {
    ...input,
    text: quote,
  }).analysis.action_items.length === 1;

test.each([
  ['Call at 3 pm', 'me liga às 15h'],
  ['Meet on March 12 at 2:30 pm', 'dia 12/03 às 14h30'],
  ['Send the price for 2,500 units', 'preço de 2.500 unidades'],
  ['Quote 40k emails', 'uns 40 mil e-mails'],
  ['Quote 1.2M emails', '1,2 milhões de e-mails'],
  ['Run the pilot on 2 routes for 15 days', 'dos rutas, quince días'],
  ['Book Wednesday 16h', 'Wednesday at 4 works'],
  ['Start by December 8', 'antes del 8 de diciembre'],
  ['Reply by 5 January 2027', 'until 2027-01-05'],
  ['Order 25 licenses', 'vinte e cinco licenças'],
  ['Ship 10,000 pieces', '10 000 pcs'],
  ['Ligar às 21h', 'call me at 9 in the evening'],
  ['Llamar a las 12:00', 'at noon, please'],
])("a to-do may write a number the reader's way: %j for %j", (item, quote) => {
  expect(itemStays(item, quote)).toBe(true);
});

test.each([
  ['Call at 4 pm', 'me liga às 15h'],
  ['Call at 3 am', 'me liga às 15h'],
  ['Meet on March 13', 'dia 12/03'],
  ['Reply by 5 January 2027', 'by January 5'],
  ['Price 480 seats', '40 seats a month'],
  ['Send in 14 days', 'in two weeks'],
  ['Order 250 units', 'preço de 2.500 unidades'],
])('but computes and invents none: %j for %j', (item, quote) => {
  expect(itemStays(item, quote)).toBe(false);
});

test.each([
  ['a'.repeat(2_000_000), 'a'.repeat(900)],
  ['a '.repeat(1_000_000), 'a … a … b'],
  ['a:a:'.repeat(500_000), 'a:b'],
  ['“'.repeat(2_000_000), '“a”'],
  ['1.'.repeat(1_000_000), '1.1 … 1'],
  ['ﷺ'.repeat(2_000_000), 'x'],
  ['export … '.repeat(250_000), 'export … slow'],
])('hostile text and quotes take less than a second of one core: %#', (text, quote) => {
  const started = process.cpuUsage();
  const items = Array.from({ length: 5 }, () => quote);
  checkEvidence(
    analysis({
      action_items: items,
      pain_points: items,
      product_usage: quote,
      monthly_volume: quote,
      evidence: { action_items: items, pain_points: items, product_usage: quote, monthly_volume: quote },
    }),
    { ...input, text },
  );
  expect(process.cpuUsage(started).user / 1_000).toBeLessThan(1_000);
});

test('names, addresses and dates of suggestions are quotes too', () => {
  const checked = checkEvidence(
    analysis({
      referral: { name: 'Ana Lima', address: 'boss@evil.example', quote: 'Ask Ana Lima' },
      absence: { until: 'Monday', substitute: null, quote: 'never said' },
    }),
    input,
  );
  expect(checked.dropped).toBe(2);
  expect(checked.analysis.referral).toEqual({ name: 'Ana Lima', address: null, quote: 'Ask Ana Lima' });
  expect(checked.analysis.absence).toBeNull();
});
