import { Checkbox, DateInput, Flex, TimeInput } from '@hubspot/ui-extensions';
import { useCard } from '../card.tsx';
import type { Composing } from '../compose-draft.ts';

/** When it leaves, in the account's time zone; tomorrow morning is what most people mean. */
export function SendLater({
  composing,
  onChange,
}: {
  composing: Composing;
  onChange: (change: Partial<Composing>) => void;
}) {
  const { words } = useCard();
  return (
    <Flex direction="column" gap="small">
      <Checkbox name="later" checked={composing.later} onChange={(later) => onChange({ later })}>
        {words.send.later}
      </Checkbox>
      {composing.later && (
        <Flex gap="small" wrap>
          <DateInput
            label={words.send.laterDay}
            name="later-day"
            timezone="portalTz"
            value={composing.date}
            onChange={({ year, month, date }) => onChange({ date: { year, month, date } })}
          />
          <TimeInput
            label={words.send.laterTime}
            name="later-time"
            timezone="portalTz"
            value={composing.time}
            onChange={({ hours, minutes }) => onChange({ time: { hours, minutes } })}
          />
        </Flex>
      )}
    </Flex>
  );
}
