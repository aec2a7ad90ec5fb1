const EXTENSIONS: Record<string, string> = {
  'text/calendar': 'ics',
  'text/plain': 'txt',
  'text/html': 'html',
  'text/csv': 'csv',
  'text/vcard': 'vcf',
  'message/rfc822': 'eml',
  'message/delivery-status': 'txt',
  'text/rfc822-headers': 'txt',
  'image/jpeg': 'jpg',
  'image/svg+xml': 'svg',
};

/** Device names that Windows reserves, whatever follows the dot (Microsoft Learn, "Naming Files, Paths, and Namespaces"). */
const RESERVED = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)/i;

/**
 * A base name that is safe as a file name, in a header and on a page: no path, no control or direction-changing
 * character (which make `fdp.exe` out of `exe.pdf`), no leading dot, at most 120 characters with its extension kept.
 */
export function safeFilename(name: string | null, contentType: string, index = 0): string {
  const base = (name ?? '')
    .normalize('NFC')
    .split(/[\\/]/)
    .at(-1)!
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '');
  if (base === '') return `attachment-${index + 1}.${extensionFor(contentType)}`;
  const safe = RESERVED.test(base) ? `_${base}` : base;
  if (safe.length <= 120) return safe;
  const extension = /\.[^.]{1,12}$/.exec(safe)?.[0] ?? '';
  return (
    safe
      .slice(0, 120 - extension.length)
      .toWellFormed()
      .replace(/\ufffd$/, '') + extension
  );
}

function extensionFor(contentType: string): string {
  const subtype = contentType.split('/')[1] ?? '';
  return EXTENSIONS[contentType] ?? (/^[a-z0-9]{2,5}$/.test(subtype) ? subtype : 'bin');
}

/** Two parts of one name would hide each other in a folder of downloads. */
export function uniqueNames<Named extends { filename: string }>(attachments: Named[]): Named[] {
  const seen = new Map<string, number>();
  return attachments.map((attachment) => {
    const key = attachment.filename.toLowerCase();
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    if (count === 1) return attachment;
    const dot = attachment.filename.lastIndexOf('.');
    const cut = dot > 0 ? dot : attachment.filename.length;
    return {
      ...attachment,
      filename: `${attachment.filename.slice(0, cut)} (${count})${attachment.filename.slice(cut)}`,
    };
  });
}
