import { Flex, Heading, Input, LoadingButton, StatusTag, Text } from '@hubspot/ui-extensions';
import { useAction } from '@reply-tracking/shared/use-action.ts';
import { useRemote } from '@reply-tracking/shared/use-remote.ts';
import { reasonText } from '@reply-tracking/shared/words/reasons/text.ts';
import { useCallback, useState } from 'react';
import type { TestReplyView } from '../../../cards/dto/settings.ts';
import { usePage } from '../page.tsx';
import { FailureAlert } from './Failure.tsx';

const variants = { waiting: 'info', done: 'success', skipped: 'default', failed: 'danger' } as const;

export function TestReply() {
  const { api, words } = usePage();
  const [hubspotId, setHubspotId] = useState('');
  const [wrong, setWrong] = useState(false);
  const [testId, setTestId] = useState<string | null>(null);
  const post = useCallback(
    (contact: string, key: string) => api.post<TestReplyView>('/test-reply', { key, hubspotId: contact }),
    [api],
  );
  const start = useAction(post, (test) => setTestId(test.testId));
  const submit = () => {
    const plausible = /^\d{1,20}$/.test(hubspotId.trim());
    setWrong(!plausible);
    if (plausible) start.run(hubspotId.trim());
  };
  return (
    <Flex direction="column" gap="small">
      <Heading>{words.test.title}</Heading>
      <Text>{words.test.intro}</Text>
      <Input
        label={words.test.contact}
        name="test-contact"
        description={words.test.contactHint}
        value={hubspotId}
        error={wrong}
        validationMessage={wrong ? words.test.wrong : undefined}
        onInput={setHubspotId}
      />
      <LoadingButton loading={start.busy} size="small" variant="secondary" onClick={submit}>
        {words.test.start}
      </LoadingButton>
      <FailureAlert failure={start.state.status === 'failed' ? start.state.failure : null} />
      {testId && <Steps key={testId} testId={testId} />}
    </Flex>
  );
}

const options = { unfinished: ({ steps }: TestReplyView) => steps.some(({ state }) => state === 'waiting') };

function Steps({ testId }: { testId: string }) {
  const { api, words } = usePage();
  const load = useCallback(() => api.get<TestReplyView>(`/test-reply/${testId}`), [api, testId]);
  const { state } = useRemote(load, options);
  if (state.status !== 'ready') return null;
  return state.data.steps.map(({ step, state: stepState, reason }) => (
    <Flex key={step} direction="column" gap="flush">
      <Flex gap="small" align="center" justify="between">
        <Text>{words.test.steps[step]}</Text>
        <StatusTag variant={variants[stepState]}>{words.test[stepState]}</StatusTag>
      </Flex>
      {reason && <Text variant="microcopy">{reasonText(words.shared.reasons, reason)}</Text>}
    </Flex>
  ));
}
