import {
  EmptyState,
  Flex,
  Heading,
  Table,
  TableBody,
  TableHead,
  TableHeader,
  TableRow,
  Text,
} from '@hubspot/ui-extensions';
import { useState } from 'react';
import type { HomeView } from '../../../cards/dto/home.ts';
import { usePage } from '../page.tsx';
import { Decisions } from './waiting/Decisions.tsx';
import { WaitingRow } from './waiting/WaitingRow.tsx';

type WaitingProps = { home: HomeView; onChanged: () => void };

/** Who waits, in the order in which they should be answered; what is ticked is decided at once. */
export function WaitingReplies({ home, onChanged }: WaitingProps) {
  const { words } = usePage();
  const { waiting, waitingTotal, contactUrl } = home;
  const [ticked, tick] = useState<string[]>([]);
  const chosen = ticked.filter((id) => waiting.some(({ hubspotId }) => hubspotId === id));
  const decided = () => {
    tick([]);
    onChanged();
  };
  return (
    <Flex direction="column" gap="small">
      <Heading>{words.lists.waiting}</Heading>
      {chosen.length > 0 && (
        <Flex gap="small" align="center" wrap>
          <Text>{words.waiting.selected(chosen.length)}</Text>
          <Decisions key={chosen.join()} contacts={chosen} onDecided={decided} />
        </Flex>
      )}
      {waiting.length === 0 ? (
        <EmptyState title={words.waiting.none} layout="horizontal" imageName="emailConfirmation" imageWidth={140}>
          <Text>{home.whose === 'everyone' ? words.waiting.noneHint : words.waiting.noneMine}</Text>
        </EmptyState>
      ) : (
        <Table density="condensed">
          <TableHead>
            <TableRow>
              <TableHeader>{words.waiting.contact}</TableHeader>
              <TableHeader>{words.waiting.type}</TableHeader>
              <TableHeader>{words.waiting.insight}</TableHeader>
              <TableHeader>{words.waiting.rep}</TableHeader>
              <TableHeader>{words.waiting.since}</TableHeader>
              <TableHeader> </TableHeader>
            </TableRow>
          </TableHead>
          <TableBody>
            {waiting.map((reply) => (
              <WaitingRow
                key={reply.messageId}
                reply={reply}
                contactUrl={contactUrl}
                ticked={chosen.includes(reply.hubspotId)}
                onTick={(on) => tick(on ? [...chosen, reply.hubspotId] : chosen.filter((id) => id !== reply.hubspotId))}
                onDecided={decided}
              />
            ))}
          </TableBody>
        </Table>
      )}
      {waitingTotal > waiting.length && (
        <Text variant="microcopy">{words.waiting.more(waitingTotal - waiting.length)}</Text>
      )}
    </Flex>
  );
}
