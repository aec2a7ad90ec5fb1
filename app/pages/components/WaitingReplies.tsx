import {
  EmptyState,
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
  Tag,
  Text,
} from '@hubspot/ui-extensions';
import type { HomeView, WaitingReply } from '../../../cards/dto/home.ts';
import { usePage } from '../page.tsx';

const variants = { standard: 'default', high_value: 'success', needs_handling: 'error' } as const;

/** Who waits, in the order in which they should be answered. */
export function WaitingReplies({ home }: { home: HomeView }) {
  const { words } = usePage();
  const { waiting, waitingTotal, contactUrl } = home;
  if (waiting.length === 0) {
    return (
      <EmptyState title={words.waiting.none} layout="horizontal" imageName="emailConfirmation" imageWidth={140}>
        <Text>{words.waiting.noneHint}</Text>
      </EmptyState>
    );
  }
  return (
    <Flex direction="column" gap="small">
      <Heading>{words.waiting.title}</Heading>
      <Table density="condensed">
        <TableHead>
          <TableRow>
            <TableHeader>{words.waiting.contact}</TableHeader>
            <TableHeader>{words.waiting.type}</TableHeader>
            <TableHeader>{words.waiting.opportunity}</TableHeader>
            <TableHeader>{words.waiting.insight}</TableHeader>
            <TableHeader>{words.waiting.since}</TableHeader>
          </TableRow>
        </TableHead>
        <TableBody>
          {waiting.map((reply) => (
            <Row key={reply.messageId} reply={reply} contactUrl={contactUrl} />
          ))}
        </TableBody>
      </Table>
      {waitingTotal > waiting.length && (
        <Text variant="microcopy">{words.waiting.more(waitingTotal - waiting.length)}</Text>
      )}
    </Flex>
  );
}

function Row({ reply, contactUrl }: { reply: WaitingReply; contactUrl: string }) {
  const { words, dates } = usePage();
  const { responseType, opportunityScore, overdue } = reply;
  return (
    <TableRow>
      <TableCell>
        <Link href={`${contactUrl}${reply.hubspotId}`}>{reply.contactName || reply.hubspotId}</Link>
      </TableCell>
      <TableCell>
        <Tag variant={responseType ? variants[responseType] : 'default'}>
          {responseType ? words.shared.responseType[responseType] : words.waiting.unknown}
        </Tag>
      </TableCell>
      <TableCell>{opportunityScore === null ? '–' : words.shared.outOf(opportunityScore)}</TableCell>
      <TableCell>{reply.keyInsights || reply.subject}</TableCell>
      <TableCell>
        <Flex direction="column" gap="flush">
          <Text>{dates.ago(reply.since)}</Text>
          {reply.handedTo && <Text variant="microcopy">{words.waiting.handedTo(reply.handedTo)}</Text>}
          {overdue && <StatusTag variant="danger">{words.waiting.overdue}</StatusTag>}
        </Flex>
      </TableCell>
    </TableRow>
  );
}
