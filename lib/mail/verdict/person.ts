import type { MailKind, MailVerdict } from '../types.ts';

/** What a person wrote: to us alone, or to a list that brought it here. */
export const PERSONS_KINDS = ['human', 'list'] as const satisfies MailKind[];

/** Whether the verdict says that a person wrote the mail. */
export const isPersons = ({ kind }: Pick<MailVerdict, 'kind'>): boolean =>
  (PERSONS_KINDS as readonly MailKind[]).includes(kind);

/** Whether a person may have written it: all but what a header gives away, since a suspicion is for the analyst to decide. */
export const mayBePersons = (verdict: Pick<MailVerdict, 'kind' | 'certain'>): boolean =>
  isPersons(verdict) || !verdict.certain;
