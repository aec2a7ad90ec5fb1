import { Divider, EmptyState, Flex, Heading, hubspot, LoadingSpinner, Text } from '@hubspot/ui-extensions';
import { useRemote } from '@reply-tracking/shared/use-remote.ts';
import { useCallback, useEffect } from 'react';
import type { ContactSummary } from '../../cards/dto/contact.ts';
import { type CardHost, CardProvider, useCard } from './card.tsx';
import { ActionItems } from './components/ActionItems.tsx';
import { AnalysisBlock } from './components/Analysis.tsx';
import { Attention } from './components/Attention.tsx';
import { FailureAlert, LoadFailure } from './components/Failure.tsx';
import { LogButton } from './components/LogForm.tsx';
import { MachineMail } from './components/MachineMail.tsx';
import { MessageHeader } from './components/Message.tsx';
import { ReplyText } from './components/ReplyText.tsx';
import { SenderCheck } from './components/SenderCheck.tsx';
import { StatusSelect } from './components/StatusSelect.tsx';
import { WaitingBlock } from './components/Waiting.tsx';
import { hasUnfinished } from './labels.ts';

/** Beside the record: does something wait, what does it say, what shall be done. */
export function SidebarCard(host: CardHost) {
  return (
    <CardProvider host={host}>
      <Summary />
    </CardProvider>
  );
}

const options = { unfinished: hasUnfinished };

function Summary() {
  const { api, hubspotId, words, changes } = useCard();
  const load = useCallback(() => api.get<ContactSummary>(`/contacts/${hubspotId}/summary`), [api, hubspotId]);
  const { state, reload } = useRemote(load, options);
  useEffect(() => {
    if (changes > 0) void reload();
  }, [changes, reload]);

  if (state.status === 'loading') return <LoadingSpinner label={words.shared.loading} layout="centered" />;
  if (state.status === 'failed') return <LoadFailure failure={state.failure} onRetry={reload} />;
  const { waiting, status, latestReply, attention } = state.data;
  return (
    <Flex direction="column" gap="medium">
      <FailureAlert failure={state.failure} />
      <WaitingBlock waiting={waiting} onAnswered={reload} />
      <StatusSelect key={status} status={status} onChanged={reload} />
      <LogButton onSaved={reload} />
      <Attention items={attention} onChanged={reload} />
      <Divider />
      {latestReply ? (
        <Flex direction="column" gap="small">
          <Heading>{words.reply.latest}</Heading>
          <MessageHeader message={latestReply} />
          <MachineMail message={latestReply} />
          <ReplyText message={latestReply} />
          <SenderCheck message={latestReply} onChanged={reload} />
          <AnalysisBlock message={latestReply} onChanged={reload} />
          <ActionItems items={latestReply.actionItems} onChanged={reload} />
        </Flex>
      ) : (
        <EmptyState title={words.reply.none} layout="vertical" imageName="emailConfirmation" imageWidth={120}>
          <Text>{words.reply.noneHint}</Text>
        </EmptyState>
      )}
    </Flex>
  );
}

hubspot.extend<'crm.record.sidebar'>(({ context, actions }) => <SidebarCard context={context} actions={actions} />);
