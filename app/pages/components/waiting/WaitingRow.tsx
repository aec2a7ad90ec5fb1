import { Checkbox, Flex, Link, StatusTag, TableCell, TableRow, Tag, Text } from '@hubspot/ui-extensions';
import type { WaitingReply } from '../../../../cards/dto/home.ts';
import { usePage } from '../../page.tsx';
import { Decisions } from './Decisions.tsx';

const variants = { standard: 'default', high_value: 'success', needs_handling: 'error' } as const;

type RowProps = {
  reply: WaitingReply;
  contactUrl: string;
  ticked: boolean;
  onTick: (on: boolean) => void;
  onDecided: () => void;
};

export function WaitingRow({ reply, contactUrl, ticked, onTick, onDecided }: RowProps) {
  const { words, dates } = usePage();
  const { responseType, opportunityScore, overdue, dueAt } = reply;
  const record = `${contactUrl}${reply.hubspotId}`;
  const name = reply.contactName || reply.hubspotId;
  return (
    <TableRow>
      <TableCell>
        <Flex gap="extra-small" align="center">
          <Checkbox name={reply.messageId} checked={ticked} aria-label={words.waiting.select(name)} onChange={onTick}>
            {' '}
          </Checkbox>
          <Link href={record}>{name}</Link>
        </Flex>
      </TableCell>
      <TableCell>
        <Flex direction="column" gap="flush">
          <Tag variant={responseType ? variants[responseType] : 'default'}>
            {responseType ? words.shared.responseType[responseType] : words.waiting.unknown}
          </Tag>
          {opportunityScore !== null && <Text variant="microcopy">{words.shared.outOf(opportunityScore)}</Text>}
        </Flex>
      </TableCell>
      <TableCell>{reply.keyInsights || reply.subject}</TableCell>
      <TableCell>{reply.handedTo ?? (reply.rep || '–')}</TableCell>
      <TableCell>
        <Flex direction="column" gap="flush">
          <Text>{dates.ago(reply.since)}</Text>
          {dueAt && !overdue && <Text variant="microcopy">{words.waiting.due(dates.relative(dueAt))}</Text>}
          {overdue && <StatusTag variant="danger">{words.waiting.overdue}</StatusTag>}
        </Flex>
      </TableCell>
      <TableCell>
        <Flex gap="extra-small" align="center" wrap>
          <Link href={record}>{words.waiting.reply}</Link>
          <Decisions contacts={[reply.hubspotId]} onDecided={onDecided} />
        </Flex>
      </TableCell>
    </TableRow>
  );
}
