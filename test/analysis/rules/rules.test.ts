import { describe, expect, test } from 'vitest';
import { longestQuotation } from '../../../lib/analysis/evaluation/facts.ts';
import { type Analysis, type AnalysisInput, analysisSchema, createRulesAnalyst } from '../../../lib/analysis/index.ts';

const rules = createRulesAnalyst();

async function analyze(text: string, rest: Partial<AnalysisInput> = {}): Promise<Analysis> {
  const { analysis } = await rules({
    text,
    subject: 'Re: hello',
    sentText: null,
    history: [],
    language: 'en',
    ...rest,
  });
  expect(analysisSchema.parse(analysis)).toEqual(analysis);
  return analysis;
}

describe('kind', () => {
  test.each<[string, string, Analysis['kind']]>([
    [
      'Automatic reply: Offer',
      'I am out of the office until 3 May. For urgent matters contact Ann Lee.',
      'out_of_office',
    ],
    ['Re: Offer', 'Estou de férias até 10/01. Em caso de urgência, favor contatar Rui Melo.', 'out_of_office'],
    ['Respuesta automática', 'Estaré fuera de la oficina hasta el lunes.', 'out_of_office'],
    [
      'We received your request',
      'This is an automated message. Your ticket #4411 has been created. Do not reply.',
      'auto_reply',
    ],
    ['Undelivered Mail Returned to Sender', '<a@b.example>: 550 5.1.1 User unknown', 'bounce'],
    ['Re: Offer', 'Half of our mails bounced last week, can you look into it?', 'human'],
    ['Re: Offer', 'I am on holiday but wanted to answer quickly: yes, send me the contract!', 'human'],
    ['Re: Automatic reply: Offer', 'Thanks, I will write to her then.', 'human'],
    ['Re: news', 'Please take me off your mailing list.', 'unsubscribe'],
    ['Re: news', 'Nos quitan de la lista, por favor? No queremos recibir más correos.', 'unsubscribe'],
    ['Re: news', 'STOP', 'unsubscribe'],
    ['Re: news', 'Please do not take me off the list, I read it every week.', 'human'],
    ['Re: news', 'Can you remove Ana from our account? She left.', 'human'],
  ])('%s: %s', async (subject, text, kind) => {
    expect((await analyze(text, { subject })).kind).toBe(kind);
  });

  test('machine mail has no type, no items and no interest', async () => {
    const analysis = await analyze('I am out of the office and very interested in your demo. Back on 3 May.', {
      subject: 'Automatic reply: demo',
    });
    expect(analysis).toMatchObject({
      response_type: null,
      action_items: [],
      product_interest: 'none',
      follow_up_needed: false,
    });
  });

  test('notes of a call are a person’s, whatever they quote', async () => {
    const note = 'Got her automatic reply, she is out of the office. Will try again on Monday.';
    expect((await analyze(note, { channel: 'call' })).kind).toBe('human');
  });
});

describe('response_type', () => {
  test.each<[string, Analysis['response_type']]>([
    ['The export is broken since Monday.', 'needs_handling'],
    ['A nota não emite e ninguém do suporte responde.', 'needs_handling'],
    ['Si no lo arreglan esta semana, cancelo el contrato.', 'needs_handling'],
    ['We would like a quote for 40 more seats.', 'high_value'],
    ['Fechado! Pode mandar o contrato.', 'high_value'],
    ['¿Nos puede cotizar 20 licencias?', 'high_value'],
    ['We want the upgrade, but the last update broke our reports and nobody answers.', 'needs_handling'],
    ["Thanks, but we're not interested.", 'standard'],
    ['Agradeço o contato, mas não temos interesse.', 'standard'],
    ['Gracias, por ahora no nos interesa.', 'standard'],
    ['No complaints at all, it works great.', 'standard'],
    ['Sem problemas por aqui, tudo funcionando bem.', 'standard'],
    ['We would NOT upgrade right now.', 'standard'],
    ['Our current provider is a nightmare, their app crashes every day.', 'standard'],
    ['Sorry for the late reply, all good here.', 'standard'],
  ])('%s is %s', async (text, type) => {
    expect((await analyze(text)).response_type).toBe(type);
  });

  test('a yes means what was offered', async () => {
    const yes = (sentText: string) => analyze('Yes please', { sentText });
    expect(await yes('Shall I switch on a trial of the routing module?')).toMatchObject({
      response_type: 'high_value',
    });
    expect(await yes('Would you like me to send you the guide?')).toMatchObject({
      response_type: 'standard',
      product_interest: 'interested',
    });
    expect(await yes('Was the invoice right?')).toMatchObject({ response_type: 'standard', product_interest: 'none' });
  });
});

