import { useCallback } from 'react';
import type { AttentionItem } from '../../cards/dto/home.ts';
import type { Api } from './api.ts';
import type { Issue } from './issues.ts';
import { useAction } from './use-action.ts';
import type { SharedWords } from './words/en.ts';
import { reasonText } from './words/reasons/text.ts';

/** What a person can do about an issue: what is said of it, what helps, and another try of all its steps. */
export function useRetry(
  issue: Issue,
  { api, words: { shared }, tell }: { api: Api; words: { shared: SharedWords }; tell(message: string): void },
  onChanged: () => void,
) {
  const { nextStep, waitsFor, retryable } = issue;
  const effectIds = retryable.join(' ');
  const post = useCallback(
    (_: null, key: string) => api.post('/effects/retry', { key, effectIds: effectIds.split(' ') }),
    [api, effectIds],
  );
  const retry = useAction(post, () => {
    tell(shared.retried);
    onChanged();
  });
  const help = nextStep ? shared.nextStep[nextStep] : waitsFor && shared.waitsFor[waitsFor];
  return { retry, says: shared.issue[issue.cause](issue.items.length), help: help ?? '' };
}

/** One step of an issue for whoever looks closer: which, and why. */
export function detailOf({ step, reason }: AttentionItem, { step: steps, reasons }: SharedWords): string {
  return reason ? `${steps[step]}: ${reasonText(reasons, reason)}` : steps[step];
}
