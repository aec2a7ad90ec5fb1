import { API_VERSION, type ApiCall, type Route } from '../api/call.ts';
import { invalid } from '../api/refusal.ts';

export const fileRoutes: Route[] = [
  {
    method: 'post',
    paths: [`/files/${API_VERSION}/files`, '/files/v3/files'],
    scopes: [['files']],
    handle: uploadFile,
  },
];

const ACCESS = [
  'HIDDEN_INDEXABLE',
  'HIDDEN_NOT_INDEXABLE',
  'HIDDEN_PRIVATE',
  'PRIVATE',
  'PUBLIC_INDEXABLE',
  'PUBLIC_NOT_INDEXABLE',
];

/** Multipart with `file`, `options` (JSON with `access`) and a folder (files guide). */
async function uploadFile(call: ApiCall) {
  const { fields, file } = await readMultipart(call.contentType, call.raw);
  if (!file) throw invalid('Missing form part: file');
  if (!fields.folderPath && !fields.folderId) throw invalid('One of folderId or folderPath is required');
  const access = accessOf(fields.options);
  const id = String(call.world.state.nextNumber(`${call.portal.id}/files`, 180200001));
  const createdAt = call.world.clock.now().toISOString();
  const name = fields.fileName ?? file.name;
  call.world.state.files.put(id, {
    id,
    portalId: call.portal.id,
    name,
    type: file.type,
    access,
    createdAt,
    size: file.bytes.length,
  });
  const path = `${fields.folderPath ?? ''}/${name}`;
  const url = `https://files.hubspot.example/${call.portal.id}/${id}`;
  return {
    status: 201,
    body: { id, name, path, size: file.bytes.length, access, url, createdAt, updatedAt: createdAt, archived: false },
  };
}

function accessOf(options: string | undefined): string {
  try {
    const { access } = JSON.parse(options ?? '') as { access?: string };
    if (access && ACCESS.includes(access)) return access;
  } catch {
    // Falls through to the same refusal.
  }
  throw invalid(`Form part options has to be JSON with access, one of ${ACCESS.join(', ')}`);
}

type Part = { name: string; type: string; bytes: Buffer };

async function readMultipart(
  contentType: string,
  body: Buffer,
): Promise<{ fields: Record<string, string>; file: Part | null }> {
  if (!contentType.startsWith('multipart/form-data')) throw invalid('File uploads are multipart/form-data');
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } })
    .formData()
    .catch((error: Error) => Promise.reject(invalid(`Malformed multipart body: ${error.message}`)));
  const fields: Record<string, string> = {};
  let file: Part | null = null;
  for (const [name, value] of form) {
    if (typeof value === 'string') fields[name] = value;
    else if (name === 'file') {
      file = { name: value.name, type: value.type, bytes: Buffer.from(await value.arrayBuffer()) };
    }
  }
  return { fields, file };
}
