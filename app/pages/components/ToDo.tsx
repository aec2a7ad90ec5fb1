import { AutoGrid, Button, Flex, LoadingSpinner, Statistics, StatisticsItem, Tile } from '@hubspot/ui-extensions';
import { useRemote } from '@reply-tracking/shared/use-remote.ts';
import { useCallback, useState } from 'react';
import type { HomeView } from '../../../cards/dto/home.ts';
import type { Whose } from '../../../cards/dto/numbers.ts';
import { usePage } from '../page.tsx';
import { Attention } from './Attention.tsx';
import { Corrections } from './Corrections.tsx';
import { LoadFailure, PausedAlert, QuietFailure } from './Failure.tsx';
import { FirstRun } from './FirstRun.tsx';
import { LateReplies } from './LateReplies.tsx';
import { ToCheck } from './ToCheck.tsx';
import { Unidentified } from './Unidentified.tsx';
import { WaitingReplies } from './WaitingReplies.tsx';

export function ToDo() {
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
      <FirstRun />
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
