import { Alert, Button, Flex, LoadingSpinner, Modal, ModalBody, Text } from '@hubspot/ui-extensions';
import { useRemote } from '@reply-tracking/shared/use-remote.ts';
import { useCallback, useState } from 'react';
import type { FullMessage, TimelineMessage } from '../../../cards/dto/timeline.ts';
import { useCard } from '../card.tsx';
import { MarkedText } from './Excerpt.tsx';
import { LoadFailure } from './Failure.tsx';

/** What was written or said, with the whole mail one click away. */
export function ReplyText({ message }: { message: TimelineMessage }) {
  const { words } = useCard();
  return (
    <Flex direction="column" gap="extra-small">
      <NotFullyRead message={message} />
      <MarkedText text={`${message.text}${message.shortened ? ' …' : ''}`} message={message} />
      {(message.shortened || message.mail !== null) && (
        <Button size="extra-small" variant="transparent" overlay={<WholeMail message={message} />}>
          {words.reply.showAll}
        </Button>
      )}
      <Attached message={message} />
    </Flex>
  );
}

/** The whole mail over the card. HubSpot mounts it with its button, so it is fetched only once somebody opens it. */
export function WholeMail({ message }: { message: TimelineMessage }) {
  const { words } = useCard();
  const [opened, setOpened] = useState(false);
  return (
    <Modal id={`message-${message.id}`} title={words.reply.whole} width="large" onOpen={() => setOpened(true)}>
      <ModalBody>{opened && <WholeMessage messageId={message.id} />}</ModalBody>
    </Modal>
  );
}

export function Attached({ message: { attachments } }: { message: TimelineMessage }) {
  const { words } = useCard();
  if (attachments.length === 0) return null;
  return (
    <Text variant="microcopy">
      {`${words.reply.attachments}: ${attachments
        .map(({ filename, blocked }) => (blocked ? `${filename} (${words.reply.blocked})` : filename))
        .join(', ')}`}
    </Text>
  );
}

/** Words are missing: the original has them, and the reply counts once a person has looked. */
export function NotFullyRead({ message: { mail, analysis } }: { message: TimelineMessage }) {
  const { words } = useCard();
  if (!mail || mail.fullyRead) return null;
  const looked = analysis?.correctedBy || analysis?.confirmedBy;
  return (
    <Alert title={words.reply.notFullyRead} variant="warning">
      {looked ? null : words.reply.notFullyReadHint}
    </Alert>
  );
}

function WholeMessage({ messageId }: { messageId: string }) {
  const { api, words } = useCard();
  const load = useCallback(() => api.get<FullMessage>(`/messages/${messageId}`), [api, messageId]);
  const { state, reload } = useRemote(load);

  if (state.status === 'loading') return <LoadingSpinner label={words.shared.loading} layout="centered" />;
  if (state.status === 'failed') return <LoadFailure failure={state.failure} onRetry={reload} />;
  const { text, quoted, signature, cut } = state.data;
  return (
    <Flex direction="column" gap="medium">
      <Text>{text}</Text>
      {signature && <Part title={words.reply.signature} text={signature} />}
      {quoted && <Part title={words.reply.quoted} text={quoted} />}
      {cut && <Text variant="microcopy">{words.reply.cut}</Text>}
    </Flex>
  );
}

function Part({ title, text }: { title: string; text: string }) {
  return (
    <Flex direction="column" gap="flush">
      <Text format={{ fontWeight: 'demibold' }}>{title}</Text>
      <Text variant="microcopy">{text}</Text>
    </Flex>
  );
}
