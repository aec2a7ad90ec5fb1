import type { DeliveryStatus, Envelope, IncomingMail, MailVerdict } from '../types.ts';
import { fold } from './fold.ts';
import { isMailSystem, isNullSender, isPostmaster, values } from './header-signals.ts';
import { beginsWith } from './match.ts';
import { reportSubjects } from './phrase-lists.ts';
import { foldTitle } from './title.ts';

type Report = { kind: 'bounce' | 'receipt'; certain: boolean; evidence: string[]; bounce: MailVerdict['bounce'] };

/** Delivery reports, read receipts and complaints: by their MIME type (RFC 3462), by who sent them, by their subject. */
export function readReport(mail: IncomingMail, envelope: Envelope): Report | null {
  const type = reportType(mail);
  if (type === 'disposition-notification') return receipt('multipart/report: disposition-notification');
  if (type === 'feedback-report') return receipt('multipart/report: feedback-report');
  if (type === 'delivery-status' || mail.deliveryStatus.length > 0) return deliveryReport(mail);

  const failed = values(mail, 'x-failed-recipients')
    .flatMap((value) => value.split(','))
    .map((value) => value.trim());
  if (failed.length > 0)
    return { kind: 'bounce', certain: true, evidence: ['x-failed-recipients'], bounce: fromText(mail, failed) };

  const subject = foldTitle(mail.subject);
  const bounced = reportSubjects.bounce.find((phrase) => beginsWith(subject, phrase) !== null);
  const nullSender = isNullSender(envelope.from);
  if (isMailSystem(mail))
    return { kind: 'bounce', certain: true, evidence: ['from a mail system'], bounce: fromText(mail, []) };
  if (bounced && nullSender)
    return {
      kind: 'bounce',
      certain: true,
      evidence: ['null sender', `subject: ${bounced}`],
      bounce: fromText(mail, []),
    };
  const text = mail.text ?? mail.html ?? '';
  const returned = statusIn(text) !== '' && RETURNED.test(text);
  if (isPostmaster(mail) && (bounced || nullSender || returned))
    return { kind: 'bounce', certain: true, evidence: ['from a postmaster, returned'], bounce: fromText(mail, []) };
  const apart = reportSubjects.bounce.find((phrase) => beginsWith(subject, phrase) === 'apart');
  if (apart && returned) {
    return {
      kind: 'bounce',
      certain: false,
      evidence: [`subject: ${apart}`, 'text: a status code'],
      bounce: fromText(mail, []),
    };
  }
  const read = reportSubjects.receipt.find((phrase) => beginsWith(subject, phrase) === 'apart');
  if (nullSender && read) return receipt('null sender, subject of a receipt');
  return read && isReceiptText(subject.slice(read.length), text)
    ? receipt(`subject: ${read}, text of a receipt`)
    : null;
}

/** What only servers write beside a status code. */
const RETURNED =
  /\b(smtp|mail server|mail system|remote (server|host)|recipient address|user unknown|mailbox (full|unavailable)|rejected)\b/i;

/** What programs write below: the subject of the mail that was read, when it was sent or read, and nothing to answer. */
function isReceiptText(rest: string, text: string): boolean {
  const asked = rest.replace(/^[\s:：()[\]–—-]+/, '').replace(/^\p{L}{2,12}\)\s*[-–:]?\s*/u, '');
  const folded = fold(text);
  if (folded.length > 900 || /[?？؟]/.test(folded) || asked.length < 3) return false;
  const times = folded.match(/\d{1,2}[:.h]\d{2}/g)?.length ?? 0;
  return folded.includes(asked) && times > 0 && (times > 1 || /^\s*\S{2,16}( \S{1,12})?[:：]/m.test(text));
}

function reportType(mail: IncomingMail): string | null {
  const contentType = values(mail, 'content-type')[0] ?? '';
  if (/^multipart\/report\b/i.test(contentType)) {
    const type = /report-type\s*=\s*"?([a-z-]+)/i.exec(contentType)?.[1]?.toLowerCase();
    if (type) return type;
  }
  const part = mail.attachments.map(
    ({ contentType: one }) =>
      /^message\/(?:global-)?(disposition-notification|delivery-status|feedback-report)$/.exec(one)?.[1],
  );
  return part.find((one) => one !== undefined) ?? null;
}

function receipt(evidence: string): Report {
  return { kind: 'receipt', certain: true, evidence: [evidence], bounce: [] };
}

/** RFC 3464 2.3.3: `failed` and `delayed` are trouble, `delivered`, `relayed` and `expanded` are good news. */
function deliveryReport(mail: IncomingMail): Report {
  const trouble = mail.deliveryStatus.filter(({ action }) => !['delivered', 'relayed', 'expanded'].includes(action));
  if (mail.deliveryStatus.length > 0 && trouble.length === 0) return receipt('delivery-status: delivered');
  const bounce = mail.deliveryStatus.length > 0 ? trouble.map(bounceOf) : fromText(mail, []);
  return { kind: 'bounce', certain: true, evidence: ['multipart/report: delivery-status'], bounce };
}

function bounceOf({ recipient, action, status, diagnostic }: DeliveryStatus): MailVerdict['bounce'][number] {
  const code = status || statusIn(diagnostic ?? '');
  return { recipient, status: code, permanent: action !== 'delayed' && code.startsWith('5') };
}

/** Reports without RFC 3464 (Exim, qmail): the recipient and the code stand in the text. */
function fromText(mail: IncomingMail, recipients: string[]): MailVerdict['bounce'] {
  const text = (mail.text ?? mail.html ?? '').slice(0, 20_000);
  const named = /(?:^|[\s<"'(:])([^\s<>"'():,;@]{1,64}@[a-z0-9.-]{3,255}[a-z])/i.exec(text)?.[1];
  const found = recipients.length > 0 ? recipients : named ? [named] : [];
  const status = statusIn(text);
  return found.slice(0, 50).map((recipient) => ({ recipient, status, permanent: status.startsWith('5') }));
}

/** An enhanced status code (RFC 3463), else an SMTP reply code of three digits. */
function statusIn(text: string): string {
  const enhanced = /\b[45]\.\d{1,3}\.\d{1,3}\b/.exec(text)?.[0];
  if (enhanced) return enhanced;
  const reply = /\b([45])[05]\d\b(?=[\s-])/.exec(text)?.[1];
  return reply ? `${reply}.0.0` : '';
}
