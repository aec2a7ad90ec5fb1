import { Flex, Heading, Select, Text } from '@hubspot/ui-extensions';
import { useAction } from '@reply-tracking/shared/use-action.ts';
import { useCallback } from 'react';
import type { SettingsView, AnswersThrough as Way } from '../../../cards/dto/settings.ts';
import { usePage } from '../page.tsx';
import { FailureAlert } from './Failure.tsx';

const WAYS: Way[] = ['reply_tracking', 'own_address'];

/** Which way goes what a rep writes in a mail program: the account's rule, and one's own. */
export function AnswersThrough({ settings, onChanged }: { settings: SettingsView; onChanged: () => void }) {
  const { api, words, tell } = usePage();
  const { answers } = words;
  const done = () => {
    tell(words.shared.personal.saved);
    onChanged();
  };
  const postPortal = useCallback(
    (answersThrough: Way, key: string) => api.post('/settings', { key, settings: { answersThrough } }),
    [api],
  );
  const postUser = useCallback(
    (answersThrough: Way | null, key: string) => api.post('/settings/user', { key, answersThrough }),
    [api],
  );
  const portal = useAction(postPortal, done);
  const user = useAction(postUser, done);
  const ways = WAYS.map((value) => ({ value, label: answers[value] }));
  const holds = settings.user.answersThrough ?? settings.portal.answersThrough;
  const failed = [portal, user].find(({ state }) => state.status === 'failed')?.state;
  return (
    <Flex direction="column" gap="medium">
      <Heading>{answers.title}</Heading>
      <Text>{answers.hint[holds]}</Text>
      <Select
        label={answers.portal}
        name="answers-through"
        value={settings.portal.answersThrough}
        readOnly={!settings.canChange || portal.busy}
        options={ways}
        onChange={(value) => portal.run(value as Way)}
      />
      <Select
        label={answers.user}
        name="my-answers-through"
        value={settings.user.answersThrough ?? ''}
        readOnly={user.busy}
        options={[{ value: '', label: answers.asAccount }, ...ways]}
        onChange={(value) => user.run(value === '' ? null : (value as Way))}
      />
      <FailureAlert failure={failed?.status === 'failed' ? failed.failure : null} />
    </Flex>
  );
}
