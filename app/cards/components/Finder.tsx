import { Button, Flex, SearchInput, Select } from '@hubspot/ui-extensions';
import { useState } from 'react';
import type { TimelineFilter } from '../../../cards/dto/timeline.ts';
import { useCard } from '../card.tsx';

type Props = {
  filter: TimelineFilter | 'all';
  waiting: number;
  onFilter: (filter: TimelineFilter | 'all') => void;
  onSearch: (words: string) => void;
};

/** Which messages of the conversation are shown. */
export function Finder({ filter, waiting, onFilter, onSearch }: Props) {
  const { words } = useCard();
  const [typed, setTyped] = useState('');
  const search = (text: string) => {
    onFilter('all');
    onSearch(text.trim());
  };
  const { filters } = words.timeline;
  return (
    <Flex gap="small" align="end" wrap>
      <Select
        label={words.timeline.filter}
        name="timeline-filter"
        value={filter}
        options={(Object.keys(filters) as (keyof typeof filters)[]).map((value) => ({ value, label: filters[value] }))}
        onChange={(value) => {
          setTyped('');
          onSearch('');
          onFilter(value as Props['filter']);
        }}
      />
      <SearchInput label={words.timeline.search} name="timeline-search" value={typed} onInput={setTyped} />
      <Button size="small" variant="secondary" onClick={() => search(typed)}>
        {words.timeline.searchButton}
      </Button>
      {waiting > 0 && filter !== 'waits' && (
        <Button
          size="small"
          variant="secondary"
          onClick={() => {
            setTyped('');
            onSearch('');
            onFilter('waits');
          }}
        >
          {words.timeline.firstWaiting(waiting)}
        </Button>
      )}
    </Flex>
  );
}
