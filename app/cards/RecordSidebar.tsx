import { Divider, EmptyState, Flex, hubspot, Link, LoadingSpinner, StatusTag, Tag, Text } from '@hubspot/ui-extensions';
import { useRemote } from '@reply-tracking/shared/use-remote.ts';
import { useCallback, useEffect } from 'react';
import type { WaitingReply } from '../../cards/dto/home.ts';
import type { RecordMessage, RecordSummary } from '../../cards/dto/record.ts';
import { type CardHost, CardProvider, useCard } from './card.tsx';
import { LoadFailure, QuietFailure } from './components/Failure.tsx';
import { NoAccess } from './components/NoAccess.tsx';
import { responseTypeVariant } from './labels.ts';
import { summaryLine } from './timeline.ts';

/** Beside a company, deal or ticket: who of its contacts waits, and what was said last. */
export function RecordSidebar(host: CardHost) {
  return (
    <CardProvider host={host}>
      <Summary />
    </CardProvider>
  );
}

function Summary() {
  const { api, recordPath, words, changes } = useCard();
  const load = useCallback(() => api.get<RecordSummary>(`${recordPath}/waiting`), [api, recordPath]);
  const { state, reload } = useRemote(load);
  useEffect(() => {
    if (changes > 0) void reload();
  }, [changes, reload]);

  if (state.status === 'loading') return <LoadingSpinner label={words.shared.loading} layout="centered" />;
  if (state.status === 'failed') return <LoadFailure failure={state.failure} onRetry={reload} />;
  const { granted, waiting, waitingTotal, latest, contactUrl } = state.data;
  if (!granted) return <NoAccess />;
  const beyond = waitingTotal - waiting.length;
  return (
    <Flex direction="column" gap="small">
      <QuietFailure failure={state.failure} />
      <StatusTag variant={waitingTotal > 0 ? 'warning' : 'success'}>
        {waitingTotal > 0 ? words.record.waiting(waitingTotal) : words.record.caughtUp}
      </StatusTag>
      {waiting.map((reply) => (
        <Waiting key={reply.messageId} reply={reply} contactUrl={contactUrl} />
      ))}
      {beyond > 0 && <Text variant="microcopy">{words.record.more(beyond)}</Text>}
      {latest ? (
        !waiting.some(({ messageId }) => messageId === latest.id) && <Latest message={latest} contactUrl={contactUrl} />
      ) : (
        <EmptyState title={words.record.none} layout="vertical" imageName="emailConfirmation" imageWidth={120}>
          <Text>{words.record.noneHint}</Text>
        </EmptyState>
      )}
    </Flex>
  );
}

function Waiting({ reply, contactUrl }: { reply: WaitingReply; contactUrl: string }) {
  const { words, dates } = useCard();
  const { responseType, overdue, dueAt } = reply;
  return (
    <Flex direction="column" gap="flush">
      <Flex justify="between" align="center" gap="small" wrap>
        <Link href={`${contactUrl}${reply.hubspotId}`}>{reply.contactName || reply.hubspotId}</Link>
        {responseType && (
          <Tag variant={responseTypeVariant[responseType]}>{words.shared.responseType[responseType]}</Tag>
        )}
      </Flex>
      <Text>{reply.keyInsights || reply.subject}</Text>
      <Text variant="microcopy">
        {overdue && dueAt ? words.waiting.overdue(dates.relative(dueAt)) : dates.ago(reply.since)}
        {reply.handedTo ? ` · ${words.waiting.handedTo(reply.handedTo)}` : ''}
      </Text>
    </Flex>
  );
}

function Latest({ message, contactUrl }: { message: RecordMessage; contactUrl: string }) {
  const { words, dates } = useCard();
  return (
    <Flex direction="column" gap="flush">
      <Divider />
      <Text format={{ fontWeight: 'demibold' }}>{words.record.latest}</Text>
      <Link href={`${contactUrl}${message.hubspotId}`}>{message.contactName || message.hubspotId}</Link>
      <Text>{[message.subject, summaryLine(message)].filter(Boolean).join(' · ')}</Text>
      <Text variant="microcopy">{dates.ago(message.occurredAt)}</Text>
    </Flex>
  );
}

hubspot.extend<'crm.record.sidebar'>(({ context, actions }) => <RecordSidebar context={context} actions={actions} />);
