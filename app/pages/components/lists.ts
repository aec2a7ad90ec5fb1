/** The lists of home, each with a page of its own. Mails lead to `/late` too: lib/jobs/forward.ts. */
export const LISTS = ['waiting', 'senders', 'issues', 'review', 'late'] as const;
export type ListName = (typeof LISTS)[number];

export const listOf = (path: string): ListName | null => LISTS.find((name) => path === `/${name}`) ?? null;
