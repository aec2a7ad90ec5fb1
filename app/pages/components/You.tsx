import { AutoGrid, Flex, LoadingSpinner, Tile } from '@hubspot/ui-extensions';
import { useRemote } from '@reply-tracking/shared/use-remote.ts';
import { useCallback } from 'react';
import type { SettingsView } from '../../../cards/dto/settings.ts';
import { usePage } from '../page.tsx';
import { LoadFailure } from './Failure.tsx';
import { ForwardAddresses, Signature, TestReply } from './Personal.tsx';

/** What users set for themselves: not every one of them may open the app's settings. */
export function You() {
  const { api, words } = usePage();
  const load = useCallback(() => api.get<SettingsView>('/settings'), [api]);
  const { state, reload } = useRemote(load);
  if (state.status === 'loading') return <LoadingSpinner label={words.shared.loading} layout="centered" />;
  if (state.status === 'failed') return <LoadFailure failure={state.failure} onRetry={reload} />;
  return (
    <AutoGrid columnWidth={380} flexible gap="medium">
      <Flex direction="column" gap="medium">
        <Tile>
          <ForwardAddresses settings={state.data} onChanged={reload} ownOnly />
        </Tile>
        <Tile>
          <TestReply />
        </Tile>
      </Flex>
      <Tile>
        <Signature settings={state.data} onChanged={reload} />
      </Tile>
    </AutoGrid>
  );
}
