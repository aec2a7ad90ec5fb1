import {
  Button,
  Flex,
  LoadingButton,
  LoadingSpinner,
  Modal,
  ModalBody,
  ModalFooter,
  Select,
} from '@hubspot/ui-extensions';
import { useAction } from '@reply-tracking/shared/use-action.ts';
import { useRemote } from '@reply-tracking/shared/use-remote.ts';
import { useCallback, useState } from 'react';
import type { OwnerList } from '../../../cards/dto/contact.ts';
import { useCard } from '../card.tsx';
import { FailureAlert, LoadFailure } from './Failure.tsx';

const MODAL = 'hand-over';

/** Who takes care of what waits; the contact keeps its owner. */
export function HandOver({ onChanged }: { onChanged: () => void }) {
  const { words } = useCard();
  const [opened, setOpened] = useState(false);
  return (
    <Modal id={MODAL} title={words.waiting.handOverTitle} width="small" onOpen={() => setOpened(true)}>
      {opened && <Choice onChanged={onChanged} />}
    </Modal>
  );
}

function Choice({ onChanged }: { onChanged: () => void }) {
  const { api, hubspotId, words, tell, close } = useCard();
  const load = useCallback(() => api.get<OwnerList>('/owners'), [api]);
  const { state, reload } = useRemote(load);
  const [ownerId, setOwnerId] = useState('');
  const post = useCallback(
    (to: string, key: string) => api.post(`/contacts/${hubspotId}/hand-over`, { key, ownerId: to }),
    [api, hubspotId],
  );
  const owners = state.status === 'ready' ? state.data.owners : [];
  const handOver = useAction(post, (_, to) => {
    tell(words.waiting.handedTo(owners.find((owner) => owner.ownerId === to)?.name ?? ''));
    close(MODAL);
    onChanged();
  });
  if (state.status === 'loading') return <LoadingSpinner label={words.shared.loading} layout="centered" />;
  if (state.status === 'failed') return <LoadFailure failure={state.failure} onRetry={reload} />;
  return (
    <>
      <ModalBody>
        <Flex direction="column" gap="medium">
          <Select
            label={words.waiting.handOverLabel}
            name="hand-over-to"
            description={words.waiting.handOverHint}
            value={ownerId}
            options={owners.map((owner) => ({ value: owner.ownerId, label: owner.name }))}
            onChange={(value) => setOwnerId(String(value))}
          />
          <FailureAlert failure={handOver.state.status === 'failed' ? handOver.state.failure : null} />
        </Flex>
      </ModalBody>
      <ModalFooter>
        <LoadingButton
          loading={handOver.busy}
          variant="primary"
          disabled={ownerId === ''}
          onClick={() => handOver.run(ownerId)}
        >
          {words.waiting.handOverSave}
        </LoadingButton>
        <Button variant="secondary" onClick={() => close(MODAL)}>
          {words.shared.cancel}
        </Button>
      </ModalFooter>
    </>
  );
}
