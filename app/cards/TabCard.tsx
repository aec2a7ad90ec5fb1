import {
  Divider,
  EmptyState,
  Flex,
  Heading,
  hubspot,
  LoadingButton,
  LoadingSpinner,
  Text,
} from '@hubspot/ui-extensions';
import { useAction } from '@reply-tracking/shared/use-action.ts';
import { useRemote } from '@reply-tracking/shared/use-remote.ts';
import { useCallback, useEffect } from 'react';
import type { ReplyAddress } from '../../cards/dto/contact.ts';
import type { TimelinePage } from '../../cards/dto/timeline.ts';
import { type CardHost, CardProvider, useCard } from './card.tsx';
import { ComposerButton } from './components/Composer.tsx';
import { FailureAlert, LoadFailure } from './components/Failure.tsx';
import { LogButton } from './components/LogForm.tsx';
import { Message } from './components/Message.tsx';
import { ReplyAddressLine } from './components/ReplyAddress.tsx';
import { isAnalyzing } from './labels.ts';
import { appendOlder, mergeNewest, suggestedSubject } from './timeline.ts';

/** The whole conversation with a contact. */
export function TabCard(host: CardHost) {
  return (
    <CardProvider host={host}>
      <Conversation />
    </CardProvider>
  );
}

const options = {
  unfinished: ({ messages }: TimelinePage) =>
    messages.some((message) => isAnalyzing(message) || message.delivery?.state === 'queued'),
  merge: mergeNewest,
};

function Conversation() {
  const { api, hubspotId, words, changes } = useCard();
  const path = `/contacts/${hubspotId}/timeline`;
  const loadPage = useCallback(() => api.get<TimelinePage>(path), [api, path]);
  const { state, reload, change } = useRemote(loadPage, options);
  useEffect(() => {
    if (changes > 0) void reload();
  }, [changes, reload]);

  const loadAddress = useCallback(
    () => api.get<ReplyAddress>(`/contacts/${hubspotId}/reply-address`),
    [api, hubspotId],
  );
  const address = useRemote(loadAddress);
  const loadOlder = useCallback(
    (cursor: string) => api.get<TimelinePage>(`${path}?cursor=${encodeURIComponent(cursor)}`),
    [api, path],
  );
  const older = useAction(loadOlder, (page) => change((before) => appendOlder(before, page)));

  if (state.status === 'loading') return <LoadingSpinner label={words.shared.loading} layout="centered" />;
  if (state.status === 'failed') return <LoadFailure failure={state.failure} onRetry={reload} />;
  const { messages, nextCursor, total } = state.data;
  const sent = () => {
    reload();
    address.reload();
  };
  return (
    <Flex direction="column" gap="medium">
      <Flex justify="between" align="start" gap="medium" wrap>
        {address.state.status === 'ready' && <ReplyAddressLine replyAddress={address.state.data} />}
        <Flex gap="small" wrap>
          <ComposerButton suggestedSubject={suggestedSubject(state.data)} onSent={sent} />
          <LogButton onSaved={reload} />
        </Flex>
      </Flex>
      <FailureAlert failure={state.failure} />
      <Divider />
      {messages.length === 0 ? (
        <EmptyState title={words.timeline.empty} layout="vertical" imageName="emailConfirmation">
          <Text>{words.timeline.emptyHint}</Text>
        </EmptyState>
      ) : (
        <Flex direction="column" gap="small">
          <Flex justify="between" align="center" gap="small">
            <Heading>{words.timeline.title}</Heading>
            <Text variant="microcopy">{words.timeline.count(messages.length, total)}</Text>
          </Flex>
          {messages.map((message) => (
            <Message key={message.id} message={message} onChanged={reload} />
          ))}
        </Flex>
      )}
      {nextCursor && (
        <LoadingButton loading={older.busy} variant="secondary" onClick={() => older.run(nextCursor)}>
          {words.timeline.older}
        </LoadingButton>
      )}
      <FailureAlert failure={older.state.status === 'failed' ? older.state.failure : null} />
    </Flex>
  );
}

hubspot.extend<'crm.record.tab'>(({ context, actions }) => <TabCard context={context} actions={actions} />);
