import { expect, test } from 'vitest';
import { announcesBankChange } from '../../../lib/mail/verdict/bank-change.ts';

test.each([
  'Please note that our bank details have changed. Use the new IBAN for all open invoices.',
  'We switched to a different bank account, kindly update your records.',
  'Kindly use the updated payment instructions attached.',
  'Our account number is no longer valid, see below.',
  'Informamos que nossos dados bancários mudaram, favor usar a nova conta.',
  'Alteramos a conta bancária para os próximos pagamentos.',
  'Les informamos que nuestros datos bancarios han cambiado: usen la nueva cuenta bancaria.',
  'Nuestra cuenta bancaria cambió este mes.',
])('%j announces other bank details', (text) => {
  expect(announcesBankChange(text)).toBe(true);
});

test.each([
  'Could you send me your bank details for the payment?',
  'We have a new address. The bank account stays as it is.',
  'Please send the price list, we want to change our plan.',
  'Paguei na conta bancária de vocês ontem.',
  '¿Me pasas el número de cuenta para pagar?',
  'The new invoice arrived. Thank you.',
])('%j does not', (text) => {
  expect(announcesBankChange(text)).toBe(false);
});

test('a long text takes no time', () => {
  const start = performance.now();
  announcesBankChange('bank account '.repeat(200_000));
  expect(performance.now() - start).toBeLessThan(500);
});
