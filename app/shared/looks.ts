/**
 * When a card looks again by itself. HubSpot tells a card nothing of what happens elsewhere, and lets an app have 20
 * requests at once per account, so looks are rare unless something is known to be under way.
 */
export type Situation = {
  /** Background work that the card waits for, an analysis say. */
  unfinished: boolean;
  /** How often it has looked for that. */
  looks: number;
  /** Since the card was opened or the person last did something in it. */
  idleMs: number;
};

/** An analysis shows within three seconds; what takes longer than a minute is not looked for so often. */
const UNFINISHED_LOOK_MS = 2_000;
const MOST_LOOKS = 30;
const FRESH_MS = 2 * 60_000;
const FRESH_LOOK_MS = 10_000;
const STALE_LOOK_MS = 30_000;
const ABANDONED_MS = 30 * 60_000;

/** Milliseconds until the next look; null: the card waits for a click. */
export function nextLook({ unfinished, looks, idleMs }: Situation): number | null {
  if (unfinished && looks < MOST_LOOKS) return UNFINISHED_LOOK_MS;
  if (idleMs >= ABANDONED_MS) return null;
  return idleMs < FRESH_MS ? FRESH_LOOK_MS : STALE_LOOK_MS;
}
