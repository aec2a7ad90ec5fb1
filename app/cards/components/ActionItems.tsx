import {
  Button,
  ButtonRow,
  Checkbox,
  DateInput,
  Dropdown,
  Flex,
  Input,
  LoadingButton,
  Text,
} from '@hubspot/ui-extensions';
import { momentOf, wallClock } from '@reply-tracking/shared/dates.ts';
import { useAction } from '@reply-tracking/shared/use-action.ts';
import { useCallback, useState } from 'react';
import type { ActionItem } from '../../../cards/dto/timeline.ts';
import { useCard } from '../card.tsx';
import { sameWords } from '../quotes.ts';
import { FailureAlert } from './Failure.tsx';

type Props = {
  items: ActionItem[];
  /** A quote that is read elsewhere on the card is not repeated. */
  isShown: (quote: string) => boolean;
  onChanged: () => void;
};

/** What is to be done: ticked, reworded, dated, taken away or made a task of HubSpot's. */
export function ActionItems({ items, isShown, onChanged }: Props) {
  const { words } = useCard();
  const [removed, setRemoved] = useState<ActionItem | null>(null);
  if (items.length === 0 && !removed) return null;
  return (
    <Flex direction="column" gap="extra-small">
      <Text format={{ fontWeight: 'demibold' }}>{words.actions.title}</Text>
      {items.map((item) => (
        <Item key={item.id} item={item} isShown={isShown} onChanged={onChanged} onRemoved={setRemoved} />
      ))}
      {removed && <Removed key={removed.id} item={removed} onClose={() => setRemoved(null)} onChanged={onChanged} />}
    </Flex>
  );
}

type Change = { text?: string; dueAt?: string | null; deleted?: boolean };

function useChange(item: ActionItem, onDone: () => void) {
  const { api } = useCard();
  const post = useCallback(
    (change: Change, key: string) => api.post(`/action-items/${item.id}/change`, { ...change, key }),
    [api, item.id],
  );
  return useAction(post, onDone);
}

type ItemProps = Pick<Props, 'isShown' | 'onChanged'> & { item: ActionItem; onRemoved: (item: ActionItem) => void };

function Item({ item, isShown, onChanged, onRemoved }: ItemProps) {
  const { api, words, dates, tell } = useCard();
  const [picked, setPicked] = useState<boolean | null>(null);
  const [editing, setEditing] = useState(false);
  const postTick = useCallback(
    (done: boolean, key: string) => api.post(`/action-items/${item.id}`, { key, done }),
    [api, item.id],
  );
  const tick = useAction(postTick, (_, done) => {
    tell(done ? words.actions.ticked : words.actions.unticked);
    onChanged();
  });
  const remove = useChange(item, () => {
    onRemoved(item);
    onChanged();
  });
  const postTask = useCallback(
    (_: null, key: string) => api.post(`/action-items/${item.id}/task`, { key }),
    [api, item.id],
  );
  const task = useAction(postTask, () => tell(words.actions.taskMade));
  const stored = item.doneAt !== null;

  if (editing) return <EditItem item={item} onClose={() => setEditing(false)} onChanged={onChanged} />;
  return (
    <Flex direction="column" gap="flush">
      <Flex justify="between" align="start" gap="small">
        <Checkbox
          name={`action-item-${item.id}`}
          checked={tick.state.status === 'failed' ? stored : (picked ?? stored)}
          readOnly={tick.busy}
          onChange={(done) => {
            setPicked(done);
            tick.run(done);
          }}
        >
          {item.dueAt ? words.actions.due(item.text, dates.day(item.dueAt)) : item.text}
        </Checkbox>
        <Dropdown variant="transparent" buttonSize="xs" buttonText={words.actions.more}>
          <Dropdown.ButtonItem onClick={() => setEditing(true)}>{words.actions.edit}</Dropdown.ButtonItem>
          <Dropdown.ButtonItem onClick={() => task.run(null)}>{words.actions.makeTask}</Dropdown.ButtonItem>
          <Dropdown.ButtonItem onClick={() => remove.run({ deleted: true })}>
            {words.actions.remove}
          </Dropdown.ButtonItem>
        </Dropdown>
      </Flex>
      {item.quote && !sameWords(item.text, item.quote) && !isShown(item.quote) && (
        <Text variant="microcopy" format={{ italic: true }}>{`“${item.quote}”`}</Text>
      )}
      {item.doneAt && item.doneBy !== null && (
        <Text variant="microcopy">{words.actions.done(item.doneBy || words.actions.app, dates.full(item.doneAt))}</Text>
      )}
      {[tick.state, remove.state, task.state].map(
        (state, n) =>
          state.status === 'failed' && (
            // biome-ignore lint/suspicious/noArrayIndexKey: three actions, always in this order
            <FailureAlert key={n} failure={state.failure} />
          ),
      )}
    </Flex>
  );
}

type OneItem = { item: ActionItem; onClose: () => void; onChanged: () => void };

function Removed({ item, onClose, onChanged }: OneItem) {
  const { words } = useCard();
  const restore = useChange(item, () => {
    onClose();
    onChanged();
  });
  return (
    <Flex gap="small" align="center" wrap>
      <Text variant="microcopy">{words.actions.removed(item.text)}</Text>
      <LoadingButton
        loading={restore.busy}
        size="extra-small"
        variant="secondary"
        onClick={() => restore.run({ deleted: false })}
      >
        {words.shared.undo}
      </LoadingButton>
      <FailureAlert failure={restore.state.status === 'failed' ? restore.state.failure : null} />
    </Flex>
  );
}

/** The working day begins at nine. */
const MORNING = { hours: 9, minutes: 0 };

function EditItem({ item, onClose, onChanged }: OneItem) {
  const { words, timeZone } = useCard();
  const [text, setText] = useState(item.text);
  const [day, setDay] = useState(item.dueAt ? wallClock(new Date(item.dueAt), timeZone).date : null);
  const save = useChange(item, () => {
    onClose();
    onChanged();
  });
  const change = { text: text.trim(), dueAt: day && momentOf(day, MORNING, timeZone) };
  return (
    <Flex direction="column" gap="small">
      <Input label={words.actions.text} name={`item-text-${item.id}`} value={text} onInput={setText} />
      <DateInput
        label={words.actions.dueOn}
        name={`item-due-${item.id}`}
        timezone="portalTz"
        value={day ?? undefined}
        onChange={(picked) => setDay(picked ? { year: picked.year, month: picked.month, date: picked.date } : null)}
      />
      <FailureAlert failure={save.state.status === 'failed' ? save.state.failure : null} />
      <ButtonRow>
        <LoadingButton
          loading={save.busy}
          size="small"
          variant="primary"
          disabled={change.text === ''}
          onClick={() => save.run(change)}
        >
          {words.shared.save}
        </LoadingButton>
        <Button size="small" variant="secondary" onClick={onClose}>
          {words.shared.cancel}
        </Button>
      </ButtonRow>
    </Flex>
  );
}
