import { Alert, Button, Flex, LoadingSpinner, Modal, ModalBody, Text } from '@hubspot/ui-extensions';
import { useRemote } from '@reply-tracking/shared/use-remote.ts';
import { useCallback, useState } from 'react';
import type { FullMessage, TimelineMessage } from '../../../cards/dto/timeline.ts';
import { useCard } from '../card.tsx';
import { LoadFailure } from './Failure.tsx';

/** What was written or said, with the whole mail one click away. */
export function ReplyText({ message }: { message: TimelineMessage }) {
  const { words } = useCard();
  // HubSpot mounts an overlay's content with its button, so the whole mail is fetched only once somebody opens it.
  const [opened, setOpened] = useState(false);
  const hasMail = message.mail !== null;
  return (
    <Flex direction="column" gap="extra-small">
      <NotFullyRead message={message} />
      <Text>
        {message.text}
        {message.shortened ? ' …' : ''}
      </Text>
      {(message.shortened || hasMail) && (
        <Button
          size="extra-small"
          variant="transparent"
          overlay={
            <Modal id={`message-${message.id}`} title={words.reply.whole} width="large" onOpen={() => setOpened(true)}>
              <ModalBody>{opened && <WholeMessage messageId={message.id} />}</ModalBody>
            </Modal>
          }
        >
          {words.reply.showAll}
        </Button>
      )}
      {message.attachments.length > 0 && (
        <Text variant="microcopy">
          {`${words.reply.attachments}: ${message.attachments
            .map(({ filename, blocked }) => (blocked ? `${filename} (${words.reply.blocked})` : filename))
            .join(', ')}`}
        </Text>
      )}
    </Flex>
  );
}

/** Words are missing: the original has them, and the reply counts once a person has looked. */
function NotFullyRead({ message: { mail, analysis } }: { message: TimelineMessage }) {
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
