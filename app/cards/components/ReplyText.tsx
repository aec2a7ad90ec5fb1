import { Alert, Button, Flex, Text } from '@hubspot/ui-extensions';
import { useAction } from '@reply-tracking/shared/use-action.ts';
import { useCallback } from 'react';
import type { PageLink } from '../../../cards/dto/pages.ts';
import type { TimelineMessage } from '../../../cards/dto/timeline.ts';
import { useCard } from '../card.tsx';
import { MarkedText } from './Excerpt.tsx';
import { FailureAlert } from './Failure.tsx';

/** More than the card has room for: an email has its looks and files, anything else the rest of its text. */
export const hasWhole = ({ kind, shortened, attachments }: TimelineMessage): boolean =>
  kind === 'reply' || shortened || attachments.length > 0;

/** What was written or said, with the whole mail one click away. */
export function ReplyText({ message }: { message: TimelineMessage }) {
  const { words } = useCard();
  const whole = useWholeEmail(message.id);
  return (
    <Flex direction="column" gap="extra-small">
      <NotFullyRead message={message} />
      <MarkedText text={`${message.text}${message.shortened ? ' …' : ''}`} message={message} />
      {hasWhole(message) && (
        <Button size="extra-small" variant="transparent" onClick={() => whole.run(null)}>
          {words.reply.showAll}
        </Button>
      )}
      <FailureAlert failure={whole.state.status === 'failed' ? whole.state.failure : null} />
      <Attached message={message} />
    </Flex>
  );
}

/** The whole mail as it was written, on a page of ours over HubSpot's. */
export function useWholeEmail(messageId: string | undefined) {
  const { api, words, language, openPage } = useCard();
  const load = useCallback(
    (_: null) => api.get<PageLink>(`/messages/${messageId}/page?language=${language}`),
    [api, messageId, language],
  );
  return useAction(load, ({ url }) => openPage({ url, title: words.reply.whole }));
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
