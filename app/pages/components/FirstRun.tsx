import { Flex, Heading, Link, LoadingButton, StatusTag, Text, Tile } from '@hubspot/ui-extensions';
import { PageLink } from '@hubspot/ui-extensions/pages';
import { useAction } from '@reply-tracking/shared/use-action.ts';
import { useRemote } from '@reply-tracking/shared/use-remote.ts';
import { useCallback } from 'react';
import type { FirstRunView, FirstStep } from '../../../cards/dto/first-run.ts';
import { usePage } from '../page.tsx';
import { FailureAlert } from './Failure.tsx';

const options = { unfinished: ({ shown }: FirstRunView) => shown };

/** What is left until a new account is ready. It looks again by itself, and is gone once all of it has happened. */
export function FirstRun() {
  const { api, words, tell } = usePage();
  const { firstRun } = words;
  const load = useCallback(() => api.get<FirstRunView>('/first-run'), [api]);
  const { state, reload } = useRemote(load, options);
  const post = useCallback((_: null, key: string) => api.post('/first-run/dismiss', { key }), [api]);
  const dismiss = useAction(post, () => {
    tell(firstRun.dismissed);
    void reload();
  });
  // The page is of use without it.
  if (state.status !== 'ready' || !state.data.shown) return null;
  const { steps, canDismiss } = state.data;
  return (
    <Tile>
      <Flex direction="column" gap="medium">
        <Flex justify="between" align="center" gap="medium" wrap>
          <Flex direction="column" gap="flush">
            <Heading>{firstRun.title}</Heading>
            <Text variant="microcopy">{firstRun.progress(steps.filter(({ done }) => done).length, steps.length)}</Text>
          </Flex>
          {canDismiss && (
            <LoadingButton loading={dismiss.busy} variant="secondary" size="small" onClick={() => dismiss.run(null)}>
              {firstRun.dismiss}
            </LoadingButton>
          )}
        </Flex>
        {steps.map(({ step, done }) => (
          <Flex key={step} justify="between" align="center" gap="medium" wrap>
            <Flex direction="column" gap="flush">
              <Text format={{ fontWeight: 'demibold' }}>{firstRun.steps[step].what}</Text>
              <Text variant="microcopy">{firstRun.steps[step].why}</Text>
            </Flex>
            {done ? (
              <StatusTag variant="success">{firstRun.done}</StatusTag>
            ) : (
              <Where step={step} view={state.data} label={firstRun.steps[step].go} />
            )}
          </Flex>
        ))}
        <FailureAlert failure={dismiss.state.status === 'failed' ? dismiss.state.failure : null} />
      </Flex>
    </Tile>
  );
}

/** Where a step is done: on a page of ours, or of HubSpot's. */
function Where({ step, view, label }: { step: FirstStep; view: FirstRunView; label: string }) {
  if (step === 'forward_address' || step === 'test') return <PageLink to="/you">{label}</PageLink>;
  return <Link href={step === 'mail' ? view.appsUrl : view.contactsUrl}>{label}</Link>;
}
