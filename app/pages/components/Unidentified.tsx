import { Flex, Heading, Link, StatusTag, Text, Tile } from '@hubspot/ui-extensions';
import type { HomeView } from '../../../cards/dto/home.ts';
import { usePage } from '../page.tsx';

/** Replies of whose senders nothing is proven: the contact's page asks whose they are. */
export function Unidentified({ home: { unidentified, contactUrl } }: { home: HomeView }) {
  const { words, dates } = usePage();
  if (unidentified.length === 0) return null;
  return (
    <Flex direction="column" gap="small">
      <Heading>{words.unidentified.title}</Heading>
      <Text variant="microcopy">{words.unidentified.intro}</Text>
      {unidentified.map(({ messageId, hubspotId, contactName, from, subject, receivedAt, failed }) => (
        <Tile key={messageId} compact>
          <Flex justify="between" align="center" gap="medium" wrap>
            <Flex direction="column" gap="flush">
              <Link href={`${contactUrl}${hubspotId}`}>{words.unidentified.isThis(contactName || hubspotId)}</Link>
              <Text variant="microcopy">{[from, subject, dates.ago(receivedAt)].filter(Boolean).join(' · ')}</Text>
            </Flex>
            {failed && <StatusTag variant="danger">{words.unidentified.failed}</StatusTag>}
          </Flex>
        </Tile>
      ))}
    </Flex>
  );
}
