import type { AttentionRow } from '../../lib/outbox/attention.ts';
import type { AttentionItem } from '../dto/home.ts';

export function attentionView(row: AttentionRow): AttentionItem {
  // What an unknown sender holds back goes out when the sender is accepted, not by a retry.
  const senderUnknown = row.state === 'held' && row.kind !== 'tracked_send';
  return {
    effectId: row.effectId,
    step: row.kind,
    state: row.state,
    hubspotId: row.hubspotId,
    contactName: row.contactName,
    reason: row.reason,
    nextStep: row.nextStep,
    since: row.since.toISOString(),
    waitsFor: senderUnknown ? 'sender' : row.state === 'held' ? 'handling' : null,
    canRetry: !senderUnknown,
  };
}
