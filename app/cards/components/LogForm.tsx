import {
  Button,
  DateInput,
  Flex,
  Input,
  LoadingSpinner,
  Panel,
  PanelBody,
  PanelSection,
  Select,
  TextArea,
  TimeInput,
  ToggleGroup,
} from '@hubspot/ui-extensions';
import { useAction } from '@reply-tracking/shared/use-action.ts';
import { useRemote } from '@reply-tracking/shared/use-remote.ts';
import { useCallback, useEffect, useReducer, useState } from 'react';
import type { Channel, Direction, FullMessage, MessageChanged, TimelineMessage } from '../../../cards/dto/timeline.ts';
import { useCard } from '../card.tsx';
import { draftOf, emptyDraft, inputOf, logReducer } from '../log-draft.ts';
import { FailureAlert, LoadFailure } from './Failure.tsx';
import { PanelActions } from './PanelActions.tsx';

type Props = { message?: TimelineMessage; onSaved: () => void };

/** A reply that came another way than by tracked mail, or our own answer; with `message`, an edit of one. */
export function LogButton({ message, onSaved }: Props) {
  const { words } = useCard();
  return (
    <Button
      variant={message ? 'transparent' : 'secondary'}
      size={message ? 'extra-small' : 'small'}
      overlay={<LogPanel message={message} onSaved={onSaved} />}
    >
      {message ? words.log.edit : words.log.open}
    </Button>
  );
}

export function LogPanel({ message, onSaved }: Props) {
  const { words } = useCard();
  const id = message ? `edit-${message.id}` : 'log-reply';
  const [openedAt, setOpenedAt] = useState<Date | null>(null);
  return (
    <Panel
      id={id}
      title={message ? words.log.editTitle : words.log.title}
      width="small"
      onOpen={() => setOpenedAt(new Date())}
    >
      {message?.shortened ? (
        openedAt && <WholeEntry panelId={id} messageId={message.id} onSaved={onSaved} openedAt={openedAt} />
      ) : (
        <LogForm panelId={id} message={message} onSaved={onSaved} openedAt={openedAt} />
      )}
    </Panel>
  );
}

type FormProps = { panelId: string; onSaved: () => void; openedAt: Date | null };

/** The timeline has only the beginning of a long entry; saving that would cut off the rest. */
function WholeEntry({ messageId, ...form }: FormProps & { messageId: string }) {
  const { api, words } = useCard();
  const load = useCallback(() => api.get<FullMessage>(`/messages/${messageId}`), [api, messageId]);
  const { state, reload } = useRemote(load);

  if (state.status === 'loading') return <LoadingSpinner label={words.shared.loading} layout="centered" />;
  if (state.status === 'failed') return <LoadFailure failure={state.failure} onRetry={reload} />;
  return <LogForm {...form} message={{ ...state.data.message, text: state.data.text }} />;
}

function LogForm({ panelId, message, onSaved, openedAt }: FormProps & Pick<Props, 'message'>) {
  const { api, hubspotId, words, timeZone, tell, close, propertiesChanged } = useCard();
  const fresh = () => (message ? draftOf(message, timeZone) : emptyDraft(new Date(), timeZone));
  const [draft, dispatch] = useReducer(logReducer, undefined, fresh);
  useEffect(() => {
    if (openedAt && !message) dispatch({ type: 'opened', now: openedAt, timeZone });
  }, [openedAt, message, timeZone]);

  const post = useCallback(
    (input: ReturnType<typeof inputOf>, key: string) =>
      message
        ? api.post<MessageChanged>(`/messages/${message.id}/edit`, { ...input.edit, key, revision: message.revision })
        : api.post<MessageChanged>(`/contacts/${hubspotId}/log`, { ...input.log, key }),
    [api, hubspotId, message],
  );
  const save = useAction(post, () => {
    tell(message ? words.log.edited : words.log.saved);
    if (!message) dispatch({ type: 'reset', draft: emptyDraft(new Date(), timeZone) });
    close(panelId);
    propertiesChanged();
    onSaved();
  });
  const submit = () => (draft.text.trim() ? save.run(inputOf(draft, timeZone)) : dispatch({ type: 'missing' }));

  const { channel: channels } = words.shared;
  return (
    <>
      <PanelBody>
        <PanelSection>
          <Flex direction="column" gap="medium">
            {!message && (
              <ToggleGroup
                toggleType="radioButtonList"
                name="direction"
                label={words.log.direction}
                inline
                value={draft.direction}
                options={[
                  { value: 'incoming', label: words.log.incoming },
                  { value: 'outgoing', label: words.log.outgoing },
                ]}
                onChange={(value) => dispatch({ type: 'set', change: { direction: value as Direction } })}
              />
            )}
            <Select
              label={words.log.channel}
              name="channel"
              value={draft.channel}
              options={(Object.keys(channels) as Channel[]).map((value) => ({ value, label: channels[value] }))}
              onChange={(value) => dispatch({ type: 'set', change: { channel: value as Channel } })}
            />
            <Flex gap="small" wrap>
              <DateInput
                label={words.log.date}
                name="date"
                timezone="portalTz"
                value={draft.date}
                onChange={({ year, month, date }) => dispatch({ type: 'set', change: { date: { year, month, date } } })}
              />
              <TimeInput
                label={words.log.time}
                name="time"
                timezone="portalTz"
                value={draft.time}
                onChange={({ hours, minutes }) => dispatch({ type: 'set', change: { time: { hours, minutes } } })}
              />
            </Flex>
            {draft.channel === 'email' && (
              <Input
                label={words.log.subject}
                name="subject"
                value={draft.subject}
                onInput={(subject) => dispatch({ type: 'set', change: { subject } })}
              />
            )}
            <TextArea
              label={words.log.text}
              name="text"
              description={draft.direction === 'incoming' ? words.log.textHint : undefined}
              rows={7}
              required
              error={draft.missing}
              validationMessage={draft.missing ? words.log.missing : undefined}
              value={draft.text}
              onInput={(text) => dispatch({ type: 'set', change: { text } })}
            />
            <FailureAlert failure={save.state.status === 'failed' ? save.state.failure : null} />
          </Flex>
        </PanelSection>
      </PanelBody>
      <PanelActions panelId={panelId} label={words.shared.save} busy={save.busy} onSubmit={submit} />
    </>
  );
}
