import {
  Flex,
  Heading,
  Link,
  StatusTag,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  Text,
} from '@hubspot/ui-extensions';
import { useRetry } from '@reply-tracking/shared/use-retry.ts';
import type { AttentionItem, HomeView } from '../../../cards/dto/home.ts';
import { usePage } from '../page.tsx';
import { RetryButton } from './Failure.tsx';

const variants = { needs_attention: 'danger', unknown: 'warning', held: 'default' } as const;

/** Every step that did not go through, with its reason and the next step. */
export function Attention({ home, onChanged }: { home: HomeView; onChanged: () => void }) {
  const { words } = usePage();
  const { attention, attentionTotal } = home;
  if (attention.length === 0) return null;
  return (
    <Flex direction="column" gap="small">
      <Heading>{words.attention.title}</Heading>
      <Table density="condensed">
        <TableHead>
          <TableRow>
            <TableHeader>{words.attention.step}</TableHeader>
            <TableHeader>{words.attention.contact}</TableHeader>
            <TableHeader>{words.attention.reason}</TableHeader>
          </TableRow>
        </TableHead>
        <TableBody>
          {attention.map((item) => (
            <Row key={item.effectId} item={item} contactUrl={home.contactUrl} onChanged={onChanged} />
          ))}
        </TableBody>
      </Table>
      {attentionTotal > attention.length && (
        <Text variant="microcopy">{words.attention.more(attentionTotal - attention.length)}</Text>
      )}
    </Flex>
  );
}

type RowProps = { item: AttentionItem; contactUrl: string; onChanged: () => void };

function Row({ item, contactUrl, onChanged }: RowProps) {
  const page = usePage();
  const { words, dates } = page;
  const { retry, text } = useRetry(item, page, onChanged);
  return (
    <TableRow>
      <TableCell>
        <Flex direction="column" gap="flush">
          <Text>{words.shared.step[item.step]}</Text>
          <StatusTag variant={variants[item.state]}>{words.attention[item.state]}</StatusTag>
          <Text variant="microcopy">{dates.ago(item.since)}</Text>
        </Flex>
      </TableCell>
      <TableCell>
        {item.hubspotId ? <Link href={`${contactUrl}${item.hubspotId}`}>{item.contactName}</Link> : '–'}
      </TableCell>
      <TableCell>
        <Flex direction="column" gap="extra-small">
          <Text>{text}</Text>
          {item.canRetry && <RetryButton retry={retry} />}
        </Flex>
      </TableCell>
    </TableRow>
  );
}
