import sanitizeHtml from 'sanitize-html';
import type { TimelineItem } from '../hubspot/timeline.ts';
import type { TimelineEntry } from './views.ts';

/** An item of HubSpot's timeline in the words of its page. */
export function timelineEntry(item: TimelineItem, timeZone: string): TimelineEntry {
  const { properties } = item;
  const base = { id: item.id, kind: item.kind, at: item.at, facts: [], direction: null, html: false, body: '' };
  switch (item.kind) {
    case 'email':
      return {
        ...base,
        title: properties.hs_email_subject ?? '',
        body: properties.hs_email_html ? clean(properties.hs_email_html) : (properties.hs_email_text ?? ''),
        html: Boolean(properties.hs_email_html),
        direction: properties.hs_email_direction === 'INCOMING_EMAIL' ? 'incoming' : 'outgoing',
      };
    case 'note':
      return { ...base, title: 'Note', body: clean(properties.hs_note_body ?? ''), html: true };
    case 'call':
      return { ...base, title: properties.hs_call_title ?? '', body: clean(properties.hs_call_body ?? ''), html: true };
    case 'task': {
      const due = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone });
      return {
        ...base,
        title: properties.hs_task_subject ?? '',
        body: clean(properties.hs_task_body ?? ''),
        html: true,
        facts: [
          { label: 'Due', value: due.format(new Date(item.at)) },
          { label: 'Priority', value: properties.hs_task_priority ?? '' },
          { label: 'Status', value: properties.hs_task_status ?? '' },
        ].filter(({ value }) => value !== ''),
      };
    }
    case 'event':
      return {
        ...base,
        title: sentence(item.eventTypeName ?? ''),
        facts: Object.entries(properties).map(([name, value]) => ({ label: sentence(name), value })),
      };
  }
}

const clean = (html: string) => sanitizeHtml(html, { allowedAttributes: { a: ['href'] } });

const sentence = (name: string) => {
  const words = name.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};