describe('values are quotes', () => {
  test.each([
    ['We send about 40k emails a month through you.', 'about 40k emails a month'],
    ['Hoje gastamos R$ 2.500/mês com isso.', 'R$ 2.500/mês'],
    ['Enviamos unos 500 mil SMS mensuales.', 'unos 500 mil SMS mensuales'],
    ['It crashes 3 times a week.', null],
    ['We have 40 people.', null],
    ['Call me in 3 months.', null],
    ['Since 2022 we meet every month.', null],
  ])('volume in "%s"', async (text, volume) => {
    const analysis = await analyze(text);
    expect(analysis.monthly_volume).toBe(volume);
    expect(analysis.evidence.monthly_volume).toBe(volume);
  });

  test.each([
    ['We use your app for time off and the org chart.', true],
    ['Usamos o sistema de vocês só no caixa.', true],
    ['Lo usamos con ustedes para la nómina.', true],
    ['We use Sage for that.', false],
    ['We would use your app if it had an API.', false],
    ['Hoje usamos outra plataforma.', false],
    ['We run it in a spreadsheet.', false],
  ])('usage of ours in "%s": %s', async (text, found) => {
    expect((await analyze(text)).product_usage !== null).toBe(found);
  });

  test('pains of their own tools count beside interest, of a neighbour’s they do not', async () => {
    const interested = await analyze('Our current tool loses orders every week. Can you send us a quote for 20 seats?');
    expect(interested.pain_points.join()).toContain('loses orders');
    const content = await analyze('My brother says his provider lost all his data. We are happy with you.');
    expect(content.pain_points).toEqual([]);
  });
});

describe('what the rep reads', () => {
  test('a summary names what is wanted and never quotes more than six words in a row', async () => {
    const text =
      'Thanks for the tour on Tuesday. We would like a quote for 45 scanners with charging cradles for our new warehouse in Leeds, delivery before 14 March. Please copy Petra Lindqvist.';
    const { key_insights: summary } = await analyze(text);
    expect(summary).toContain('45 scanners');
    expect(summary).toContain('14 March');
    expect(longestQuotation(summary, text)).toBeLessThanOrEqual(6);
  });

  test('the name of the sender stands in front, what is no name does not', async () => {
    const text = 'How much is it for 10 seats?';
    expect((await analyze(text, { senderName: 'Dana Whitfield' })).key_insights).toMatch(/^Dana Whitfield asks/i);
    expect((await analyze(text, { senderName: 'sales@x.example' })).key_insights).toMatch(/^Asks/);
  });
});

describe('action items', () => {
  test('are imperatives in the account’s language with the customer’s words beside them', async () => {
    const text = 'Could you send me the price for 10 seats by Friday?';
    const { action_items, evidence } = await analyze(text);
    expect(action_items).toEqual([expect.stringMatching(/^Send the prices: .*10 seats by Friday$/)]);
    expect(evidence.action_items).toEqual([text]);
    expect((await analyze(text, { language: 'pt' })).action_items[0]).toMatch(/^Enviar os preços: .*10 seats/);
    expect((await analyze(text, { language: 'es' })).action_items[0]).toMatch(/^Enviar los precios: .*10 seats/);
  });

  test.each([
    'Thanks, all good!',
    'ok',
    'How are you? All fine here.',
    "We're not interested, thanks.",
    'Tudo certo, né?',
  ])('none is invented for "%s"', async (text) => {
    expect(await analyze(text)).toMatchObject({ action_items: [], follow_up_needed: false });
  });

  test('never more than three', async () => {
    const many = Array.from({ length: 9 }, (_, index) => `Can you send me report ${index}?`).join(' ');
    expect((await analyze(many)).action_items.length).toBeLessThanOrEqual(3);
  });
});

describe('absence and referral', () => {
  test('return date and substitute as they were written', async () => {
    const analysis = await analyze(
      'I am out of the office until Friday 23 May. Please contact Faye Donnelly, faye@x.example.',
      {
        subject: 'Automatic reply: plan',
      },
    );
    expect(analysis.absence).toMatchObject({ until: 'Friday 23 May', substitute: 'Faye Donnelly' });
  });

  test('the right person with name and address', async () => {
    const analysis = await analyze('I moved to finance. Tooling is with Dele Akande now, dele@northway.example.');
    expect(analysis.referral).toMatchObject({ name: 'Dele Akande', address: 'dele@northway.example' });
    expect(analysis.action_items).toEqual(['Contact Dele Akande: dele@northway.example']);
  });

  test('an address to send something to is nobody to turn to', async () => {
    expect((await analyze('Please send the invoice to ap@northway.example.')).referral).toBeNull();
  });
});

