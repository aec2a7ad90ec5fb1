import { Alert, Checkbox, Flex, Input, PanelBody, PanelSection, Text, TextArea, Tile } from '@hubspot/ui-extensions';
import { useAction } from '@reply-tracking/shared/use-action.ts';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { ComposerView } from '../../../cards/dto/compose.ts';
import type { Sent } from '../../../cards/dto/contact.ts';
import type { TimelineMessage } from '../../../cards/dto/timeline.ts';
import { useCard } from '../card.tsx';
import {
  beginComposing,
  type Composing,
  changed,
  draftOf,
  emailOf,
  isComplete,
  withDraft,
  withTemplate,
} from '../compose-draft.ts';
import { firstLines } from '../quotes.ts';
import { Drafting } from './Drafting.tsx';
import { FailureAlert } from './Failure.tsx';
import { MessageHeader } from './MessageHeader.tsx';
import { PanelActions } from './PanelActions.tsx';
import { SendLater } from './SendLater.tsx';
import { Templates } from './Templates.tsx';
import { WithFiles } from './WithFiles.tsx';

/** As much of what one answers as leaves room to write. */
const ANSWERED_LENGTH = 600;
const KEPT_AFTER_MS = 800;

export type ComposerProps = {
  suggestedSubject: string;
  /** What one answers: it stands above the fields, and the email goes on with its thread. */
  answered?: TimelineMessage;
  onSent: () => void;
};

type Props = ComposerProps & { view: ComposerView; panelId: string; onReload: () => void };

export function ComposerForm({ suggestedSubject, answered, view, panelId, onSent, onReload }: Props) {
  const { api, hubspotId, words, timeZone, tell, propertiesChanged } = useCard();
  const [composing, setComposing] = useState(() =>
    beginComposing(view, { suggestedSubject, now: api.now(), timeZone }),
  );
  const isAnswer = answered?.kind === 'reply';
  const change = (part: Partial<Composing>) => setComposing((before) => changed(before, part));
  const email = emailOf(composing, timeZone);
  const post = useCallback(
    // No input: after a lost response the customer may have the mail, and a changed text must not send a second one.
    (_: null, key: string) =>
      api.post<Sent>(`/contacts/${hubspotId}/email`, { ...email, answeredMessageId: answered?.id ?? null, key }),
    [api, hubspotId, email, answered?.id],
  );
  const send = useAction(post, () => {
    tell(email.sendAt ? words.send.scheduled : words.send.sent);
    propertiesChanged();
    onSent();
  });
  useKeptDraft(composing, answered?.id ?? null, send.busy);
  const submit = () => (isComplete(composing) && !composing.ai ? send.run(null) : change({ missing: true }));
  const invalid = (value: string) => composing.missing && !value.trim();
  const problem = view.problem && words.shared.error[view.problem];
  return (
    <>
      <PanelBody>
        <PanelSection>
          <Flex direction="column" gap="medium">
            {problem && (
              <Alert title={words.send.impossible} variant="warning">
                {problem}
              </Alert>
            )}
            {answered && (
              <Tile compact>
                <MessageHeader message={answered} />
                <Text>{firstLines(answered.text, ANSWERED_LENGTH)}</Text>
              </Tile>
            )}
            {view.to && <Text variant="microcopy">{words.send.to(view.to)}</Text>}
            {isAnswer && (
              <Input
                label={words.send.cc}
                name="cc"
                value={composing.cc}
                onInput={(cc) => change({ cc })}
                description={words.send.ccHint}
              />
            )}
            <Input
              label={words.send.subject}
              name="subject"
              required
              error={invalid(composing.subject)}
              validationMessage={invalid(composing.subject) ? words.send.missing : undefined}
              value={composing.subject}
              onInput={(subject) => change({ subject })}
            />
            {isAnswer && (
              <Drafting
                messageId={answered.id}
                view={view}
                composing={composing}
                onDrafted={(draft) => setComposing((before) => withDraft(before, draft))}
                onConfirmed={() => change({ ai: false })}
              />
            )}
            <Templates
              templates={view.templates}
              composing={composing}
              onPick={(template) => setComposing((before) => withTemplate(before, template))}
              onChanged={onReload}
            />
            <TextArea
              label={words.send.text}
              name="text"
              description={words.send.textHint}
              rows={12}
              required
              error={invalid(composing.text)}
              validationMessage={invalid(composing.text) ? words.send.missing : undefined}
              value={composing.text}
              onInput={(text) => change({ text })}
            />
            <Text variant="microcopy">{view.signature || words.send.noSignature}</Text>
            {!view.named && <Text variant="microcopy">{words.send.noName}</Text>}
            {isAnswer && (
              <Checkbox name="quote" checked={composing.quote} onChange={(quote) => change({ quote })}>
                {words.send.quote}
              </Checkbox>
            )}
            {isAnswer && !composing.ai && (
              <WithFiles messageId={answered.id} draft={draftOf(composing)} onClosed={onSent} />
            )}
            {isAnswer && <SendLater composing={composing} onChange={change} />}
            <FailureAlert failure={send.state.status === 'failed' ? send.state.failure : null} />
          </Flex>
        </PanelSection>
      </PanelBody>
      <PanelActions
        panelId={panelId}
        label={composing.later ? words.send.schedule : words.send.send}
        busy={send.busy}
        onSubmit={submit}
      />
    </>
  );
}

/** What was written is kept a moment after the last key, but not while it is being sent: then the server drops it. */
function useKeptDraft(composing: Composing, answeredMessageId: string | null, isSending: boolean) {
  const { api, hubspotId } = useCard();
  const draft = JSON.stringify(draftOf(composing));
  const kept = useRef(draft);
  useEffect(() => {
    if (isSending || draft === kept.current) return undefined;
    const timer = setTimeout(() => {
      kept.current = draft;
      const body = { key: crypto.randomUUID(), answeredMessageId, draft: JSON.parse(draft) };
      void api.post(`/contacts/${hubspotId}/draft`, body);
    }, KEPT_AFTER_MS);
    return () => clearTimeout(timer);
  }, [api, hubspotId, draft, answeredMessageId, isSending]);
}
