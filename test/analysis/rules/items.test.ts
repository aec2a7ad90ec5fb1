import { expect, test } from 'vitest';
import { type Analysis, createRulesAnalyst } from '../../../lib/analysis/index.ts';

const rules = createRulesAnalyst();
const analyze = async (text: string, sentText: string, language: 'en' | 'pt' | 'es' = 'en'): Promise<Analysis> =>
  (await rules({ text, sentText, subject: 'Re: hello', history: [], language })).analysis;

test('a budget that is told is no request for prices', async () => {
  const { action_items } = await analyze(
    'El presupuesto del año que viene ya contempla la compra. ¿Pueden venir el martes?',
    'Hola Rita, ¿cuándo le muestro el sistema?',
    'es',
  );
  expect(action_items.join()).not.toContain('Enviar los precios');
  expect(action_items.join()).toContain('¿Pueden venir el martes?');
});

test('a word for doing something counts where it is asked for', async () => {
  const { action_items } = await analyze(
    'A prefeitura segurou tudo por causa da troca de prefeito. Pode me mandar a minuta?',
    'Oi Davi, o contrato sai este mês?',
    'pt',
  );
  expect(action_items.join()).not.toContain('Alterar');
  expect(action_items.join()).toContain('minuta');
});

test('what the item says already is not said again', async () => {
  const { action_items } = await analyze('Approved. Please send the contract.', 'Hi Jo, any news on our proposal?');
  expect(action_items).toContain('Send the contract');
});

test('a telephone number is the thing to call', async () => {
  const { action_items } = await analyze(
    'The gate is stuck open again and nobody came. Call me on 555 0198 22 today please!',
    'Hi Ann, is the gate running well?',
  );
  expect(action_items.join(' | ')).toMatch(/Call: 555 0198 22/);
});

test('a no belongs to the phrase that it denies', async () => {
  const { key_insights } = await analyze(
    'Cobraram 41 cadeiras e são 29. Não vou pagar enquanto não corrigirem a fatura de maio.',
    'Olá Sílvia, a fatura vence amanhã.',
    'pt',
  );
  if (key_insights.includes('vou pagar')) expect(key_insights).toMatch(/não vou pagar/i);
  expect(key_insights).toContain('41 cadeiras');
});

test('a number keeps what it counts', async () => {
  const { key_insights } = await analyze(
    'If you come down to 1,900 euros a month for the 26 TB with two years of contract I can sign this week.',
    'Hi Olaf, did the board look at our offer?',
  );
  expect(key_insights).toContain('26 TB');
});

test('any month is no date, and a thanks is nobody', async () => {
  const { key_insights } = await analyze(
    'Thank you Pablo. Do you charge the full month or by the day? We would go from 12 to 19 seats.',
    'Hi Vic, do you need more seats for the fair?',
  );
  expect(key_insights).not.toContain('When: ');
  expect(key_insights).not.toContain('Person: ');
});

test.each([
  ['en', 'Please sort the thing out, and soon, it has been going on for weeks now.'],
  ['pt', 'Resolvam isso logo, já faz semanas que a coisa se arrasta por aqui.'],
  ['es', 'Resuelvan eso ya, hace semanas que la cosa se arrastra por aquí.'],
] as const)('no item takes over more than a question or six words: %s', async (language, text) => {
  const { action_items } = await analyze(text, 'Hello', language);
  for (const item of action_items) {
    const about = item.split(': ').slice(1).join(': ');
    if (!about.endsWith('?')) for (const part of about.split(', ')) expect(part.split(/\s+/u).length).toBeLessThan(8);
  }
});

test('praise before a but is not what the reply is about', async () => {
  const { key_insights } = await analyze(
    'It is a decent product, but I need a fixed number and go with another supplier from April.',
    'Hi Una, from April we bill by usage. Questions welcome.',
  );
  expect(key_insights).not.toMatch(/^Is satisfied/);
  expect(key_insights).toMatch(/fixed number|April/);
});

test('a word that begins like a price is none', async () => {
  const { action_items } = await analyze(
    '¿El catálogo precargado trae las claves de fábrica?',
    'Hola Saúl, nuestra caja viene con catálogo precargado. ¿Le marco?',
    'es',
  );
  expect(action_items).toEqual(['Responder: ¿El catálogo precargado trae las claves de fábrica?']);
});

test.each([
  [
    'en',
    'Please write to my colleague Rosa Gil about it.',
    'Hi Tom, shall we go on?',
    /^Write to their colleague Rosa Gil/,
  ],
  ['es', 'Pregúntele a mi colega Rosa Gil, por favor.', 'Hola Tomás, ¿seguimos?', /^Pregúntele a su colega Rosa Gil/],
] as const)(
  'an order is told of the customer, without a verb of ours before it: %s',
  async (language, text, sent, item) => {
    const { action_items } = await analyze(text, sent, language);
    expect(action_items).toContainEqual(expect.stringMatching(item));
  },
);

test.each([
  ['en', 'Could you send me the brochure by Tuesday?', 'Hi Tom, any thoughts?', 'en', /brochure/],
  [
    'en',
    'Fine by us. Please send the new logo and I do the rest.',
    'Hi Tom, any thoughts?',
    'en',
    /^Send the new logo$/,
  ],
  ['es', 'Mándeme el anexo y yo les empujo lo otro.', 'Estimado Licenciado, ¿hay avances?', 'es', /^Enviar el anexo$/],
  ['es', 'Mándeme el anexo y yo les empujo lo otro.', 'Estimado Licenciado, ¿hay avances?', 'en', /^Send: anexo$/],
  [
    'pt',
    'Pode incluir as 26 pessoas da filial, por favor.',
    'Oi Ana, tudo certo?',
    'pt',
    /^Incluir as 26 pessoas da filial/,
  ],
] as const)('an item reads as anybody would say it: %s %s', async (_from, text, sent, language, item) => {
  const { action_items } = await analyze(text, sent, language);
  expect(action_items.join(' | ')).toMatch(item);
});

test('of a phrase with a day an item names the day alone', async () => {
  const { action_items } = await analyze(
    'Nos interesa. ¿Pueden mandar la propuesta el jueves?',
    'Hola Lalo, ¿qué le pareció?',
    'es',
  );
  expect(action_items.join(' | ')).not.toMatch(/propuesta.*: .*propuesta/);
});

test('what is accepted is what was offered, never the words that accept', async () => {
  const { action_items } = await analyze('Fechado 🤝', 'Fala Jeferson! Conseguiu ver a proposta do aplicativo?', 'pt');
  expect(action_items.join(' | ')).not.toContain('Fechado');
});

test('what the customer calls theirs is told as theirs', async () => {
  const { key_insights } = await analyze(
    'My accountant Ruth Bell cannot open your invoice 4471, it asks for a password.',
    'Hi Owen, the invoice is attached.',
  );
  expect(key_insights).not.toMatch(/\b(?:my|your)\b/i);
  expect(key_insights).toMatch(/their accountant|our invoice/i);
});

test('who takes leave says nothing by it', async () => {
  const { key_insights } = await analyze(
    'El lector no enciende desde el martes. Un fuerte abrazo para todos.',
    'Hola Inés, ¿llegó bien el lector?',
    'es',
  );
  expect(key_insights).not.toContain('abrazo');
});

test('a day alone is nothing to look into', async () => {
  const { action_items } = await analyze(
    'It broke down. Again. Last Friday of the month.',
    'Hi Renee, is the printer running?',
  );
  expect(action_items).not.toContainEqual(expect.stringMatching(/^Look into: (?:last )?(?:Friday|week|month)[^,]*$/i));
});
