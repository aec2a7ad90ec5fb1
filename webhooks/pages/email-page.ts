import type { Attachment } from '../../lib/conversations/attachments.ts';
import { isTrusted, type Message } from '../../lib/conversations/messages.ts';
import { escapeHtml } from '../../lib/html.ts';
import type { Language } from '../../lib/language.ts';
import type { MailToShow } from '../../lib/mail/in-threads.ts';
import { isMaskedAddress } from '../../lib/mail/own-marks/redact.ts';
import type { MailAddress } from '../../lib/mail/types.ts';
import { BASE_STYLE } from './framed.ts';
import { PAGE_WORDS } from './words.ts';

export type EmailToRender = {
  message: Pick<Message, 'author' | 'recipients' | 'occurredAt' | 'trust' | 'acceptedAt' | 'kind'>;
  /** Harmless HTML or none, as `MailReader.show` gives it. */
  shown: MailToShow;
  /** The sender's HTML has pictures that only the internet has. */
  remotePictures: boolean;
  attachments: Attachment[];
  language: Language;
  timeZone: string;
  isPicture: (attachment: Attachment) => boolean;
  pictureUrl: (attachment: Attachment) => string;
  fileUrl: (attachment: Attachment) => string;
};

const STYLE = `${BASE_STYLE}dl{display:grid;grid-template-columns:max-content 1fr;gap:2px 12px;margin:0 0 12px;font-size:14px}
dt{color:#516f90}
dd{margin:0}
ul{margin:0;padding:0;list-style:none}
.email{border-top:1px solid #cbd6e2;padding-top:12px;overflow-x:auto}
.email img{max-width:100%;height:auto}
.email table{max-width:100%}
.text{white-space:pre-wrap}`;

/** One message as a page: who, to whom, when, the files, and the words as they were written. */
export function renderEmail(email: EmailToRender): { title: string; body: string; style: string } {
  const { message, shown, language, timeZone } = email;
  const { locale, email: words } = PAGE_WORDS[language];
  const when = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short', timeZone });
  const { author, recipients } = message;
  const { html, used } = withPictures(shown.html, email);
  const facts: [string, string][] = [
    [words.from, escapeHtml(person({ name: author.name, address: author.address ?? '' }))],
    [words.to, people(recipients.to)],
    [words.cc, people(recipients.cc)],
    [words.date, escapeHtml(when.format(message.occurredAt))],
    [words.files, filesOf(email, used)],
  ];
  const rows = facts.flatMap(([name, value]) => (value ? `<dt>${name}</dt><dd>${value}</dd>` : []));
  const text = shown.text.trim() ? `<div class="text">${escapeHtml(shown.text)}</div>` : `<p>${words.gone}</p>`;
  const remote = email.remotePictures && html ? `<p class="quiet">${words.remotePictures}</p>` : '';
  const body = `${remote}<div class="email" role="region" aria-label="${words.body}" tabindex="0">${html || text}</div>`;
  return {
    title: shown.subject.trim() || words.noSubject,
    body: `${warning(message, words)}<dl>${rows.join('')}</dl>${body}`,
    style: STYLE,
  };
}

function warning(message: EmailToRender['message'], words: (typeof PAGE_WORDS)['en']['email']): string {
  if (message.kind !== 'reply' || isTrusted(message)) return '';
  return `<p class="warning">${message.trust === 'failed' ? words.failed : words.unproven}</p>`;
}

/** Our own reply address, masked, says nothing: its name does, or nothing at all. */
const people = (list: MailAddress[] = []): string =>
  list
    .filter(({ name, address }) => name !== '' || !isMaskedAddress(address))
    .map((one) => escapeHtml(person(one)))
    .join(', ');

function person({ name, address }: MailAddress): string {
  if (isMaskedAddress(address)) return name;
  return name && name !== address ? `${name} <${address}>` : address;
}

function filesOf({ attachments, language, fileUrl }: EmailToRender, used: Set<string>): string {
  const { blocked } = PAGE_WORDS[language].email;
  const items = attachments
    .filter(({ id }) => !used.has(id))
    .map((file) => {
      const name = escapeHtml(file.filename);
      if (file.blocked) return `<li>${name} <span class="quiet">(${blocked})</span></li>`;
      const size = `<span class="quiet">(${fileSize(file.size, language)})</span>`;
      return `<li><a href="${escapeHtml(fileUrl(file))}" target="_blank" rel="noopener noreferrer">${name}</a> ${size}</li>`;
    });
  return items.length > 0 ? `<ul>${items.join('')}</ul>` : '';
}

/** 512 kB, 3.4 MB: in the reader's way of writing numbers. */
export function fileSize(bytes: number, language: Language): string {
  const number = new Intl.NumberFormat(PAGE_WORDS[language].locale, { maximumFractionDigits: 1 });
  return bytes < 1024 * 1024
    ? `${number.format(Math.ceil(bytes / 1024))} kB`
    : `${number.format(bytes / 1024 / 1024)} MB`;
}

/**
 * Pictures that travelled with the mail come from us, links open a page of their own. The sanitizer has escaped every `<`
 * and `"` that is not markup, so a tag is found by its beginning.
 */
function withPictures(
  html: string | null,
  { attachments, isPicture, pictureUrl }: EmailToRender,
): { html: string; used: Set<string> } {
  const used = new Set<string>();
  if (html === null) return { html: '', used };
  const byContentId = new Map(attachments.flatMap((one) => (one.contentId ? [[escapeHtml(one.contentId), one]] : [])));
  const shown = html
    .replace(/<a (?=[^>]*href=)/g, '<a target="_blank" rel="noopener noreferrer nofollow" ')
    .replace(/<img ([^>]*)>/g, (_tag, attributes: string) => {
      const found = /src="cid:([^"]*)"/i.exec(attributes);
      const picture = byContentId.get(found?.[1] ?? '');
      if (!found || !picture || picture.blocked || !isPicture(picture)) return '';
      used.add(picture.id);
      const alt = /\balt="/.test(attributes) ? '' : `alt="${escapeHtml(picture.filename)}" `;
      return `<img ${alt}${attributes.replace(found[0], `src="${escapeHtml(pictureUrl(picture))}"`)}>`;
    });
  return { html: shown, used };
}
