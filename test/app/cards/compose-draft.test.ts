import { describe, expect, test } from 'vitest';
import {
  beginComposing,
  changed,
  draftOf,
  emailOf,
  isComplete,
  withDraft,
  withTemplate,
} from '../../../app/cards/compose-draft.ts';
import { composer } from '../fixtures.ts';

const begun = (draft: Partial<ReturnType<typeof beginComposing>> = {}) => ({
  ...beginComposing(composer({ cc: 'petra@kunde.example' }), {
    suggestedSubject: 'Re: Rates',
    now: new Date('2026-11-26T23:30:00Z'),
    timeZone: 'America/Sao_Paulo',
  }),
  ...draft,
});

describe('what stands in the composer', () => {
  test('begins with subject and copies of what one answers, or with what was begun before', () => {
    expect(begun()).toMatchObject({
      subject: 'Re: Rates',
      text: '',
      cc: 'petra@kunde.example',
      quote: true,
      later: false,
    });
    const draft = { subject: 'Mine', text: 'Begun', cc: '', ai: true };
    const options = { suggestedSubject: 'Re: Rates', now: new Date(), timeZone: 'UTC' };
    expect(beginComposing(composer({ draft }), options)).toMatchObject(draft);
  });

  test('leaves tomorrow at nine in the account’s time zone, unless a person picks another time', () => {
    // It is the 26th there, and tomorrow is the 27th.
    expect(emailOf(begun({ later: true }), 'America/Sao_Paulo').sendAt).toBe('2026-11-27T12:00:00.000Z');
    expect(emailOf(begun(), 'America/Sao_Paulo').sendAt).toBeNull();
  });

  test('is a person’s own once its text changes, and not by anything else', () => {
    const drafted = begun({ text: 'By AI', ai: true });
    expect(changed(drafted, { subject: 'x' }).ai).toBe(true);
    expect(changed(drafted, { text: 'By AI, and me' }).ai).toBe(false);
  });

  test('asks for what is missing until it is there', () => {
    const asked = changed(begun(), { missing: true });
    expect(asked.missing).toBe(true);
    expect(changed(asked, { text: 'Hello' }).missing).toBe(false);
    expect(isComplete(begun({ text: ' ' }))).toBe(false);
  });

  test('takes a template below what stands there, and its subject where there is none', () => {
    const template = { templateId: '1', name: 'x', shared: false, subject: 'Offer', text: 'Bye', unresolved: [] };
    expect(withTemplate(begun({ text: 'Hello \n' }), template)).toMatchObject({
      subject: 'Re: Rates',
      text: 'Hello\n\nBye',
    });
    expect(withTemplate(begun({ subject: ' ', text: '' }), template)).toMatchObject({ subject: 'Offer', text: 'Bye' });
  });

  test('takes the AI’s words above one’s own, and instead of the AI’s earlier ones', () => {
    const first = withDraft(begun({ text: 'My words' }), { text: 'By AI' });
    expect(first).toMatchObject({ text: 'By AI\n\nMy words', ai: true });
    expect(withDraft(first, { text: 'Anew' })).toMatchObject({ text: 'Anew', ai: true });
  });

  test('is a draft as soon as something is written', () => {
    expect(draftOf(begun())).toBeNull();
    expect(draftOf(begun({ text: 'Hello' }))).toEqual({
      subject: 'Re: Rates',
      text: 'Hello',
      cc: 'petra@kunde.example',
      ai: false,
    });
  });
});
