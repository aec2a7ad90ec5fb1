import type { Language } from '../../../lib/language.ts';
import { type Mood, REPLIES, TOPICS } from './words.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const WEEKS = 12;

/** One conversation of the demo; times in ms before now. `answered` null: it waits still. */
export type Planned = {
  contact: number;
  rep: number;
  subject: string;
  text: string;
  automated: boolean;
  sent: number;
  outcome: 'delivered' | 'bounced';
  reply: { at: number; text: string; answered: number | null } | null;
};

/** How many hours each rep takes for an answer, about: the second takes longest. */
const HOURS = [1.5, 19, 5];
/** How likely a reply is to each topic, and how eager it is. */
const CHANCES = [
  { reply: 0.45, eager: 0.35 },
  { reply: 0.65, eager: 0.7 },
  { reply: 0.3, eager: 0.35 },
];

/** Twelve weeks of three reps, the same each time. */
export function planDemo(contacts: { language: Language; rep: number }[]): Planned[] {
  const random = sequence(20_261_126);
  const planned: Planned[] = [];
  for (const [contact, { language, rep }] of contacts.entries()) {
    for (const [topic, { reply, eager }] of CHANCES.entries()) {
      const first = (random() * WEEKS * 7 + 0.4) * DAY_MS;
      const hasReply = random() < reply;
      // Who has not written hears again a week later.
      const times = !hasReply && first > 8 * DAY_MS && random() < 0.6 ? [first, first - 7 * DAY_MS] : [first];
      for (const sent of times) {
        const mood: Mood = random() < eager ? 'eager' : random() < 0.6 ? 'calm' : random() < 0.85 ? 'angry' : 'stop';
        const texts = REPLIES[language][mood];
        const at = sent - (0.5 + random() * 30) * HOUR_MS;
        const answered = at - HOURS[rep]! * (0.3 + 1.4 * random()) * HOUR_MS;
        const waits = answered < 0 || (sent < 8 * DAY_MS && random() < 0.6);
        const text = texts[Math.floor(random() * texts.length)]!;
        planned.push({
          contact,
          rep,
          ...TOPICS[language][topic]!,
          automated: random() < 0.4,
          sent,
          outcome: random() < 0.03 ? 'bounced' : 'delivered',
          reply: hasReply && at > 0 ? { at, text, answered: waits ? null : answered } : null,
        });
      }
    }
  }
  return planned;
}

/** Numbers between 0 and 1 that look like chance and are the same each time (mulberry32). */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
