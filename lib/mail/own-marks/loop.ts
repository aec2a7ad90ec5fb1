/** Marks every automatic mail of ours, so that one that comes back is known and dropped. */
export const LOOP_HEADER = 'X-Reply-Tracking-Loop';

/** From of the mails that the product itself writes to reps. */
export const noticeAddress = (mailDomain: string): string => `replies@${mailDomain}`;
