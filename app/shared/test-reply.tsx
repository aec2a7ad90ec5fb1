import type * as ui from '@hubspot/ui-extensions';
import { type ComponentType, useCallback, useState } from 'react';
import type { Failure } from '../../cards/dto/result.ts';
import type { TestReplyView } from '../../cards/dto/settings.ts';
import type { Api } from './api.ts';
import { useAction } from './use-action.ts';
import { useRemote } from './use-remote.ts';
import type { SharedWords } from './words/en.ts';
import { reasonText } from './words/reasons/text.ts';

type Components = Pick<typeof ui, 'Flex' | 'Heading' | 'LoadingButton' | 'StatusTag' | 'Text'> & {
  FailureAlert: ComponentType<{ failure: Failure | null }>;
};

const variants = { waiting: 'info', done: 'success', skipped: 'default', failed: 'danger' } as const;
const unfinished = ({ steps }: TestReplyView) => steps.some(({ state }) => state === 'waiting');
const options = { unfinished };

/** Sends a reply through the whole product and shows how far it has come. `onEnd`: every step has an end. */
export function createTestReply(
  { Flex, Heading, LoadingButton, StatusTag, Text, FailureAlert }: Components,
  usePage: () => { api: Api; words: { shared: SharedWords } },
) {
  function TestReply({ onEnd }: { onEnd?: () => void }) {
    const { api, words } = usePage();
    const { test } = words.shared.personal;
    const [testId, setTestId] = useState<string | null>(null);
    const post = useCallback((_: null, key: string) => api.post<TestReplyView>('/test-reply', { key }), [api]);
    const start = useAction(post, (begun) => setTestId(begun.testId));
    return (
      <Flex direction="column" gap="small">
        <Heading>{test.title}</Heading>
        <Text>{test.intro}</Text>
        <LoadingButton loading={start.busy} size="small" variant="secondary" onClick={() => start.run(null)}>
          {test.start}
        </LoadingButton>
        <FailureAlert failure={start.state.status === 'failed' ? start.state.failure : null} />
        {testId && <Steps key={testId} testId={testId} onEnd={onEnd} />}
      </Flex>
    );
  }

  function Steps({ testId, onEnd }: { testId: string; onEnd?: () => void }) {
    const { api, words } = usePage();
    const { reasons, personal } = words.shared;
    const load = useCallback(async () => {
      const result = await api.get<TestReplyView>(`/test-reply/${testId}`);
      if (result.ok && !unfinished(result)) onEnd?.();
      return result;
    }, [api, testId, onEnd]);
    const { state } = useRemote(load, options);
    if (state.status !== 'ready') return null;
    return state.data.steps.map(({ step, state: stepState, reason }) => (
      <Flex key={step} direction="column" gap="flush">
        <Flex gap="small" align="center" justify="between">
          <Text>{personal.test.steps[step]}</Text>
          <StatusTag variant={variants[stepState]}>{personal.test[stepState]}</StatusTag>
        </Flex>
        {reason && <Text variant="microcopy">{reasonText(reasons, reason)}</Text>}
      </Flex>
    ));
  }

  return { TestReply };
}
