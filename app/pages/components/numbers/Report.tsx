import { EmptyState, Flex, LoadingSpinner, Text } from '@hubspot/ui-extensions';
import { useRemote } from '@reply-tracking/shared/use-remote.ts';
import { useCallback, useState } from 'react';
import type { NumbersView } from '../../../../cards/dto/numbers.ts';
import { usePage } from '../../page.tsx';
import { LoadFailure } from '../Failure.tsx';
import { ByLanguage, ByRep, BySubject, ByTeam } from './Breakdowns.tsx';
import { type Chosen, Filters, firstChoice, queryOf } from './Filters.tsx';
import { type Behind, NumberListing } from './NumberListing.tsx';
import { Summary } from './Summary.tsx';
import { Trend } from './Trend.tsx';

/** What a manager asks of a period: how many, how well, how fast, by whom and with what. */
export function Report() {
  const { api, words, today } = usePage();
  const [chosen, choose] = useState<Chosen>(firstChoice);
  const [behind, open] = useState<Behind | null>(null);
  const query = queryOf(chosen, today());
  const load = useCallback(() => api.get<NumbersView>(`/numbers?${query}`), [api, query]);
  const { state, reload } = useRemote(load);
  const change = (next: Chosen) => {
    open(null);
    choose(next);
  };

  return (
    <Flex direction="column" gap="large">
      <Filters chosen={chosen} onChange={change} csvUrl={state.status === 'ready' ? state.data.csvUrl : null} />
      {state.status === 'loading' && <LoadingSpinner label={words.shared.loading} layout="centered" />}
      {state.status === 'failed' && <LoadFailure failure={state.failure} onRetry={reload} />}
      {state.status === 'ready' && isEmpty(state.data) && (
        <EmptyState title={words.report.noneTitle} layout="horizontal" imageName="emptyStateCharts" imageWidth={140}>
          <Text>{words.report.noneHint}</Text>
        </EmptyState>
      )}
      {state.status === 'ready' && !isEmpty(state.data) && (
        <>
          {chosen.whose === 'team' && state.data.teams.length === 0 && <Text>{words.report.noTeam}</Text>}
          {behind && (
            <NumberListing key={JSON.stringify(behind)} behind={behind} query={query} onClose={() => open(null)} />
          )}
          <Summary view={state.data} onOpen={open} />
          <Trend view={state.data} />
          <ByRep view={state.data} onOpen={open} />
          <ByTeam view={state.data} onOpen={open} />
          <BySubject view={state.data} onOpen={open} />
          <ByLanguage view={state.data} onOpen={open} />
        </>
      )}
    </Flex>
  );
}

const isEmpty = ({ now, before }: NumbersView): boolean =>
  [now, before].every(({ sent, replies, optedOut }) => sent + replies + optedOut === 0);
