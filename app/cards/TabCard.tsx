import { EmptyState, Flex, Heading, hubspot, LoadingSpinner, Text } from '@hubspot/ui-extensions';
import { useAction } from '@reply-tracking/shared/use-action.ts';
import { useRemote } from '@reply-tracking/shared/use-remote.ts';
import { useCallback, useEffect, useState } from 'react';
import type { ReplyAddress } from '../../cards/dto/contact.ts';
import type { TimelineFilter, TimelinePage } from '../../cards/dto/timeline.ts';
import { type CardHost, CardProvider, useCard } from './card.tsx';
import { ComposerButton } from './components/Composer.tsx';
import { LoadFailure, QuietFailure } from './components/Failure.tsx';
import { Finder } from './components/Finder.tsx';
import { LogButton } from './components/LogForm.tsx';
import { Message } from './components/Message.tsx';
import { OlderButton } from './components/OlderButton.tsx';
import { ReplyAddressLine } from './components/ReplyAddress.tsx';
import { isAnalyzing, isSaving } from './labels.ts';
import { appendOlder, entriesOf, mergeNewest, suggestedSubject } from './timeline.ts';

/** The whole conversation with a contact. */
export function TabCard(host: CardHost) {
  return (
    <CardProvider host={host}>
      <Conversation />
    </CardProvider>
  );
}

const options = {
  unfinished: ({ messages, suggestions }: TimelinePage) =>
    suggestions.some(isSaving) ||
    messages.some((message) => isAnalyzing(message) || message.delivery?.state === 'queued'),
  merge: mergeNewest,
};

function Conversation() {
  const { api, hubspotId, words, changes } = useCard();
  const [filter, setFilter] = useState<TimelineFilter | 'all'>('all');
  const [search, setSearch] = useState('');
  const asked = new URLSearchParams({ ...(filter !== 'all' && { filter }), ...(search && { search }) }).toString();
  const path = `/contacts/${hubspotId}/timeline`;
  const loadPage = useCallback(() => api.get<TimelinePage>(`${path}${asked && `?${asked}`}`), [api, path, asked]);
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
    (cursor: string) => api.get<TimelinePage>(`${path}?${asked && `${asked}&`}cursor=${encodeURIComponent(cursor)}`),
    [api, path, asked],
  );
  const older = useAction(loadOlder, (page) => change((before) => appendOlder(before, page)));

  if (state.status === 'failed') return <LoadFailure failure={state.failure} onRetry={reload} />;
  const page = state.status === 'ready' ? state.data : null;
  const sent = () => {
    reload();
    address.reload();
  };
  const isNew = page !== null && page.total === 0 && asked === '';
  return (
    <Flex direction="column" gap="medium">
      <Flex justify="between" align="start" gap="medium" wrap>
        {address.state.status === 'ready' && <ReplyAddressLine replyAddress={address.state.data} />}
        <Flex gap="small" wrap>
          <ComposerButton label={words.send.open} suggestedSubject={page ? suggestedSubject(page) : ''} onSent={sent} />
          <LogButton onSaved={reload} />
        </Flex>
      </Flex>
      {!isNew && <Finder filter={filter} waiting={page?.waiting ?? 0} onFilter={setFilter} onSearch={setSearch} />}
      {state.status === 'ready' && <QuietFailure failure={state.failure} />}
      {page === null && <LoadingSpinner label={words.shared.loading} layout="centered" />}
      {isNew && (
        <EmptyState title={words.timeline.empty} layout="vertical" imageName="emailConfirmation">
          <Text>{words.timeline.emptyHint}</Text>
        </EmptyState>
      )}
      {page && !isNew && <Messages key={asked} page={page} filter={filter} onChanged={sent} />}
      <OlderButton older={older} cursor={page?.nextCursor ?? null} />
    </Flex>
  );
}

type MessagesProps = { page: TimelinePage; filter: TimelineFilter | 'all'; onChanged: () => void };

/** Folded but for one: the newest, or of those that wait the first. */
function Messages({ page, filter, onChanged }: MessagesProps) {
  const { words } = useCard();
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set());
  const entries = entriesOf(page.messages);
  const written = entries.filter(({ message }) => !message.change);
  const shownFirst = (filter === 'waits' ? written.at(-1) : written[0])?.message.id;
  const toggle = (id: string) =>
    setToggled((before) => {
      const next = new Set(before);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  return (
    <Flex direction="column" gap="flush">
      <Flex justify="between" align="center" gap="small">
        <Heading>{words.timeline.title}</Heading>
        <Text variant="microcopy">{words.timeline.count(page.messages.length, page.total)}</Text>
      </Flex>
      {entries.length === 0 && <Text>{words.timeline.nothingFound}</Text>}
      {entries.map((entry) => (
        <Message
          key={entry.message.id}
          entry={entry}
          contactName={page.contactName}
          suggestions={page.suggestions.filter(({ messageId }) => messageId === entry.message.id)}
          opened={(entry.message.id === shownFirst) !== toggled.has(entry.message.id)}
          onToggle={() => toggle(entry.message.id)}
          onChanged={onChanged}
        />
      ))}
    </Flex>
  );
}

hubspot.extend<'crm.record.tab'>(({ context, actions }) => <TabCard context={context} actions={actions} />);
