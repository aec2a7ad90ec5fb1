import { addEffects, type NewEffect } from '../../outbox/add-effects.ts';
import type { Reason } from '../../outbox/reasons.ts';
import type { Transact } from '../../queue.ts';
import type { Decision } from './item.ts';
import type { RefusedFile } from './uploads.ts';

/**
 * Each file that HubSpot did not take stands under issues, where a person can have it tried again. A retry that is refused
 * again is decided here.
 */
export async function reportRefusedFiles(transact: Transact, refused: RefusedFile[], now: Date): Promise<Decision[]> {
  const first = refused.filter(({ effect }) => effect.kind !== 'file_upload');
  const effects = first.map(({ effect, attachmentId, ...file }): NewEffect => {
    const { portalId, contactId, conversationId, messageId } = effect;
    const about = { portalId, contactId, conversationId, messageId };
    const key = `file:${attachmentId}`;
    return { ...about, kind: 'file_upload', key, details: { attachmentId }, ...refusal(file) };
  });
  if (effects.length > 0) await transact((tx) => addEffects(tx, effects, now));
  return refused.filter((file) => !first.includes(file)).map(({ effect, ...file }) => ({ effect, ...refusal(file) }));
}

function refusal({ filename, error }: Pick<RefusedFile, 'filename' | 'error'>) {
  const details = { filename, status: error.status, said: error.said };
  const why: Reason = { code: 'file_refused', details };
  return { state: 'needs_attention', reason: why, nextStep: 'retry' } as const;
}
