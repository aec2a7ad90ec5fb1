import { EmptyState, Flex, Heading, hubspot, Link, LoadingSpinner, Select, Text } from '@hubspot/ui-extensions';
import { useAction } from '@reply-tracking/shared/use-action.ts';
import { useRemote } from '@reply-tracking/shared/use-remote.ts';
import { useCallback, useEffect, useState } from 'react';
import type { RecordMessage, RecordTimeline } from '../../cards/dto/record.ts';
import type { TimelineFilter } from '../../cards/dto/timeline.ts';
import { type CardHost, CardProvider, ForContact, useCard } from './card.tsx';
import { LoadFailure, QuietFailure } from './components/Failure.tsx';
import { Message } from './components/Message.tsx';
import { NoAccess } from './components/NoAccess.tsx';
import { OlderButton } from './components/OlderButton.tsx';
import { isAnalyzing } from './labels.ts';

/** On a company, deal or ticket: what its contacts wrote, each to be answered where one reads it. */
export function RecordTab(host: CardHost) {
  return (
    <CardProvider host={host}>
      <Conversations />
    </CardProvider>
  );
}

const options = { unfinished: ({ messages }: RecordTimeline) => messages.some(isAnalyzing) };

function Conversations() {
  const { api, recordPath, words, changes } = useCard();
  const [filter, setFilter] = useState<TimelineFilter | 'all'>('replies');
  const asked = filter === 'all' ? '' : `filter=${filter}`;
  const path = `${recordPath}/timeline`;
  const load = useCallback(() => api.get<RecordTimeline>(`${path}${asked && `?${asked}`}`), [api, path, asked]);
  const { state, reload, change } = useRemote(load, options);
  useEffect(() => {
    if (changes > 0) void reload();
  }, [changes, reload]);
  const loadOlder = useCallback(
    (cursor: string) => api.get<RecordTimeline>(`${path}?${asked && `${asked}&`}cursor=${encodeURIComponent(cursor)}`),
    [api, path, asked],
  );
  const older = useAction(loadOlder, (page) =>
    change((before) => ({ ...page, messages: [...before.messages, ...page.messages] })),
  );

  if (state.status === 'loading') return <LoadingSpinner label={words.shared.loading} layout="centered" />;
  if (state.status === 'failed') return <LoadFailure failure={state.failure} onRetry={reload} />;
  const { granted, messages, total, nextCursor, contactUrl } = state.data;
  if (!granted) return <NoAccess />;
  const { filters } = words.timeline;
  return (
    <Flex direction="column" gap="medium">
      <QuietFailure failure={state.failure} />
      <Flex justify="between" align="end" gap="small" wrap>
        <Select
          label={words.timeline.filter}
          name="record-filter"
          value={filter}
          options={(Object.keys(filters) as (keyof typeof filters)[]).map((value) => ({
            value,
            label: filters[value],
          }))}
          onChange={(value) => setFilter(value as TimelineFilter | 'all')}
        />
        <Text variant="microcopy">{words.timeline.count(messages.length, total)}</Text>
      </Flex>
      {messages.length === 0 && filter === 'replies' && (
        <EmptyState title={words.record.none} layout="vertical" imageName="emailConfirmation">
          <Text>{words.record.noneHint}</Text>
        </EmptyState>
      )}
      {messages.length === 0 && filter !== 'replies' && <Text>{words.timeline.nothingFound}</Text>}
      <Messages key={asked} messages={messages} contactUrl={contactUrl} onChanged={reload} />
      <OlderButton older={older} cursor={nextCursor} />
    </Flex>
  );
}

type MessagesProps = { messages: RecordMessage[]; contactUrl: string; onChanged: () => void };

/** All folded: on an account nobody knows which one is looked for. A contact is named where another one begins. */
function Messages({ messages, contactUrl, onChanged }: MessagesProps) {
  const { words } = useCard();
  const [opened, setOpened] = useState<string | null>(null);
  if (messages.length === 0) return null;
  return (
    <Flex direction="column" gap="flush">
      <Heading>{words.record.title}</Heading>
      {messages.map((message, n) => (
        <ForContact key={message.id} hubspotId={message.hubspotId}>
          {messages[n - 1]?.hubspotId !== message.hubspotId && (
            <Link href={`${contactUrl}${message.hubspotId}`}>{message.contactName || message.hubspotId}</Link>
          )}
          <Message
            entry={{ message, changes: [] }}
            contactName={message.contactName}
            opened={opened === message.id}
            onToggle={() => setOpened(opened === message.id ? null : message.id)}
            onChanged={onChanged}
          />
        </ForContact>
      ))}
    </Flex>
  );
}

hubspot.extend<'crm.record.tab'>(({ context, actions }) => <RecordTab context={context} actions={actions} />);
