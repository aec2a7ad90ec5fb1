import { Button, Flex, LoadingSpinner, Modal, ModalBody, SearchInput, Text } from '@hubspot/ui-extensions';
import { useRemote } from '@reply-tracking/shared/use-remote.ts';
import { useCallback, useState } from 'react';
import type { SenderCandidates } from '../../../cards/dto/timeline.ts';
import { useCard } from '../card.tsx';
import { LoadFailure } from './Failure.tsx';

type Props = {
  id: string;
  title: string;
  messageId: string;
  /** Who is looked for first; the message's sender unless given. */
  sought?: string;
  busy: boolean;
  onPicked: (hubspotId: string) => void;
};

/** The contacts who it may be: those of that name or address first, or whoever is looked for. */
export function OtherContact({ id, title, ...props }: Props) {
  const [opened, setOpened] = useState(false);
  return (
    <Modal id={id} title={title} width="small" onOpen={() => setOpened(true)}>
      <ModalBody>{opened && <Search modalId={id} {...props} />}</ModalBody>
    </Modal>
  );
}

function Search({
  modalId,
  messageId,
  sought = '',
  busy,
  onPicked,
}: Omit<Props, 'id' | 'title'> & { modalId: string }) {
  const { api, words, close } = useCard();
  const [query, setQuery] = useState(sought);
  const [asked, setAsked] = useState(sought);
  const load = useCallback(
    () => api.get<SenderCandidates>(`/messages/${messageId}/sender-candidates?query=${encodeURIComponent(asked)}`),
    [api, messageId, asked],
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
              onPicked(hubspotId);
              close(modalId);
            }}
          >
            {[name, address].filter(Boolean).join(' · ') || hubspotId}
          </Button>
        ))}
    </Flex>
  );
}
