import { Flex, Icon, StatusTag, Tag, Text } from '@hubspot/ui-extensions';
import type { ReactNode } from 'react';
import type { TimelineMessage } from '../../../cards/dto/timeline.ts';
import { useCard } from '../card.tsx';
import { channelIcon, deliveryVariant } from '../labels.ts';

/** Which way, from whom, when, and what became of it. */
export function MessageHeader({ message, children }: { message: TimelineMessage; children?: ReactNode }) {
  const { words, dates } = useCard();
  const { kind, channel, author, direction, delivery, revision } = message;
  const logged = kind === 'logged';
  return (
    <Flex justify="between" align="center" gap="small" wrap>
      <Flex gap="extra-small" align="center" wrap>
        <Icon name={channelIcon[channel]} screenReaderText={words.shared.channel[channel]} />
        <Tag variant={direction === 'incoming' ? 'info' : 'default'}>
          {logged
            ? `${words.shared.channel[channel]} · ${words.timeline[direction === 'incoming' ? 'reply' : 'answer']}`
            : words.timeline[kind as 'sent' | 'reply' | 'answer']}
        </Tag>
        <Text variant="microcopy">{logged ? words.timeline.loggedBy(author.name) : author.name || author.address}</Text>
      </Flex>
      <Flex gap="extra-small" align="center" wrap>
        {delivery && <StatusTag variant={deliveryVariant[delivery.state]}>{words.delivery[delivery.state]}</StatusTag>}
        <Text variant="microcopy">
          {dates.full(message.occurredAt)}
          {revision > 1 ? ` · ${words.timeline.edited}` : ''}
        </Text>
        {children}
      </Flex>
    </Flex>
  );
}
