import { Button, Flex, Heading, LoadingSpinner, StatusTag, Text } from '@hubspot/ui-extensions';
import { useRemote } from '@reply-tracking/shared/use-remote.ts';
import { useCallback } from 'react';
import type { HealthCheck, HealthView } from '../../../cards/dto/settings.ts';
import { usePage } from '../page.tsx';
import { LoadFailure } from './Failure.tsx';

const variants = { ok: 'success', warning: 'warning', error: 'danger' } as const;

export function Health() {
  const { api, words } = usePage();
  const load = useCallback(() => api.get<HealthView>('/health'), [api]);
  const { state, reload } = useRemote(load);
  const detail = ({ problem, names }: HealthCheck) =>
    problem ? words.health.problems[problem](names.join(', ')) : names.join(', ');
  return (
    <Flex direction="column" gap="small">
      <Heading>{words.health.title}</Heading>
      {state.status === 'loading' && <LoadingSpinner label={words.shared.loading} />}
      {state.status === 'failed' && <LoadFailure failure={state.failure} onRetry={reload} />}
      {state.status === 'ready' && (
        <>
          {state.data.checks.map((check) => (
            <Flex key={check.name} direction="column" gap="flush">
              <Flex gap="small" align="center" justify="between">
                <Text format={{ fontWeight: 'demibold' }}>{words.health.checks[check.name]}</Text>
                <StatusTag variant={variants[check.state]}>{words.health[check.state]}</StatusTag>
              </Flex>
              {detail(check) && <Text variant="microcopy">{detail(check)}</Text>}
            </Flex>
          ))}
          <Button size="small" variant="secondary" onClick={reload}>
            {words.health.check}
          </Button>
        </>
      )}
    </Flex>
  );
}
