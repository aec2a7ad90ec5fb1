import PostalMime, { type Attachment } from 'postal-mime';

const SOURCE = /(<img\b[^<>]*?\ssrc\s*=\s*["']?)cid:([^"'\s<>]+)/gi;

/** A mail's HTML with its own pictures where a browser finds them, as a mail program shows it. */
export function withInlineImages(html: string, mailId: string): string {
  return html.replace(
    SOURCE,
    (_all, before: string, contentId: string) =>
      `${before}/page/api/mails/${encodeURIComponent(mailId)}/images/${encodeURIComponent(contentId)}`,
  );
}

/** The picture of that Content-ID, or null where the mail has none. */
export async function inlineImage(eml: Buffer, contentId: string): Promise<Attachment | null> {
  const { attachments } = await PostalMime.parse(new Uint8Array(eml));
  const found = attachments.find((one) => one.contentId?.replace(/^<|>$/g, '') === contentId);
  return found?.mimeType.startsWith('image/') ? found : null;
}
