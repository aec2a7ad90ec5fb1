import { escapeHtml } from '../../html.ts';
import type { InEveryLanguage, Language } from '../../language.ts';
import type { MailAddress } from '../types.ts';
import { displayName, type OutgoingMail, oneLine, textToHtml, threadHeaders } from './mail.ts';
import { senderName } from './sender-name.ts';

export type TrackedInput = {
  rep: MailAddress;
  /** The token address that the customer's answer goes to. */
  replyAddress: string;
  to: MailAddress;
  subject: string;
  text: string;
  /** The composer's own HTML; made from `text` where absent. */
  html?: string | null;
  /** The domain that SendGrid signs for, so that SPF and DKIM align with From. */
  fromDomain: string;
  /** Without brackets, as are `references`, oldest first. */
  messageId: string;
  references: string[];
  unsubscribeUrl: string;
  /** What stands below the text: who sends it, and how to opt out; null for nothing. */
  footer: { postalAddress: string; language: Language } | null;
  /** Found again in the quote of a reply, whatever the mail program. */
  marker: string;
};

/** A tracked email: the rep's name on our authenticated domain, the token address to answer to. */
export function composeTracked(input: TrackedInput): OutgoingMail {
  const name = senderName(input.rep);
  const parent = input.references.at(-1);
  return {
    from: { name, address: `${localPart(input.rep.address)}@${input.fromDomain}` },
    to: { name: displayName(input.to.name), address: oneLine(input.to.address, 254) },
    replyTo: [{ name, address: input.replyAddress }],
    subject: oneLine(input.subject),
    text: `${input.text}${footerText(input)}`,
    html: marked(`${input.html ?? `<div>${textToHtml(input.text)}</div>`}${footerHtml(input)}`, input.marker),
    headers: {
      'Message-ID': `<${input.messageId}>`,
      ...threadHeaders(parent ? [parent] : [], input.references),
      // RFC 8058: one click, by POST, without a page in between.
      'List-Unsubscribe': `<${input.unsubscribeUrl}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    },
    attachments: [],
    linked: [],
  };
}

const OPT_OUT: InEveryLanguage<string> = {
  en: 'Don’t want these emails? Unsubscribe',
  pt: 'Não quer receber estes e-mails? Cancele a inscrição',
  es: '¿No quieres recibir estos correos? Date de baja',
};

function footerText({ footer, unsubscribeUrl }: TrackedInput): string {
  if (!footer) return '';
  return ['\n\n-- ', footer.postalAddress, `${OPT_OUT[footer.language]}: ${unsubscribeUrl}`].filter(Boolean).join('\n');
}

function footerHtml({ footer, unsubscribeUrl }: TrackedInput): string {
  if (!footer) return '';
  const address = footer.postalAddress && `${textToHtml(footer.postalAddress)}<br>`;
  const link = `<a href="${escapeHtml(unsubscribeUrl)}" style="color:#516f90">${OPT_OUT[footer.language]}</a>`;
  return `<div style="color:#516f90;font-size:12px;margin-top:24px">${address}${link}</div>`;
}

/** What the rep's own address starts with, as far as it is plain; one that reads well, since nobody answers there. */
export function localPart(address: string): string {
  const local = address
    .split('@')[0]!
    .toLowerCase()
    .replace(/\+.*$/, '')
    .replace(/[^a-z0-9._-]+/g, '')
    .replace(/^[.]+|[.]+$/g, '')
    .replace(/\.{2,}/g, '.');
  return local === '' || local === 'reply' ? 'sales' : local.slice(0, 60);
}

/** Mail programs drop some attributes and rename others when they quote: one of the three comes back from each. */
function marked(html: string, marker: string): string {
  const value = escapeHtml(marker);
  return `<div id="${value}" class="${value}">${html}<a name="${value}"></a></div>`;
}
