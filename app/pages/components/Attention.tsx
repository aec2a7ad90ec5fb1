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
import { type Issue, issuesOf } from '@reply-tracking/shared/issues.ts';
import { useRetry } from '@reply-tracking/shared/use-retry.ts';
import type { HomeView } from '../../../cards/dto/home.ts';
import { usePage } from '../page.tsx';
import { IssueHelp } from './Failure.tsx';

/** Of the contacts of an issue so many stand there by name. */
const NAMED = 5;
const variants = { needs_attention: 'danger', unknown: 'warning', held: 'default' } as const;

/** What did not go through, by cause: how much, of whom, what helps, and why for whoever looks closer. */
export function Attention({ home, onChanged }: { home: HomeView; onChanged: () => void }) {
  const { words } = usePage();
  const { attention, attentionTotal } = home;
  if (attention.length === 0) return null;
  return (
    <Flex direction="column" gap="small">
      <Heading>{words.lists.issues}</Heading>
      <Table density="condensed">
        <TableHead>
          <TableRow>
            <TableHeader>{words.attention.step}</TableHeader>
            <TableHeader>{words.attention.contact}</TableHeader>
            <TableHeader>{words.attention.reason}</TableHeader>
          </TableRow>
        </TableHead>
        <TableBody>
          {issuesOf(attention).map((issue) => (
            <Row key={issue.id} issue={issue} contactUrl={home.contactUrl} onChanged={onChanged} />
          ))}
        </TableBody>
      </Table>
      {attentionTotal > attention.length && (
        <Text variant="microcopy">{words.attention.more(attentionTotal - attention.length)}</Text>
      )}
    </Flex>
  );
}

type RowProps = { issue: Issue; contactUrl: string; onChanged: () => void };

function Row({ issue, contactUrl, onChanged }: RowProps) {
  const page = usePage();
  const { words, dates } = page;
  const { retry, says, help } = useRetry(issue, page, onChanged);
  return (
    <TableRow>
      <TableCell>
        <Flex direction="column" gap="flush">
          <Text>{says}</Text>
          <StatusTag variant={variants[issue.state]}>{words.attention[issue.state]}</StatusTag>
          <Text variant="microcopy">{dates.ago(issue.since)}</Text>
        </Flex>
      </TableCell>
      <TableCell>
        <Flex direction="column" gap="flush">
          {issue.contacts.slice(0, NAMED).map(({ hubspotId, name }) => (
            <Link key={hubspotId} href={`${contactUrl}${hubspotId}`}>
              {name || hubspotId}
            </Link>
          ))}
          {issue.contacts.length > NAMED && (
            <Text variant="microcopy">{words.attention.more(issue.contacts.length - NAMED)}</Text>
          )}
        </Flex>
      </TableCell>
      <TableCell>
        <Flex direction="column" gap="extra-small">
          <IssueHelp issue={issue} retry={retry} help={help} />
        </Flex>
      </TableCell>
    </TableRow>
  );
}
