export type { Reason, ReasonCode } from '../../lib/outbox/reasons.ts';
