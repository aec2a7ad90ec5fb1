import {
  Button,
  EmptyState,
  Flex,
  Heading,
  Link,
  LoadingButton,
  Modal,
  ModalBody,
  ModalFooter,
  Text,
} from '@hubspot/ui-extensions';
import { useAction } from '@reply-tracking/shared/use-action.ts';
import { useCallback } from 'react';
import type { Result } from '../../../cards/dto/result.ts';
import { usePage } from '../page.tsx';
import { FailureAlert } from './Failure.tsx';

const MODAL = 'disconnect';

/** Takes the app out of the account, once the person has said so twice. */
export function Disconnect({ onDone }: { onDone: () => void }) {
  const { api, words, close } = usePage();
  const post = useCallback(
    async (_: null, key: string): Promise<Result<object>> => {
      const result = await api.post('/disconnect', { key });
      // The try before this one got through and only its response was lost.
      return !result.ok && result.code === 'not_connected' ? { ok: true } : result;
    },
    [api],
  );
  const attempt = useAction(post, () => {
    close(MODAL);
    onDone();
  });
  return (
    <Flex direction="column" gap="small" align="start">
      <Heading>{words.disconnect.title}</Heading>
      <Text>{words.disconnect.intro}</Text>
      <Button
        size="small"
        variant="secondary"
        overlay={
          <Modal id={MODAL} title={words.disconnect.sure} variant="danger">
            <ModalBody>
              <Flex direction="column" gap="small">
                <Text>{words.disconnect.intro}</Text>
                <FailureAlert failure={attempt.state.status === 'failed' ? attempt.state.failure : null} />
              </Flex>
            </ModalBody>
            <ModalFooter>
              <LoadingButton variant="destructive" loading={attempt.busy} onClick={() => attempt.run(null)}>
                {words.disconnect.confirm}
              </LoadingButton>
              <Button variant="secondary" disabled={attempt.busy} onClick={() => close(MODAL)}>
                {words.disconnect.cancel}
              </Button>
            </ModalFooter>
          </Modal>
        }
      >
        {words.disconnect.start}
      </Button>
    </Flex>
  );
}

/** What is left of the page afterwards. */
export function Disconnected() {
  const { words, installUrl } = usePage();
  return (
    <EmptyState title={words.disconnect.done} layout="vertical" imageName="api">
      <Text>{words.disconnect.doneHint}</Text>
      <Link href={installUrl}>{words.disconnect.again}</Link>
    </EmptyState>
  );
}
