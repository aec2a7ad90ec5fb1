import {
  Button,
  Flex,
  Heading,
  Link,
  LoadingSpinner,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  Tag,
  Text,
  Tile,
} from '@hubspot/ui-extensions';
import { useRemote } from '@reply-tracking/shared/use-remote.ts';
import { useCallback, useState } from 'react';
import type { ListedNumber, NumberList } from '../../../../cards/dto/numbers.ts';
import { usePage } from '../../page.tsx';
import { LoadFailure } from '../Failure.tsx';

/** Which number's list is open, of which part of the period. */
export type Behind = {
  title: string;
  number: ListedNumber;
  rep?: string;
  team?: string;
  subject?: string;
  workflow?: 'yes' | 'no';
  language?: string;
};

/** The messages behind a number, a page at a time. */
export function NumberListing({ behind, query, onClose }: { behind: Behind; query: string; onClose: () => void }) {
  const { api, words } = usePage();
  const { report } = words;
  const [pages, setPages] = useState<string[]>([]);
  const after = pages.at(-1);
  const load = useCallback(() => {
    const { title: _, ...part } = behind;
    const asked = new URLSearchParams({ ...part, ...(after && { after }) });
    return api.get<NumberList>(`/numbers/list?${query}&${asked}`);
  }, [api, behind, query, after]);
  const { state, reload } = useRemote(load);
  return (
    <Tile>
      <Flex direction="column" gap="small">
        <Flex justify="between" align="center" gap="medium" wrap>
          <Heading>{report.list(behind.title)}</Heading>
          <Button variant="secondary" size="small" onClick={onClose}>
            {report.close}
          </Button>
        </Flex>
        {state.status === 'loading' && <LoadingSpinner label={words.shared.loading} />}
        {state.status === 'failed' && <LoadFailure failure={state.failure} onRetry={reload} />}
        {state.status === 'ready' && <Rows list={state.data} />}
        {state.status === 'ready' && state.data.next && (
          <Button variant="secondary" size="small" onClick={() => setPages([...pages, state.data.next!])}>
            {report.more}
          </Button>
        )}
      </Flex>
    </Tile>
  );
}

function Rows({ list: { items, contactUrl } }: { list: NumberList }) {
  const { words, dates } = usePage();
  const { report } = words;
  if (items.length === 0) return <Text>{report.empty}</Text>;
  return (
    <Table density="condensed">
      <TableHead>
        <TableRow>
          <TableHeader>{report.day}</TableHeader>
          <TableHeader>{report.contact}</TableHeader>
          <TableHeader>{report.subject}</TableHeader>
          <TableHeader>{report.rep}</TableHeader>
          <TableHeader>{report.type}</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {items.map((item) => (
          <TableRow key={item.messageId}>
            <TableCell>{dates.named(item.day)}</TableCell>
            <TableCell>
              <Link href={`${contactUrl}${item.hubspotId}`}>{item.contactName || item.hubspotId}</Link>
            </TableCell>
            <TableCell>{item.subject || '–'}</TableCell>
            <TableCell>{item.rep || report.nobody}</TableCell>
            <TableCell>{item.responseType ? <Tag>{words.shared.responseType[item.responseType]}</Tag> : '–'}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
