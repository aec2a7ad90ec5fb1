import {
  Button,
  Flex,
  Input,
  LoadingButton,
  Panel,
  PanelBody,
  PanelFooter,
  PanelSection,
  TextArea,
} from '@hubspot/ui-extensions';
import { useAction } from '@reply-tracking/shared/use-action.ts';
import { useCallback, useState } from 'react';
import type { Sent } from '../../../cards/dto/contact.ts';
import { useCard } from '../card.tsx';
import { FailureAlert } from './Failure.tsx';

const PANEL = 'send-tracked-email';

type Props = { suggestedSubject: string; onSent: () => void };

/** Writes a tracked email. After a reply it suggests that reply's subject, and so stays in its thread. */
export function ComposerButton(props: Props) {
  const { words } = useCard();
  return (
    <Button
      variant="primary"
      size="small"
      overlay={
        <Panel id={PANEL} title={words.send.title} width="medium">
          <Composer {...props} />
        </Panel>
      }
    >
      {words.send.open}
    </Button>
  );
}

function Composer({ suggestedSubject, onSent }: Props) {
  const { api, hubspotId, words, tell, close, propertiesChanged } = useCard();
  const [subject, setSubject] = useState<string | null>(null);
  const [text, setText] = useState('');
  const [missing, setMissing] = useState(false);
  const wanted = { subject: (subject ?? suggestedSubject).trim(), text: text.trim() };

  const post = useCallback(
    // No input: after a lost response the customer may have the mail, and a changed text must not send a second one.
    (_: null, key: string) =>
      api.post<Sent>(`/contacts/${hubspotId}/email`, { subject: wanted.subject, text: wanted.text, key }),
    [api, hubspotId, wanted.subject, wanted.text],
  );
  const send = useAction(post, () => {
    tell(words.send.sent);
    setSubject(null);
    setText('');
    setMissing(false);
    close(PANEL);
    propertiesChanged();
    onSent();
  });
  const submit = () => (wanted.subject && wanted.text ? send.run(null) : setMissing(true));

  return (
    <>
      <PanelBody>
        <PanelSection>
          <Flex direction="column" gap="medium">
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
      <PanelFooter>
        <LoadingButton loading={send.busy} variant="primary" onClick={submit}>
          {words.send.send}
        </LoadingButton>
        <Button variant="secondary" onClick={() => close(PANEL)}>
          {words.shared.cancel}
        </Button>
      </PanelFooter>
    </>
  );
}
