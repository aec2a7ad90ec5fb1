/**
 * How much of one mail is read. Real mail stays far below each figure; what lies above is cut and named in
 * `problems`, while the post itself stays stored as it came.
 */
export const MAIL_LIMITS = {
  /** SendGrid takes 30 MB (Inbound Parse, "Setting up"); base64 and headers come on top. */
  messageBytes: 45 * 1024 * 1024,
  headerBytes: 256 * 1024,
  headerLines: 1_000,
  nestingDepth: 50,
  /** Lines that could open a MIME part. Each part costs about 1.5 kB of memory, however short it is. */
  boundaryLines: 5_000,
  attachments: 100,
  bodyCharacters: 2_000_000,
  addressesPerHeader: 500,
  messageIds: 100,
  messageIdLength: 512,
} as const;
