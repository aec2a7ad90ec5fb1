import { Accordion, Divider, Dropdown, EmptyState, Flex, hubspot, LoadingSpinner, Text } from '@hubspot/ui-extensions';
import { useRemote } from '@reply-tracking/shared/use-remote.ts';
import { useCallback, useEffect } from 'react';
import type { ContactSummary } from '../../cards/dto/contact.ts';
import type { TimelineMessage } from '../../cards/dto/timeline.ts';
import { type CardHost, CardProvider, useCard } from './card.tsx';
import { ActionItems } from './components/ActionItems.tsx';
import { Analyzing, Rating } from './components/Analysis.tsx';
import { Attention } from './components/Attention.tsx';
import { ComposerButton } from './components/Composer.tsx';
import { DoneMenu, DoneNotice, useDone } from './components/DoneMenu.tsx';
import { Evidence } from './components/Evidence.tsx';
import { excerptOf, MarkedText } from './components/Excerpt.tsx';
import { FailureAlert, LoadFailure, PausedAlert, QuietFailure } from './components/Failure.tsx';
import { LogPanel } from './components/LogForm.tsx';
import { MachineMail } from './components/MachineMail.tsx';
import { Opportunity } from './components/Opportunity.tsx';
import { Attached, hasWhole, NotFullyRead, useWholeEmail } from './components/ReplyText.tsx';
import { SenderCheck } from './components/SenderCheck.tsx';
import { StatusSelect } from './components/StatusSelect.tsx';
import { Suggestions } from './components/Suggestions.tsx';
import { WaitingBlock } from './components/Waiting.tsx';
import { hasUnfinished } from './labels.ts';
import { isMarkedIn, sameWords } from './quotes.ts';
import { answerSubject } from './timeline.ts';

/** Beside the record: does something wait, what do they want, what shall be done; then why we think so. */
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
  const done = useDone(reload);
  const whole = useWholeEmail(state.status === 'ready' ? state.data.latestReply?.id : undefined);

  if (state.status === 'loading') return <LoadingSpinner label={words.shared.loading} layout="centered" />;
  if (state.status === 'failed') return <LoadFailure failure={state.failure} onRetry={reload} />;
  const { name, waiting, status, latestReply: latest, unidentified, suggestions, openItems, attention } = state.data;
  const excerpt = latest ? excerptOf(latest) : '';
  return (
    <Flex direction="column" gap="small">
      <QuietFailure failure={state.failure} />
      <PausedAlert paused={state.data.paused} />
      <WaitingBlock waiting={waiting} latest={latest} onChanged={reload} />
      {latest && <Wish message={latest} />}
      <Flex gap="small" wrap>
        <ComposerButton
          label={latest ? words.send.reply : words.send.open}
          suggestedSubject={latest ? answerSubject(latest.subject) : ''}
          answered={latest ?? undefined}
          onSent={reload}
        />
        {waiting && <DoneMenu done={done.done} onChanged={reload} />}
        <Dropdown variant="secondary" buttonSize="small" buttonText={words.more}>
          <Dropdown.ButtonItem overlay={<LogPanel onSaved={reload} />}>{words.log.open}</Dropdown.ButtonItem>
          {latest && hasWhole(latest) && (
            <Dropdown.ButtonItem onClick={() => whole.run(null)}>{words.reply.showAll}</Dropdown.ButtonItem>
          )}
        </Dropdown>
      </Flex>
      <DoneNotice {...done} />
      <FailureAlert failure={whole.state.status === 'failed' ? whole.state.failure : null} />
      {unidentified.map((message) => (
        <Stranger
          key={message.id}
          message={message}
          subject={message.subject === latest?.subject ? '' : message.subject}
          contactName={name}
          onChanged={reload}
        />
      ))}
      <Suggestions suggestions={suggestions} contactName={name} onChanged={reload} />
      <ActionItems items={openItems} isShown={(quote) => isMarkedIn(excerpt, quote)} onChanged={reload} />
      {latest ? (
        <Details message={latest} excerpt={excerpt} contactName={name} onChanged={reload} />
      ) : (
        unidentified.length === 0 && (
          <EmptyState title={words.reply.none} layout="vertical" imageName="emailConfirmation" imageWidth={120}>
            <Text>{words.reply.noneHint}</Text>
          </EmptyState>
        )
      )}
      <Attention items={attention} onChanged={reload} />
      <StatusSelect key={status} status={status} onChanged={reload} />
    </Flex>
  );
}

/** Who wrote about what, what they want, and what it may be worth. */
function Wish({ message }: { message: TimelineMessage }) {
  const { words, dates } = useCard();
  const { analysis, author, subject, text } = message;
  const who = message.kind === 'logged' ? words.timeline.loggedBy(author.name) : author.name || author.address;
  const when = `${words.shared.channel[message.channel]} · ${dates.ago(message.occurredAt)}`;
  const summary = analysis?.fields.key_insights ?? '';
  return (
    <Flex direction="column" gap="extra-small">
      <Text format={{ fontWeight: 'demibold' }}>{[who, subject].filter(Boolean).join(' · ')}</Text>
      <Text variant="microcopy">{when}</Text>
      {message.analysisState === 'waiting' && <Analyzing />}
      {summary && !sameWords(summary, text) && <Text>{summary}</Text>}
      {analysis && <Opportunity score={analysis.fields.opportunity_score} />}
    </Flex>
  );
}

type DetailsProps = { message: TimelineMessage; excerpt: string; contactName: string; onChanged: () => void };

function Details({ message, excerpt, contactName, onChanged }: DetailsProps) {
  const { words } = useCard();
  const { analysis } = message;
  return (
    <Flex direction="column" gap="small">
      <Divider />
      <MachineMail message={message} />
      <NotFullyRead message={message} />
      <MarkedText text={excerpt} message={message} />
      <Attached message={message} />
      <SenderCheck message={message} contactName={contactName} onChanged={onChanged} />
      {analysis && <Evidence analysis={analysis} shownText={excerpt} />}
      {analysis && (
        <Accordion title={words.analysis.why} size="small" defaultOpen={analysis.checkWanted}>
          <Rating message={message} onChanged={onChanged} />
        </Accordion>
      )}
    </Flex>
  );
}

/** A reply of somebody who may or may not be the contact: the words, and the question whose it is. */
function Stranger({ message, subject, contactName, onChanged }: Omit<DetailsProps, 'excerpt'> & { subject: string }) {
  return (
    <Flex direction="column" gap="extra-small">
      <SenderCheck message={message} contactName={contactName} onChanged={onChanged} />
      {subject && <Text format={{ fontWeight: 'demibold' }}>{subject}</Text>}
      <MarkedText text={excerptOf(message)} message={message} />
    </Flex>
  );
}

hubspot.extend<'crm.record.sidebar'>(({ context, actions }) => <SidebarCard context={context} actions={actions} />);
