import { describe, expect, test } from 'vitest';
import { OUTREACH_STATUSES, type OutreachStatus } from '../../lib/conversations/contacts.ts';
import { mayChangeAutomatically } from '../../lib/conversations/status.ts';

const UP: Record<OutreachStatus, OutreachStatus[]> = {
  not_contacted: ['contacted', 'replied', 'interested', 'converted', 'not_interested', 'unsubscribed'],
  contacted: ['replied', 'interested', 'converted', 'not_interested', 'unsubscribed'],
  replied: ['interested', 'converted', 'not_interested', 'unsubscribed'],
  interested: ['converted', 'unsubscribed'],
  not_interested: ['converted', 'unsubscribed'],
  converted: ['unsubscribed'],
  unsubscribed: [],
};

describe('an automatic change', () => {
  test.each(OUTREACH_STATUSES)('from %s only goes up', (from) => {
    expect(OUTREACH_STATUSES.filter((to) => mayChangeAutomatically(from, to)).sort()).toEqual([...UP[from]].sort());
  });
});
