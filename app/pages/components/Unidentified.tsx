import { Flex, Heading, Link, Text, Tile } from '@hubspot/ui-extensions';
import type { HomeView } from '../../../cards/dto/home.ts';
import { usePage } from '../page.tsx';
import { SenderQuestion } from './SenderQuestion.tsx';

type Props = { home: HomeView; onChanged: () => void };

/** Replies of whose senders nothing is proven: a person says here whose they are, or opens the contact first. */
export function Unidentified({ home: { unidentified, contactUrl }, onChanged }: Props) {
  const { words, dates } = usePage();
  if (unidentified.length === 0) return null;
  return (
    <Flex direction="column" gap="small">
      <Heading>{words.lists.senders}</Heading>
      <Text variant="microcopy">{words.unidentified.intro}</Text>
      {unidentified.map(({ messageId, hubspotId, contactName, from, subject, receivedAt, trust }) => (
        <Tile key={messageId} compact>
          <Flex direction="column" gap="small">
            <Flex gap="small" align="center" wrap>
              <Link href={`${contactUrl}${hubspotId}`}>{contactName || hubspotId}</Link>
              <Text variant="microcopy">{[subject, dates.ago(receivedAt)].filter(Boolean).join(' · ')}</Text>
            </Flex>
            <SenderQuestion
              messageId={messageId}
              trust={trust}
              address={from}
              contactName={contactName}
              onChanged={onChanged}
            />
          </Flex>
        </Tile>
      ))}
    </Flex>
  );
}
