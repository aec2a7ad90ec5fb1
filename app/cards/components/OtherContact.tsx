import { Button, Flex, LoadingSpinner, Modal, ModalBody, SearchInput, Text } from '@hubspot/ui-extensions';
import { useRemote } from '@reply-tracking/shared/use-remote.ts';
import { useCallback, useState } from 'react';
import type { SenderCandidates, TimelineMessage } from '../../../cards/dto/timeline.ts';
import { useCard } from '../card.tsx';
import { LoadFailure } from './Failure.tsx';

/** Whose reply a person says it is. */
export type Identity = { is: 'contact' | 'colleague' | 'other_contact' | 'nobody'; hubspotId?: string };
type Props = { message: TimelineMessage; busy: boolean; onPicked: (identity: Identity) => void };

/** The contacts whose reply it may be: those with the sender's address first, or whoever is looked for. */
export function OtherContact({ message, ...props }: Props) {
  const { words } = useCard();
  const [opened, setOpened] = useState(false);
  const id = `other-contact-${message.id}`;
  return (
    <Modal id={id} title={words.sender.otherTitle} width="small" onOpen={() => setOpened(true)}>
      <ModalBody>{opened && <Search modalId={id} message={message} {...props} />}</ModalBody>
    </Modal>
  );
}

function Search({ modalId, message, busy, onPicked }: Props & { modalId: string }) {
  const { api, words, close } = useCard();
  const [query, setQuery] = useState('');
  const [asked, setAsked] = useState('');
  const load = useCallback(
    () => api.get<SenderCandidates>(`/messages/${message.id}/sender-candidates?query=${encodeURIComponent(asked)}`),
    [api, message.id, asked],
  );
  const { state, reload } = useRemote(load);
  return (
    <Flex direction="column" gap="medium">
      <Flex gap="small" align="end" wrap>
        <SearchInput name="other-contact" label={words.sender.search} value={query} onInput={setQuery} />
        <Button size="small" variant="secondary" onClick={() => setAsked(query.trim())}>
          {words.sender.searchButton}
        </Button>
      </Flex>
      {state.status === 'loading' && <LoadingSpinner label={words.shared.loading} />}
      {state.status === 'failed' && <LoadFailure failure={state.failure} onRetry={reload} />}
      {state.status === 'ready' && state.data.contacts.length === 0 && <Text>{words.sender.nobodyFound}</Text>}
      {state.status === 'ready' &&
        state.data.contacts.map(({ hubspotId, name, address }) => (
          <Button
            key={hubspotId}
            variant="secondary"
            size="small"
            disabled={busy}
            onClick={() => {
              onPicked({ is: 'other_contact', hubspotId });
              close(modalId);
            }}
          >
            {[name, address].filter(Boolean).join(' · ') || hubspotId}
          </Button>
        ))}
    </Flex>
  );
}
