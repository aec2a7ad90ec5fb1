import type { IncomingMail, MailVerdict } from '../types.ts';

export function readAbsence(_mail: IncomingMail, _newText: string): MailVerdict['absence'] {
  return { until: null, substitute: null };
}
