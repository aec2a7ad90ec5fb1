import { z } from 'zod';

/** Headers that Mail Send does not let a caller set (twilio/sendgrid-oai, mail_send). */
const FORBIDDEN_HEADERS = [
  'x-sg-id',
  'x-sg-eid',
  'received',
  'dkim-signature',
  'content-type',
  'content-transfer-encoding',
  'to',
  'from',
  'subject',
  'reply-to',
  'cc',
  'bcc',
];
const MAX_CUSTOM_ARGS_BYTES = 10_000;

const address = z.strictObject({
  email: z.string().regex(/^[^\s@<>,;]+@[^\s@<>,;]+$/, 'Does not contain a valid address.'),
  name: z.string().optional(),
});
const oneLine = z.string().regex(/^[^\r\n]*$/, 'The value must not contain line breaks.');

const headers = z.record(z.string(), oneLine).superRefine((given, context) => {
  for (const name of Object.keys(given)) {
    if (FORBIDDEN_HEADERS.includes(name.toLowerCase())) {
      context.addIssue({ code: 'custom', message: `The header ${name} is reserved and cannot be set.` });
    }
    if (!/^[\x21-\x39\x3b-\x7e]+$/.test(name)) context.addIssue({ code: 'custom', message: 'Header names are ASCII.' });
  }
});

const customArgs = z
  .record(z.string(), z.string())
  .refine((given) => Buffer.byteLength(JSON.stringify(given)) <= MAX_CUSTOM_ARGS_BYTES, {
    message: 'The combined size of custom arguments must not exceed 10000 bytes.',
  });

const personalization = z.strictObject({
  to: z
    .array(address)
    .min(1, 'The to array is required for all personalization objects, and must have at least one email object.'),
  cc: z.array(address).optional(),
  bcc: z.array(address).optional(),
  subject: oneLine.min(1).optional(),
  headers: headers.optional(),
  custom_args: customArgs.optional(),
  substitutions: z.record(z.string(), z.string()).optional(),
  send_at: z.number().int().optional(),
});

const attachment = z.strictObject({
  content: z.base64('The attachment content must be base64 encoded.').min(1, 'The attachment content is required.'),
  filename: oneLine.min(1, 'The attachment filename is required.'),
  type: z
    .string()
    .regex(/^[^\r\n;]*$/, 'The attachment type must not contain ; or line breaks.')
    .optional(),
  disposition: z.enum(['attachment', 'inline']).optional(),
  content_id: oneLine.optional(),
});

const toggle = z.object({ enable: z.boolean() }).loose();

export const mailSendSchema = z
  .strictObject({
    personalizations: z.array(personalization).min(1).max(1000),
    from: address,
    reply_to: address.optional(),
    reply_to_list: z.array(address).min(1).max(1000).optional(),
    subject: oneLine.min(1).optional(),
    content: z
      .array(z.strictObject({ type: oneLine.min(1), value: z.string().min(1) }))
      .min(1)
      .optional(),
    attachments: z.array(attachment).optional(),
    headers: headers.optional(),
    custom_args: customArgs.optional(),
    categories: z.array(z.string().max(255)).max(10).optional(),
    send_at: z.number().int().optional(),
    batch_id: z.string().optional(),
    asm: z.object({ group_id: z.number().int() }).loose().optional(),
    template_id: z.string().optional(),
    ip_pool_name: z.string().optional(),
    mail_settings: z.record(z.string(), toggle).optional(),
    tracking_settings: z.record(z.string(), toggle).optional(),
  })
  .superRefine((mail, context) => {
    const fail = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    if (mail.reply_to && mail.reply_to_list) fail('reply_to', 'Use either reply_to or reply_to_list, not both.');
    if (!mail.subject && mail.personalizations.some(({ subject }) => !subject))
      fail('subject', 'The subject is required.');
    if (!mail.content && !mail.template_id)
      fail('content', 'Unless a valid template_id is provided, the content parameter is required.');
    const types = (mail.content ?? []).map(({ type }) => type);
    if (types.includes('text/plain') && types[0] !== 'text/plain') {
      fail('content', 'If present, text/plain must be the first content.');
    }
    if (new Set(types).size < types.length) fail('content', 'Each content type may be given once.');
    if (mail.categories && new Set(mail.categories).size < mail.categories.length)
      fail('categories', 'Categories must be unique.');
    for (const { to, cc = [], bcc = [] } of mail.personalizations) {
      const all = [...to, ...cc, ...bcc].map(({ email }) => email.toLowerCase());
      if (new Set(all).size < all.length) {
        fail(
          'personalizations',
          'Each email address in the personalization block should be unique between to, cc, and bcc.',
        );
      }
    }
    const recipients = mail.personalizations.flatMap(({ to, cc = [], bcc = [] }) => [...to, ...cc, ...bcc]);
    if (recipients.length > 1000) fail('personalizations', 'A request may have at most 1000 recipients.');
  });

export type MailSend = z.output<typeof mailSendSchema>;
export type Personalization = MailSend['personalizations'][number];
