import { Flex, Icon, StatusTag, Tag, Text, Tile } from '@hubspot/ui-extensions';
import { reasonText } from '@reply-tracking/shared/words/reasons/text.ts';
import type { TimelineMessage } from '../../../cards/dto/timeline.ts';
import { useCard } from '../card.tsx';
import { channelIcon, deliveryVariant } from '../labels.ts';
import { ActionItems } from './ActionItems.tsx';
import { AnalysisBlock } from './Analysis.tsx';
import { LogButton } from './LogForm.tsx';
import { MachineMail } from './MachineMail.tsx';
import { ReplyText } from './ReplyText.tsx';
import { SenderCheck } from './SenderCheck.tsx';

type Props = { message: TimelineMessage; onChanged: () => void };

/** One entry of the conversation. */
export function Message({ message, onChanged }: Props) {
  const { words } = useCard();
  if (message.kind === 'status_change') return <StatusChange message={message} />;
  return (
    <Tile compact>
      <Flex direction="column" gap="small">
        <MessageHeader message={message} />
        {message.subject && <Text format={{ fontWeight: 'demibold' }}>{message.subject}</Text>}
        <MachineMail message={message} />
        <ReplyText message={message} />
        <SenderCheck message={message} onChanged={onChanged} />
        <AnalysisBlock message={message} onChanged={onChanged} />
        <ActionItems items={message.actionItems} onChanged={onChanged} />
        {message.editable && <LogButton key={message.revision} message={message} onSaved={onChanged} />}
        {message.delivery?.reason && message.delivery.state !== 'sent' && (
          <Text variant="microcopy">{`${words.delivery[message.delivery.state]}: ${reasonText(words.shared.reasons, message.delivery.reason)}`}</Text>
        )}
      </Flex>
    </Tile>
  );
}

export function MessageHeader({ message }: { message: TimelineMessage }) {
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
      </Flex>
    </Flex>
  );
}

function StatusChange({ message }: { message: TimelineMessage }) {
  const { words, dates } = useCard();
  const { change, author } = message;
  if (!change) return null;
  const status = words.shared.status;
  return (
    <Flex gap="small" align="center" justify="between" wrap>
      <Text format={{ fontWeight: 'demibold' }}>
        {words.timeline.statusChange(status[change.from], status[change.to])}
      </Text>
      <Text variant="microcopy">
        {`${change.automatic ? words.timeline.automatic : words.timeline.by(author.name)} · ${dates.full(message.occurredAt)}`}
      </Text>
    </Flex>
  );
}