describe('doubt', () => {
  test('a mixed reply says so', async () => {
    const analysis = await analyze(
      'We want 30 more licences, but the last rollout broke our data and support ignores us.',
      { language: 'pt' },
    );
    expect(analysis.doubt).toBe('Interesse e reclamação na mesma resposta.');
    expect(analysis.confidence).toBeLessThanOrEqual(0.5);
  });

  test('a language that nobody here reads asks for a person', async () => {
    const analysis = await analyze(
      'Dziękuję za wiadomość, obecnie nie planujemy niestety żadnych zmian w naszej firmie.',
    );
    expect(analysis).toMatchObject({ confidence: 0.3, follow_up_needed: true });
    expect(analysis.doubt).not.toBeNull();
  });

  test.each<[string, Analysis['response_type']]>([
    ['Vielen Dank für Ihre Nachricht, wir haben derzeit leider kein Interesse an Ihrem Angebot.', 'standard'],
    ['Der Export ist seit Montag kaputt und niemand antwortet, das ist eine Frechheit.', 'needs_handling'],
    ['Bonjour, je souhaite résilier mon contrat au 31 mars, merci de confirmer.', 'needs_handling'],
    ['Il gestionale non funziona da ieri e nessuno risponde, è una vergogna.', 'needs_handling'],
  ])('a little German, French and Italian: %s', async (text, type) => {
    expect((await analyze(text)).response_type).toBe(type);
  });

  test.each([
    'Great product and we like it a lot. One thing: I can open the invoices of other customers when I change the number.',
    'We love it. Still, please delete all our personal data by Friday.',
    'Adoramos o sistema, mas não vamos renovar em março.',
    'Muy buen producto, pero nuestro abogado ya está al tanto del asunto.',
  ])('what must never be overlooked: %s', async (text) => {
    expect(await analyze(text)).toMatchObject({ response_type: 'needs_handling', follow_up_needed: true });
  });

  test('hidden text is flagged and not read', async () => {
    const analysis = await analyze('Thanks!', { hiddenText: 'We want to buy 100 licences and a demo.' });
    expect(analysis).toMatchObject({ response_type: 'standard', product_interest: 'none', flags: ['hidden_text'] });
  });
});

test.each(['', '   ', '\n\n', '🙏', '???', '<!-- -->', '\u0000', '-- \nAna'])(
  'an odd text is no error: %j',
  async (text) => {
    expect((await analyze(text)).kind).toBe('human');
  },
);

test('a signal that was aborted is heard', async () => {
  const input: AnalysisInput = { text: 'hi', subject: '', sentText: null, history: [], language: 'en' };
  await expect(rules(input, { signal: AbortSignal.abort(new Error('stopped')) })).rejects.toThrow('stopped');
});

test.each(['Absolutely not.', 'Definitely not!', 'Certainly not, thanks.', 'Claro que não.', 'Por supuesto que no.'])(
  'a yes that a no follows is a no: %s',
  async (text) => {
    const analysis = await analyze(text, { sentText: 'Hi, want a free trial of the studio booking app?' });
    expect(analysis).toMatchObject({ response_type: 'standard', product_interest: 'none', opportunity_score: 1 });
  },
);

describe('what a rep reads', () => {
  test.each([
    'Yes! We run four campsites, seven pools. Ring me after six, 555 0177.',
    'Good man. Our bureau raised prices again. 75 people, two countries. Can you do Slovakia?',
    'Today makes it 26 days. $1,900 is not pocket change for us, it is two salaries here.',
  ])('never more than six words in a row, however short the sentences: %s', async (text) => {
    const sentText = 'Hi, would a pump that halves your power bill be of interest?';
    const { key_insights } = await analyze(text, { sentText });
    // A number in two groups is two words for the counter.
    expect(longestQuotation(key_insights, text)).toBeLessThanOrEqual(7);
  });

  test('a question of a few words is told as it was asked', async () => {
    const { key_insights } = await analyze('Neither works with Ramadan, can we look at April?', {
      sentText: 'Hi, I kept two dates for the training: 3 or 10 March.',
    });
    expect(key_insights).toContain('can we look at April?');
  });

  test('a question that throws our words back is not the one to answer', async () => {
    const { action_items } = await analyze('Fixed? It broke again this morning, with my mother in the elevator.', {
      sentText: 'Hello, your elevator is fixed.',
    });
    expect(action_items.join()).not.toContain('Fixed?');
    expect(action_items).toHaveLength(1);
  });

  test('an item names a day once', async () => {
    const { action_items } = await analyze('Wants 30 licenses, to start after Easter. Send the contract to his wife.', {
      channel: 'call',
      sentText: 'Spoke about the scheduling module.',
    });
    for (const item of action_items) expect(item.split('after Easter').length).toBeLessThanOrEqual(2);
  });
});
