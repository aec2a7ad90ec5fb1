import type { StoredAnalysis } from '../../conversations/analyses.ts';
import { isFullyRead, isTrusted, type Message } from '../../conversations/messages.ts';
import { escapeHtml } from '../../html.ts';
import type { Language } from '../../language.ts';
import { inertText } from '../inert.ts';
import { PROPERTIES } from '../property-definitions.ts';
import { cutText, MAX_VALUE, namedAttachments, paragraphs } from './html.ts';
import type { ShownMail } from './shown-mail.ts';
import { markedTimestamp } from './timestamp.ts';
import { TIMELINE_WORDS } from './words.ts';

type Item = { ownerId: string | null; seq: number; language: Language };

// Room for the markup around a text and for what escaping adds to it.
const MAX_NOTE_TEXT = 30_000;

/** A message as a note: what was logged by hand, and mail on portals that grant no email objects. */
export function messageNote(
  message: Message,
  { text, html }: ShownMail,
  files: { ids: string[]; unsent: string[] },
  item: Item,
): Record<string, string> {
  const words = TIMELINE_WORDS[item.language];
  const isLogged = message.kind === 'logged';
  const what = message.direction === 'incoming' ? words.reply : message.kind === 'sent' ? words.sent : words.answer;
  const title = isLogged ? `${what} (${words.channel[message.channel]})` : what;
  const author = isLogged
    ? words.loggedBy(message.author.name)
    : `${message.author.name} ${message.author.address ?? ''}`.trim();
  const fits = html.trim() !== '' && html.length <= MAX_NOTE_TEXT;
  const body = fits ? html : paragraphs(cutText(text, MAX_NOTE_TEXT, words.cut));
  const heading = [
    title,
    isTrusted(message) ? '' : words.unverified,
    isFullyRead(message) ? '' : words.notFullyRead,
    author,
    message.subject,
  ]
    .filter(Boolean)
    .map(escapeHtml)
    .join('<br>');
  const unsent = namedAttachments(words.attachments, files.unsent);
  return note(
    `<p><strong>${heading}</strong></p>${body}${unsent && paragraphs(unsent)}`,
    message.occurredAt,
    item,
    files.ids,
  );
}

/** The analysis of a reply as a note, on portals without app events. A correction rewrites its body. */
export function analysisNote(analysis: StoredAnalysis, item: Item): Record<string, string> {
  return note(analysisHtml(analysis, item.language), analysis.createdAt, item, []);
}

export function analysisHtml({ fields, correctedBy }: StoredAnalysis, language: Language): string {
  const words = TIMELINE_WORDS[language];
  const lines: [string, string | null][] = [
    [
      words.fields.response_type,
      fields.response_type && optionLabel('reply_response_type', fields.response_type, language),
    ],
    [words.fields.sentiment, optionLabel('reply_sentiment', fields.sentiment, language)],
    [words.fields.opportunity_score, `${fields.opportunity_score}/5`],
    [words.fields.product_interest, optionLabel('reply_product_interest', fields.product_interest, language)],
    [words.fields.follow_up_needed, fields.follow_up_needed ? words.yes : words.no],
    [words.fields.product_usage, fields.product_usage],
    [words.fields.monthly_volume, fields.monthly_volume],
    [words.fields.pain_points, fields.pain_points.join('; ') || null],
    [words.fields.action_items, fields.action_items.join('; ') || null],
  ];
  const title = correctedBy ? `${words.analysis} (${words.corrected})` : words.analysis;
  const items = lines.flatMap(([label, value]) =>
    value ? [`<li>${escapeHtml(label)}: ${escapeHtml(value)}</li>`] : [],
  );
  return `<p><strong>${escapeHtml(title)}</strong></p>${paragraphs(fields.key_insights)}<ul>${items.join('')}</ul>`;
}

/** A change of the outreach status as a note, on portals without app events. */
export function statusNote(message: Message, item: Item): Record<string, string> {
  const words = TIMELINE_WORDS[item.language];
  const { from = '', to = '', automatic = true } = message.change ?? {};
  const label = (status: string) => optionLabel('reply_outreach_status', status, item.language);
  const by = automatic ? words.automatically : message.author.name;
  const text = `${words.statusChanged(label(from), label(to))}${by ? ` (${by})` : ''}`;
  return note(`<p>${escapeHtml(text)}</p>`, message.occurredAt, item, []);
}

function note(body: string, at: Date, { ownerId, seq }: Item, fileIds: string[]): Record<string, string> {
  return {
    hs_timestamp: markedTimestamp(at, seq),
    hs_note_body: inertText(body).slice(0, MAX_VALUE),
    ...(ownerId && { hubspot_owner_id: ownerId }),
    ...(fileIds.length > 0 && { hs_attachment_ids: fileIds.join(';') }),
  };
}

function optionLabel(property: string, value: string, language: Language): string {
  const options = PROPERTIES.find(({ name }) => name === property)?.options ?? [];
  return options.find((option) => option.value === value)?.label[language] ?? value;
}
