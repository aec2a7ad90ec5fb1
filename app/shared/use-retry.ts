import { useCallback } from 'react';
import type { AttentionItem } from '../../cards/dto/home.ts';
import type { Api } from './api.ts';
import { useAction } from './use-action.ts';
import type { SharedWords } from './words/en.ts';
import { reasonText } from './words/reasons/text.ts';

/** What a person can do about a step that did not go through: what is said of it, and another try. */
export function useRetry(
  item: AttentionItem,
  { api, words: { shared }, tell }: { api: Api; words: { shared: SharedWords }; tell(message: string): void },
  onChanged: () => void,
) {
  const post = useCallback(
    (_: null, key: string) => api.post(`/effects/${item.effectId}/retry`, { key }),
    [api, item.effectId],
  );
  const retry = useAction(post, () => {
    tell(shared.retried);
    onChanged();
  });
  const { nextStep, waitsFor } = item;
  const help = nextStep ? shared.nextStep[nextStep] : waitsFor && shared.waitsFor[waitsFor];
  const why = item.reason && reasonText(shared.reasons, item.reason);
  return { retry, text: [why, help].filter(Boolean).join(' ') };
}
