import type { Figures as Counted } from '../../lib/conversations/screens/report.ts';
import type { Figures } from '../dto/numbers.ts';

/** The numbers as the pages name them. */
export const figuresView = (counted: Counted): Figures => ({
  sent: counted.sent,
  delivered: counted.delivered,
  bounced: counted.bounced,
  mailed: counted.mailed,
  mailedReplied: counted.mailed_replied,
  mailedPositive: counted.mailed_positive,
  replies: counted.replies,
  highValue: counted.high_value,
  needsHandling: counted.needs_handling,
  positive: counted.positive,
  optedOut: counted.opted_out,
  answered: counted.answered,
  withDeadline: counted.with_deadline,
  inTime: counted.in_time,
  medianMinutes: counted.medianMinutes,
  slowMinutes: counted.slowMinutes,
});
