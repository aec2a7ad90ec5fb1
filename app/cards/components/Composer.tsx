import { Button, Flex, Input, Panel, PanelBody, PanelSection, Text, TextArea, Tile } from '@hubspot/ui-extensions';
import { useAction } from '@reply-tracking/shared/use-action.ts';
import { useCallback, useState } from 'react';
import type { Sent } from '../../../cards/dto/contact.ts';
import type { TimelineMessage } from '../../../cards/dto/timeline.ts';
import { useCard } from '../card.tsx';
import { firstLines } from '../quotes.ts';
import { FailureAlert } from './Failure.tsx';
import { MessageHeader } from './MessageHeader.tsx';
import { PanelActions } from './PanelActions.tsx';

/** As much of what one answers as leaves room to write. */
const ANSWERED_LENGTH = 600;

type Props = {
  suggestedSubject: string;
  /** What one answers: it stands above the fields, and the email goes on with its thread. */
  answered?: TimelineMessage;
  onSent: () => void;
};

/** Writes a tracked email. After a reply it suggests that reply's subject, and so stays in its thread. */
export function ComposerButton({ label, ...props }: Props & { label: string }) {
  const { words } = useCard();
  const id = props.answered ? `reply-to-${props.answered.id}` : 'send-tracked-email';
  return (
    <Button
      variant="primary"
      size="small"
      overlay={
        <Panel id={id} title={props.answered ? words.send.replyTitle : words.send.title} width="medium">
          <Composer {...props} panelId={id} />
        </Panel>
      }
    >
      {label}
    </Button>
  );
}

function Composer({ suggestedSubject, answered, onSent, panelId }: Props & { panelId: string }) {
  const { api, hubspotId, words, tell, close, propertiesChanged } = useCard();
  const [subject, setSubject] = useState<string | null>(null);
  const [text, setText] = useState('');
  const [missing, setMissing] = useState(false);
  const wanted = { subject: (subject ?? suggestedSubject).trim(), text: text.trim() };

  const post = useCallback(
    // No input: after a lost response the customer may have the mail, and a changed text must not send a second one.
    (_: null, key: string) =>
      api.post<Sent>(`/contacts/${hubspotId}/email`, {
        subject: wanted.subject,
        text: wanted.text,
        answeredMessageId: answered?.id ?? null,
        key,
      }),
    [api, hubspotId, wanted.subject, wanted.text, answered?.id],
  );
  const send = useAction(post, () => {
    tell(words.send.sent);
    setSubject(null);
    setText('');
    setMissing(false);
    close(panelId);
    propertiesChanged();
    onSent();
  });
  const submit = () => (wanted.subject && wanted.text ? send.run(null) : setMissing(true));

  return (
    <>
      <PanelBody>
        <PanelSection>
          <Flex direction="column" gap="medium">
            {answered && (
              <Tile compact>
                <MessageHeader message={answered} />
                <Text>{firstLines(answered.text, ANSWERED_LENGTH)}</Text>
              </Tile>
            )}
            <Input
              label={words.send.subject}
              name="subject"
              required
              error={missing && !wanted.subject}
              validationMessage={missing && !wanted.subject ? words.send.missing : undefined}
              value={subject ?? suggestedSubject}
              onInput={setSubject}
            />
            <TextArea
              label={words.send.text}
              name="text"
              description={words.send.textHint}
              rows={12}
              required
              error={missing && !wanted.text}
              validationMessage={missing && !wanted.text ? words.send.missing : undefined}
              value={text}
              onInput={setText}
            />
            <FailureAlert failure={send.state.status === 'failed' ? send.state.failure : null} />
          </Flex>
        </PanelSection>
      </PanelBody>
      <PanelActions panelId={panelId} label={words.send.send} busy={send.busy} onSubmit={submit} />
    </>
  );
}
