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

/**
 * Uploads the attachments of the messages that are about to become timeline items, each once. Where HubSpot refuses a
 * file the item goes without it and names it. Throws HubSpotError for everything but a refusal.
 */
export async function uploadAttachments(
  { sql, client, keyring }: UploadDependencies,
  effects: ClaimedEffect[],
  context: SyncContext,
): Promise<void> {
  if (!context.capabilities.files) return;
  for (const { messageId } of effects.filter(({ kind }) => kind === 'email_object' || kind === 'note')) {
    for (const attachment of (messageId && context.attachments.get(messageId)) || []) {
      const { blocked, inline, size, hubspotFileId } = attachment;
      if (blocked || inline || hubspotFileId || size > MAX_BYTES) continue;
      attachment.hubspotFileId = await upload({ sql, client, keyring }, attachment, messageId!);
    }
  }
}

async function upload(
  { sql, client, keyring }: UploadDependencies,
  attachment: { id: string; filename: string; contentType: string },
  messageId: string,
): Promise<string | null> {
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
      return null;
    throw error;
  }
}
