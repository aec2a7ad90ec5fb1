import {
  Button,
  DateInput,
  Flex,
  LoadingButton,
  Modal,
  ModalBody,
  ModalFooter,
  ToggleGroup,
} from '@hubspot/ui-extensions';
import { momentOf, wallClock } from '@reply-tracking/shared/dates.ts';
import { type SnoozeChoice, snoozeDay } from '@reply-tracking/shared/snooze-day.ts';
import { useAction } from '@reply-tracking/shared/use-action.ts';
import { useCallback, useState } from 'react';
import { useCard } from '../card.tsx';
import { FailureAlert } from './Failure.tsx';

const MODAL = 'snooze';
const MORNING = { hours: 9, minutes: 0 };

/** Until which day what waits rests; the task follows. */
export function Snooze({ onChanged }: { onChanged: () => void }) {
  const { api, hubspotId, words, dates, timeZone, tell, close } = useCard();
  const [choice, setChoice] = useState<SnoozeChoice>('tomorrow');
  const [day, setDay] = useState<{ year: number; month: number; date: number } | null>(null);
  const post = useCallback(
    (until: string, key: string) => api.post(`/contacts/${hubspotId}/snooze`, { key, until }),
    [api, hubspotId],
  );
  const snooze = useAction(post, (_, until) => {
    tell(words.waiting.snoozedUntil(dates.day(until)));
    close(MODAL);
    onChanged();
  });
  const wanted = choice === 'day' ? day : snoozeDay(choice, wallClock(api.now(), timeZone).date);
  const until = wanted && momentOf(wanted, MORNING, timeZone);
  return (
    <Modal id={MODAL} title={words.waiting.snoozeTitle} width="small">
      <ModalBody>
        <Flex direction="column" gap="medium">
          <ToggleGroup
            toggleType="radioButtonList"
            name="snooze"
            label={words.waiting.snoozeLabel}
            value={choice}
            options={(['tomorrow', 'three_days', 'next_week', 'day'] as const).map((value) => ({
              value,
              label: words.waiting.snoozeChoice[value],
            }))}
            onChange={(value) => setChoice(value as SnoozeChoice)}
          />
          {choice === 'day' && (
            <DateInput
              label={words.waiting.snoozeDay}
              name="snooze-day"
              timezone="portalTz"
              value={day ?? undefined}
              onChange={(picked) =>
                setDay(picked ? { year: picked.year, month: picked.month, date: picked.date } : null)
              }
            />
          )}
          <FailureAlert failure={snooze.state.status === 'failed' ? snooze.state.failure : null} />
        </Flex>
      </ModalBody>
      <ModalFooter>
        <LoadingButton
          loading={snooze.busy}
          variant="primary"
          disabled={!until}
          onClick={() => (until ? snooze.run(until) : undefined)}
        >
          {words.waiting.snoozeSave}
        </LoadingButton>
        <Button variant="secondary" onClick={() => close(MODAL)}>
          {words.shared.cancel}
        </Button>
      </ModalFooter>
    </Modal>
  );
}
