import { AutoGrid, Flex, hubspot, LoadingSpinner, Tile } from '@hubspot/ui-extensions';
import { useRemote } from '@reply-tracking/shared/use-remote.ts';
import { useCallback, useState } from 'react';
import type { PortalSettings, SettingsView } from '../../cards/dto/settings.ts';
import { AnswersThrough } from './components/AnswersThrough.tsx';
import { ChangeHistory } from './components/ChangeHistory.tsx';
import { Disconnect, Disconnected } from './components/Disconnect.tsx';
import { LoadFailure } from './components/Failure.tsx';
import { General } from './components/General.tsx';
import { Health } from './components/Health.tsx';
import { HoursAndTasks } from './components/HoursAndTasks.tsx';
import { ForwardAddresses, Signature, TestReply } from './components/Personal.tsx';
import { TryAnalysis } from './components/TryAnalysis.tsx';
import { YourWords } from './components/YourWords.tsx';
import { PageProvider, type SettingsHost, usePage } from './page.tsx';

export function SettingsPage(host: SettingsHost) {
  return (
    <PageProvider host={host}>
      <Settings />
    </PageProvider>
  );
}

function Settings() {
  const { api, words } = usePage();
  const load = useCallback(() => api.get<SettingsView>('/settings'), [api]);
  const { state, reload, change } = useRemote(load);
  const [disconnected, setDisconnected] = useState(false);

  if (disconnected) return <Disconnected />;
  if (state.status === 'loading') return <LoadingSpinner label={words.shared.loading} layout="centered" />;
  if (state.status === 'failed') return <LoadFailure failure={state.failure} onRetry={reload} />;
  const changed = (portal: PortalSettings) => change((before) => ({ ...before, portal }));
  return (
    <Flex direction="column" gap="medium">
      <AutoGrid columnWidth={420} flexible gap="medium">
        <Flex direction="column" gap="medium">
          <Tile>
            <ForwardAddresses settings={state.data} onChanged={reload} />
          </Tile>
          <Tile>
            <AnswersThrough settings={state.data} onChanged={reload} />
          </Tile>
          <Tile>
            <Signature settings={state.data} onChanged={reload} />
          </Tile>
          <Tile>
            <General settings={state.data} onChanged={changed} />
          </Tile>
          <Tile>
            <HoursAndTasks settings={state.data} onChanged={changed} />
          </Tile>
        </Flex>
        <Flex direction="column" gap="medium">
          <Tile>
            <Health />
          </Tile>
          <Tile>
            <TestReply />
          </Tile>
          <Tile>
            <TryAnalysis />
          </Tile>
          <Tile>
            <YourWords settings={state.data} onChanged={reload} />
          </Tile>
        </Flex>
      </AutoGrid>
      <Tile>
        <ChangeHistory />
      </Tile>
      {state.data.canChange && (
        <Tile>
          <Disconnect onDone={() => setDisconnected(true)} />
        </Tile>
      )}
    </Flex>
  );
}

hubspot.extend<'settings'>(({ context, actions }) => <SettingsPage context={context} actions={actions} />);
