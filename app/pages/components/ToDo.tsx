import {
  AutoGrid,
  Button,
  EmptyState,
  Flex,
  LoadingSpinner,
  Statistics,
  StatisticsItem,
  Text,
  Tile,
} from '@hubspot/ui-extensions';
import { PageLink, usePageRoute } from '@hubspot/ui-extensions/pages';
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
import { LISTS, type ListName, listOf } from './lists.ts';
import { ToCheck } from './ToCheck.tsx';
import { Unidentified } from './Unidentified.tsx';
import { WaitingReplies } from './WaitingReplies.tsx';
import { WhoseSelect } from './WhoseSelect.tsx';

/** All that a person has to do, or on a list's own page that list alone. */
export function ToDo() {
  const { api, words } = usePage();
  const only = listOf(usePageRoute().path);
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
      {only === null && <FirstRun />}
      {only === null && <Numbers home={home} />}
      <Flex align="end" gap="medium" wrap>
        <WhoseSelect whose={home.whose} onWhose={choose} />
        <Button variant="secondary" size="small" onClick={reload}>
          {words.reload}
        </Button>
        {only !== null && <PageLink to="/">{words.all}</PageLink>}
      </Flex>
      {only === null ? <All home={home} onChanged={reload} /> : <One list={only} home={home} onChanged={reload} />}
    </Flex>
  );
}

type ListsProps = { home: HomeView; onChanged: () => void };

function All(props: ListsProps) {
  const { home } = props;
  return (
    <>
      <WaitingReplies {...props} />
      <Unidentified {...props} />
      <Attention {...props} />
      <AutoGrid columnWidth={380} flexible gap="medium">
        {home.toCheck.length + home.lateReplies.length > 0 && (
          <Flex direction="column" gap="medium">
            <ToCheck {...props} />
            <LateReplies {...props} />
          </Flex>
        )}
        <Tile>
          <Corrections home={home} />
        </Tile>
      </AutoGrid>
    </>
  );
}

const COMPONENTS = {
  waiting: WaitingReplies,
  senders: Unidentified,
  issues: Attention,
  review: ToCheck,
  late: LateReplies,
} as const;

function One({ list, ...props }: ListsProps & { list: ListName }) {
  const { words } = usePage();
  const List = COMPONENTS[list];
  if (list !== 'waiting' && countOf(props.home, list) === 0) {
    return (
      <EmptyState title={words.lists[list]} layout="horizontal" imageName="emailConfirmation" imageWidth={140}>
        <Text>{words.listEmpty}</Text>
      </EmptyState>
    );
  }
  return <List {...props} />;
}

const countOf = (home: HomeView, list: ListName): number =>
  ({
    waiting: home.waitingTotal,
    senders: home.unidentified.length,
    issues: home.attentionTotal,
    review: home.toCheck.length,
    late: home.lateReplies.length,
  })[list];

/** What stands in each list, and the way to it. */
function Numbers({ home }: { home: HomeView }) {
  const { words } = usePage();
  return (
    <Flex direction="column" gap="small">
      <Statistics>
        <StatisticsItem label={words.numbers.waiting} number={home.waitingTotal} />
        <StatisticsItem label={words.numbers.highValue} number={home.waitingHighValue} />
        <StatisticsItem label={words.numbers.overdue} number={home.waitingOverdue} />
        <StatisticsItem label={words.numbers.attention} number={home.attentionTotal} />
      </Statistics>
      <Flex gap="medium" wrap>
        {LISTS.filter((list) => countOf(home, list) > 0).map((list) => (
          <PageLink key={list} to={`/${list}`}>{`${words.lists[list]} (${countOf(home, list)})`}</PageLink>
        ))}
      </Flex>
    </Flex>
  );
}
