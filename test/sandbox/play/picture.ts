import { styleText } from 'node:util';
import type { ContactView, TimelineEntry } from '../page/views.ts';

const WIDTH = 92;
const INSIDE = WIDTH - 4;
const LABEL = 32;
const KIND = 7;
const ENTRIES = 6;

/** `first` of a line and the rest: the first part may be colored, and counts by its plain text. */
type Line = { first?: string; rest: string; tone?: 'bold' | 'dim' | 'green' };

/** The contact record as HubSpot now shows it, in characters; `colors` for a terminal that has them. */
export function pictureOf(contact: ContactView, { colors }: { colors: boolean }): string {
  const ours = contact.groups.find(({ name }) => name === 'reply_tracking')?.properties ?? [];
  const about = [contact.jobTitle, contact.company, contact.email].filter(Boolean).join(' · ');
  const properties = ours
    .filter(({ shown }) => shown !== '')
    .map(({ label, shown }): Line => ({ first: label.padEnd(LABEL), rest: shown }));
  const newest = contact.timeline.slice(0, ENTRIES);
  const paint = (tone: NonNullable<Line['tone']>, text: string) =>
    colors ? styleText(tone, text, { validateStream: false }) : text;

  const row = ({ first = '', rest, tone }: Line): string => {
    const room = INSIDE - first.length;
    const text = shortened(rest, room).padEnd(room);
    return `│ ${paint('dim', first)}${tone ? paint(tone, text) : text} │`;
  };
  const rule = (title: string, [left, right]: [string, string]): string =>
    `${left}─ ${paint('green', title)} ${'─'.repeat(WIDTH - title.length - 5)}${right}`;
  return [
    rule('Contact', ['┌', '┐']),
    row({ rest: contact.name, tone: 'bold' }),
    row({ rest: about, tone: 'dim' }),
    rule('Reply tracking', ['├', '┤']),
    ...properties.map(row),
    rule('Activity', ['├', '┤']),
    ...newest.flatMap(entryLines).map(row),
    `└${'─'.repeat(WIDTH - 2)}┘`,
  ].join('\n');
}

function entryLines({ kind, title, direction, facts }: TimelineEntry): Line[] {
  const arrow = direction === null ? '' : direction === 'incoming' ? '← ' : '→ ';
  const first = (kind.charAt(0).toUpperCase() + kind.slice(1)).padEnd(KIND);
  const more = facts.map(({ label, value }) => `${label} ${value}`).join(' · ');
  return [
    { first, rest: arrow + title },
    ...(more ? [{ first: ' '.repeat(KIND), rest: more, tone: 'dim' as const }] : []),
  ];
}

/** On one line, its end cut where there is no room. */
function shortened(text: string, room: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= room ? line : `${line.slice(0, room - 1)}…`;
}
