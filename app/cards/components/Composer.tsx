import { Button, LoadingSpinner, Panel, PanelBody, PanelSection } from '@hubspot/ui-extensions';
import { useRemote } from '@reply-tracking/shared/use-remote.ts';
import { useCallback, useState } from 'react';
import type { ComposerView } from '../../../cards/dto/compose.ts';
import { useCard } from '../card.tsx';
import { ComposerForm, type ComposerProps } from './ComposerForm.tsx';
import { LoadFailure } from './Failure.tsx';

/** Writes a tracked email, or an answer to a message. What was begun and not sent is there again. */
export function ComposerButton({ label, ...props }: ComposerProps & { label: string }) {
  const { words, close } = useCard();
  // HubSpot mounts a panel with its button, so what one knows of the contact is asked for once somebody writes.
  const [opened, setOpened] = useState(false);
  const id = props.answered ? `reply-to-${props.answered.id}` : 'send-tracked-email';
  const sent = () => {
    close(id);
    setOpened(false);
    props.onSent();
  };
  return (
    <Button
      variant="primary"
      size="small"
      overlay={
        <Panel
          id={id}
          title={props.answered ? words.send.replyTitle : words.send.title}
          width="medium"
          onOpen={() => setOpened(true)}
        >
          {opened && <Composer {...props} onSent={sent} panelId={id} />}
        </Panel>
      }
    >
      {label}
    </Button>
  );
}

function Composer({ panelId, ...props }: ComposerProps & { panelId: string }) {
  const { api, hubspotId, words } = useCard();
  const { answered } = props;
  const query = answered ? `?answered=${answered.id}` : '';
  const load = useCallback(
    () => api.get<ComposerView>(`/contacts/${hubspotId}/composer${query}`),
    [api, hubspotId, query],
  );
  const { state, reload } = useRemote(load);
  if (state.status === 'ready')
    return <ComposerForm {...props} view={state.data} panelId={panelId} onReload={reload} />;
  return (
    <PanelBody>
      <PanelSection>
        {state.status === 'loading' ? (
          <LoadingSpinner label={words.shared.loading} layout="centered" />
        ) : (
          <LoadFailure failure={state.failure} onRetry={reload} />
        )}
      </PanelSection>
    </PanelBody>
  );
}
