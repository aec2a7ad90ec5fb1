import {
  AutoGrid,
  Button,
  Flex,
  hubspot,
  LoadingSpinner,
  Statistics,
  StatisticsItem,
  Tab,
  Tabs,
  Tile,
} from '@hubspot/ui-extensions';
import { PageTitle } from '@hubspot/ui-extensions/pages';
import { useRemote } from '@reply-tracking/shared/use-remote.ts';
import { useCallback, useState } from 'react';
import type { HomeView } from '../../cards/dto/home.ts';
import type { Whose } from '../../cards/dto/numbers.ts';
import { Attention } from './components/Attention.tsx';
import { Corrections } from './components/Corrections.tsx';
import { LoadFailure, PausedAlert, QuietFailure } from './components/Failure.tsx';
import { LateReplies } from './components/LateReplies.tsx';
import { Report } from './components/numbers/Report.tsx';
import { ToCheck } from './components/ToCheck.tsx';
import { Unidentified } from './components/Unidentified.tsx';
import { WaitingReplies } from './components/WaitingReplies.tsx';
import { type HomeHost, PageProvider, usePage } from './page.tsx';

/** What waits for an answer in this account, and what went wrong. */
export function HomePage(host: HomeHost) {
  return (
    <PageProvider host={host}>
      <Pages />
    </PageProvider>
  );
}

function Pages() {
  const { words } = usePage();
  return (
    <Flex direction="column" gap="medium">
      <PageTitle>{words.title}</PageTitle>
      <Tabs defaultSelected="to-do">
        <Tab tabId="to-do" title={words.tabs.toDo}>
          <Home />
        </Tab>
        <Tab tabId="numbers" title={words.tabs.numbers}>
          <Report />
        </Tab>
      </Tabs>
    </Flex>
  );
}

function Home() {
  const { api, words } = usePage();
  const [whose, choose] = useState<Whose | null>(null);
  const load = useCallback(() => api.get<HomeView>(whose ? `/home?whose=${whose}` : '/home'), [api, whose]);
  const { state, reload } = useRemote(load);

  if (state.status === 'loading') return <LoadingSpinner label={words.shared.loading} layout="centered" />;
  if (state.status === 'failed') return <LoadFailure failure={state.failure} onRetry={reload} />;
  const home = state.data;
  return (
    <Flex direction="column" gap="large">
      <QuietFailure failure={state.failure} />
      <PausedAlert paused={home.paused} />
      <Flex justify="between" align="center" gap="medium" wrap>
        <Numbers home={home} />
        <Button variant="secondary" size="small" onClick={reload}>
          {words.reload}
        </Button>
      </Flex>
      <WaitingReplies home={home} onChanged={reload} onWhose={choose} />
      <Unidentified home={home} />
      <Attention home={home} onChanged={reload} />
      <AutoGrid columnWidth={380} flexible gap="medium">
        {home.toCheck.length + home.lateReplies.length > 0 && (
          <Flex direction="column" gap="medium">
            <ToCheck home={home} onChanged={reload} />
            <LateReplies home={home} onChanged={reload} />
          </Flex>
        )}
        <Tile>
          <Corrections home={home} />
        </Tile>
      </AutoGrid>
    </Flex>
  );
}

function Numbers({ home }: { home: HomeView }) {
  const { words } = usePage();
  return (
    <Statistics>
      <StatisticsItem label={words.numbers.waiting} number={home.waitingTotal} />
      <StatisticsItem label={words.numbers.highValue} number={home.waitingHighValue} />
      <StatisticsItem label={words.numbers.overdue} number={home.waitingOverdue} />
      <StatisticsItem label={words.numbers.attention} number={home.attentionTotal} />
    </Statistics>
  );
}

hubspot.extend<'pages'>(({ context, actions }) => <HomePage context={context} actions={actions} />);
