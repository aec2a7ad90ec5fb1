import { Dropdown, Flex, LoadingButton, Text } from '@hubspot/ui-extensions';
import { useAction } from '@reply-tracking/shared/use-action.ts';
import { useCallback, useState } from 'react';
import { useCard } from '../card.tsx';
import { FailureAlert } from './Failure.tsx';
import { HandOver } from './HandOver.tsx';
import { Snooze } from './Snooze.tsx';

/** What becomes of what waits without an answer: nothing, later, somebody else. */
export function useDone(onChanged: () => void) {
  const { api, hubspotId, tell, words, propertiesChanged } = useCard();
  const [undoable, setUndoable] = useState(false);
  const postDone = useCallback(
    (_: null, key: string) => api.post(`/contacts/${hubspotId}/done`, { key }),
    [api, hubspotId],
  );
  const done = useAction(postDone, () => {
    setUndoable(true);
    propertiesChanged();
    onChanged();
  });
  const postUndo = useCallback(
    (_: null, key: string) => api.post(`/contacts/${hubspotId}/undo-done`, { key }),
    [api, hubspotId],
  );
  const undo = useAction(postUndo, () => {
    setUndoable(false);
    tell(words.waiting.doneTakenBack);
    propertiesChanged();
    onChanged();
  });
  return { done, undo, undoable };
}

export function DoneMenu({ done, onChanged }: { done: ReturnType<typeof useDone>['done']; onChanged: () => void }) {
  const { words } = useCard();
  return (
    <Dropdown variant="secondary" buttonSize="small" buttonText={words.waiting.done}>
      <Dropdown.ButtonItem onClick={() => done.run(null)}>{words.waiting.noAnswerNeeded}</Dropdown.ButtonItem>
      <Dropdown.ButtonItem overlay={<Snooze onChanged={onChanged} />}>{words.waiting.snooze}</Dropdown.ButtonItem>
      <Dropdown.ButtonItem overlay={<HandOver onChanged={onChanged} />}>{words.waiting.handOver}</Dropdown.ButtonItem>
    </Dropdown>
  );
}

/** Right after Done: what was done, and the way back. */
export function DoneNotice({ done, undo, undoable }: ReturnType<typeof useDone>) {
  const { words } = useCard();
  return (
    <>
      {undoable && (
        <Flex gap="small" align="center" wrap>
          <Text variant="microcopy">{words.waiting.markedDone}</Text>
          <LoadingButton loading={undo.busy} size="extra-small" variant="secondary" onClick={() => undo.run(null)}>
            {words.shared.undo}
          </LoadingButton>
        </Flex>
      )}
      <FailureAlert failure={done.state.status === 'failed' ? done.state.failure : null} />
      <FailureAlert failure={undo.state.status === 'failed' ? undo.state.failure : null} />
    </>
  );
}
