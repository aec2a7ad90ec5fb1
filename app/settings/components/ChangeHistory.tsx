import { Flex, Heading, LoadingButton, LoadingSpinner, Text } from '@hubspot/ui-extensions';
import { useRemote } from '@reply-tracking/shared/use-remote.ts';
import { useCallback, useState } from 'react';
import type { AuditView } from '../../../cards/dto/settings.ts';
import { usePage } from '../page.tsx';
import { sayEntry } from '../say-entry.ts';
import { FailureAlert, LoadFailure } from './Failure.tsx';

/** Who changed what, the newest first, a page at a time. */
export function ChangeHistory() {
  const { api, words, dates } = usePage();
  const load = useCallback(() => api.get<AuditView>('/settings/audit'), [api]);
  const { state, reload, change } = useRemote(load);
  const [older, setOlder] = useState<{ busy: boolean; failure: Parameters<typeof FailureAlert>[0]['failure'] }>({
    busy: false,
    failure: null,
  });
  const next = state.status === 'ready' ? state.data.next : null;
  const more = async (before: string) => {
    setOlder({ busy: true, failure: null });
    const result = await api.get<AuditView>(`/settings/audit?before=${encodeURIComponent(before)}`);
    setOlder({ busy: false, failure: result.ok ? null : result });
    if (result.ok) change((seen) => ({ entries: [...seen.entries, ...result.entries], next: result.next }));
  };
  return (
    <Flex direction="column" gap="small" align="start">
      <Heading>{words.history.title}</Heading>
      {state.status === 'loading' && <LoadingSpinner label={words.shared.loading} />}
      {state.status === 'failed' && <LoadFailure failure={state.failure} onRetry={reload} />}
      {state.status === 'ready' && (
        <>
          {state.data.entries.length === 0 && <Text>{words.history.none}</Text>}
          {state.data.entries.map((entry) => (
            <Flex key={entry.id} direction="column" gap="flush">
              <Text>{sayEntry(entry, words)}</Text>
              <Text variant="microcopy">{dates.full(entry.at)}</Text>
            </Flex>
          ))}
          <FailureAlert failure={older.failure} />
          {next && (
            <LoadingButton size="small" variant="secondary" loading={older.busy} onClick={() => void more(next)}>
              {words.history.more}
            </LoadingButton>
          )}
        </>
      )}
    </Flex>
  );
}
