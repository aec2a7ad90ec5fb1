import { z } from 'zod';
import { readAttachment, recordHubSpotFile } from '../../conversations/attachments.ts';
import type { ClaimedEffect } from '../../outbox/effects.ts';
import { HubSpotError } from '../errors.ts';
import { API_VERSION } from '../version.ts';
import type { SyncContext } from './claimed-rows.ts';
import type { SyncDependencies } from './dependencies.ts';

type UploadDependencies = Pick<SyncDependencies, 'sql' | 'client' | 'keyring'>;

const uploaded = z.object({ id: z.string() });

// The same bound as a forward's attachments.
const MAX_BYTES = 20_000_000;

/** A file that HubSpot did not take, and the effect whose message it belongs to. */
export type RefusedFile = { effect: ClaimedEffect; attachmentId: string; filename: string; error: HubSpotError };

const WITH_FILES: readonly ClaimedEffect['kind'][] = ['email_object', 'note', 'file_upload'];

/**
 * Uploads the attachments of the messages that are about to become timeline items, each once. Where HubSpot refuses a
 * file the item goes without it and names it; it is returned. Throws HubSpotError for everything but a refusal.
 */
export async function uploadAttachments(
  dependencies: UploadDependencies,
  effects: ClaimedEffect[],
  context: SyncContext,
): Promise<RefusedFile[]> {
  const refused: RefusedFile[] = [];
  if (!context.capabilities.files) return refused;
  for (const effect of effects.filter(({ kind }) => WITH_FILES.includes(kind))) {
    const { messageId, details } = effect;
    for (const attachment of (messageId && context.attachments.get(messageId)) || []) {
      const { id, blocked, inline, size, hubspotFileId, filename } = attachment;
      if (blocked || inline || hubspotFileId || size > MAX_BYTES) continue;
      if (effect.kind === 'file_upload' && details.attachmentId !== id) continue;
      const result = await upload(dependencies, attachment, messageId!);
      if (result instanceof HubSpotError) refused.push({ effect, attachmentId: id, filename, error: result });
      else attachment.hubspotFileId = result;
    }
  }
  return refused;
}

/** HubSpot's id of the file, or its refusal. */
async function upload(
  { sql, client, keyring }: UploadDependencies,
  attachment: { id: string; filename: string; contentType: string },
  messageId: string,
): Promise<string | HubSpotError> {
  const form = new FormData();
  const bytes = await readAttachment(sql, attachment.id, keyring);
  form.append('file', new Blob([bytes as Buffer<ArrayBuffer>], { type: attachment.contentType }), attachment.filename);
  form.append('fileName', attachment.filename);
  form.append('folderPath', `/reply-tracking/${messageId}`);
  // One folder a message and "return existing": an upload whose answer was lost gives the same file again.
  const duplicates = { duplicateValidationStrategy: 'RETURN_EXISTING', duplicateValidationScope: 'EXACT_FOLDER' };
  form.append('options', JSON.stringify({ access: 'PRIVATE', overwrite: false, ...duplicates }));
  try {
    const { id } = await client.request({
      method: 'POST',
      path: `/files/${API_VERSION}/files`,
      body: form,
      response: uploaded,
    });
    await recordHubSpotFile(sql, attachment.id, id);
    return id;
  } catch (error) {
    if (error instanceof HubSpotError && (error.outcome === 'rejected' || error.outcome === 'missing_scope'))
      return error;
    throw error;
  }
}
