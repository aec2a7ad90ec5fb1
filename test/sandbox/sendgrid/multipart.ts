/** The boundary in every captured post of SendGrid's. */
const BOUNDARY = 'xYzZY';

export type Part = { name: string; value: Buffer | string; file?: { filename: string; contentType: string } };

export const MULTIPART_TYPE = `multipart/form-data; boundary=${BOUNDARY}`;

/** Form parts in order, bytes as they are; strings are written as UTF-8. */
export function multipart(parts: Part[]): Buffer {
  const chunks = parts.flatMap(({ name, value, file }) => {
    const filename = file ? `; filename="${file.filename.replace(/["\r\n]/g, '_')}"` : '';
    const type = file ? `\r\nContent-Type: ${file.contentType}` : '';
    return [
      Buffer.from(`--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"${filename}${type}\r\n\r\n`),
      Buffer.from(value),
      Buffer.from('\r\n'),
    ];
  });
  return Buffer.concat([...chunks, Buffer.from(`--${BOUNDARY}--\r\n`)]);
}
