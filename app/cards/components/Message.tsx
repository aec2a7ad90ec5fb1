import { Button, Divider, Flex, StatusTag, Tag, Text, Tile } from '@hubspot/ui-extensions';
import { reasonText } from '@reply-tracking/shared/words/reasons/text.ts';
import type { Suggestion } from '../../../cards/dto/suggestions.ts';
import type { TimelineMessage } from '../../../cards/dto/timeline.ts';
import { useCard } from '../card.tsx';
import { responseTypeVariant } from '../labels.ts';
import { isMarkedIn, sameWords } from '../quotes.ts';
import { answerSubject, type Entry, summaryLine } from '../timeline.ts';
import { ActionItems } from './ActionItems.tsx';
import { AnalysisBlock } from './Analysis.tsx';
import { ComposerButton } from './Composer.tsx';
import { LogButton } from './LogForm.tsx';
import { MachineMail } from './MachineMail.tsx';
import { MessageHeader } from './MessageHeader.tsx';
import { ReplyText } from './ReplyText.tsx';
import { Scheduled } from './Scheduled.tsx';
import { SenderCheck } from './SenderCheck.tsx';
import { Suggestions } from './Suggestions.tsx';

type Props = {
  entry: Entry;
  contactName: string;
  /** Of this message. */
  suggestions?: Suggestion[];
  opened: boolean;
  onToggle: () => void;
  onChanged: () => void;
};

/** One entry of the conversation: two lines, or all of it. */
export function Message({ entry, opened, ...props }: Props) {
  const { message } = entry;
  if (message.kind === 'status_change') return <StatusChange message={message} />;
  return opened ? <Opened entry={entry} {...props} /> : <Folded message={message} onToggle={props.onToggle} />;
}

function Folded({ message, onToggle }: { message: TimelineMessage; onToggle: () => void }) {
  const { words } = useCard();
  return (
    <Flex direction="column" gap="flush">
      <MessageHeader message={message}>
        <TypeTag message={message} />
        <Button size="extra-small" variant="transparent" onClick={onToggle}>
          {words.timeline.open}
        </Button>
      </MessageHeader>
      <Text truncate>{[message.subject, summaryLine(message)].filter(Boolean).join(' · ')}</Text>
      <Divider />
    </Flex>
  );
}

function TypeTag({ message: { analysis, handling } }: { message: TimelineMessage }) {
  const { words } = useCard();
  const type = analysis?.fields.response_type;
  return (
    <>
      {type && type !== 'standard' && <Tag variant={responseTypeVariant[type]}>{words.shared.responseType[type]}</Tag>}
      {handling === 'waits' && <StatusTag variant="warning">{words.timeline.waits}</StatusTag>}
    </>
  );
}

function Opened({
  entry: { message, changes },
  contactName,
  suggestions = [],
  onToggle,
  onChanged,
}: Omit<Props, 'opened'>) {
  const { words } = useCard();
  const { subject, analysis, handling, delivery } = message;
  const summary = analysis?.fields.key_insights ?? '';
  return (
    <Tile compact>
      <Flex direction="column" gap="small">
        <MessageHeader message={message}>
          <Button size="extra-small" variant="transparent" onClick={onToggle}>
            {words.timeline.fold}
          </Button>
        </MessageHeader>
        {subject && <Text format={{ fontWeight: 'demibold' }}>{subject}</Text>}
        {summary && !sameWords(summary, message.text) && <Text>{summary}</Text>}
        <MachineMail message={message} />
        <ReplyText message={message} />
        <SenderCheck message={message} contactName={contactName} onChanged={onChanged} />
        <AnalysisBlock message={message} onChanged={onChanged} />
        <Suggestions suggestions={suggestions} contactName={contactName} onChanged={onChanged} />
        <ActionItems
          items={message.actionItems}
          isShown={(quote) => isMarkedIn(message.text, quote)}
          onChanged={onChanged}
        />
        <Flex gap="small" align="center" wrap>
          {message.direction === 'incoming' && !message.mail?.held && (
            <ComposerButton
              label={words.send.reply}
              suggestedSubject={answerSubject(subject)}
              answered={message}
              onSent={onChanged}
            />
          )}
          {message.editable && <LogButton key={message.revision} message={message} onSaved={onChanged} />}
          {handling && (
            <Text variant="microcopy">
              {handling === 'waits' ? words.timeline.waits : words.waiting.settled[handling]}
            </Text>
          )}
        </Flex>
        <Scheduled message={message} onChanged={onChanged} />
        {delivery?.reason && delivery.state !== 'sent' && (
          <Text variant="microcopy">{`${words.delivery[delivery.state]}: ${reasonText(words.shared.reasons, delivery.reason)}`}</Text>
        )}
        {changes.map((change) => (
          <StatusChange key={change.id} message={change} />
        ))}
      </Flex>
    </Tile>
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
