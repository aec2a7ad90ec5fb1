import { Button, Flex, Heading, MultiSelect, NumberInput, Select, Text, TextArea } from '@hubspot/ui-extensions';
import { useState } from 'react';
import type { TaskType } from '../../../cards/dto/settings.ts';
import { usePage } from '../page.tsx';
import { FailureAlert } from './Failure.tsx';
import { type PortalProps, usePortalSettings } from './use-portal-settings.ts';

const TYPES: TaskType[] = ['high_value', 'needs_handling'];
const HOURS = Array.from({ length: 25 }, (_, hour) => hour);

/** When somebody is there, until when a type of reply is to be answered, and who gets its task. */
export function HoursAndTasks(props: PortalProps) {
  const { settings } = props;
  const { words } = usePage();
  const { portal, readOnly, failure, set } = usePortalSettings(props);
  const { hours } = words;
  const { workingHours, deadlines, taskOwners } = portal;
  const hour = (name: 'from' | 'to') => (
    <Select
      label={hours[name]}
      name={`hours-${name}`}
      value={workingHours[name]}
      readOnly={readOnly}
      options={HOURS.filter((each) => (name === 'from' ? each < workingHours.to : each > workingHours.from)).map(
        (value) => ({ value, label: `${String(value).padStart(2, '0')}:00` }),
      )}
      onChange={(value) => set({ workingHours: { ...workingHours, [name]: Number(value) } })}
    />
  );
  return (
    <Flex direction="column" gap="medium">
      <Heading>{hours.title}</Heading>
      <Text>{hours.intro}</Text>
      <FailureAlert failure={failure} />
      <MultiSelect
        label={hours.days}
        name="hours-days"
        value={workingHours.days}
        readOnly={readOnly}
        options={hours.dayNames.map((label, index) => ({ value: index + 1, label }))}
        onChange={(days) =>
          days.length > 0 && set({ workingHours: { ...workingHours, days: days.map(Number).sort() } })
        }
      />
      {hour('from')}
      {hour('to')}
      <Holidays
        key={workingHours.holidays.join()}
        saved={workingHours.holidays}
        readOnly={readOnly}
        onSave={(holidays) => set({ workingHours: { ...workingHours, holidays } })}
      />
      <MultiSelect
        label={hours.taskTypes}
        name="taskTypes"
        description={hours.taskTypesHint}
        value={portal.taskTypes}
        readOnly={readOnly || !portal.tasks}
        options={TYPES.map((value) => ({ value, label: words.shared.responseType[value] }))}
        onChange={(types) => set({ taskTypes: TYPES.filter((type) => types.includes(type)) })}
      />
      {TYPES.map((type) => (
        <Flex key={type} direction="column" gap="small">
          <NumberInput
            label={hours.deadline[type]}
            name={`deadline-${type}`}
            min={1}
            max={type === 'high_value' ? 168 : 80}
            value={deadlines[type]}
            readOnly={readOnly}
            onChange={(value) => set({ deadlines: { ...deadlines, [type]: value } })}
          />
          <Select
            label={hours.owner(words.shared.responseType[type])}
            name={`owner-${type}`}
            value={taskOwners[type] ?? ''}
            readOnly={readOnly}
            options={[
              { value: '', label: hours.contactOwner },
              ...settings.owners.map(({ ownerId, name }) => ({ value: ownerId, label: name })),
            ]}
            onChange={(ownerId) =>
              set({ taskOwners: { ...taskOwners, [type]: ownerId === '' ? null : String(ownerId) } })
            }
          />
        </Flex>
      ))}
    </Flex>
  );
}

const daysIn = (text: string): string[] => [...new Set(text.split(/[\s,;]+/).filter(Boolean))].sort();
const isDay = (day: string): boolean => /^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(Date.parse(day));

/** One day a line, saved together. */
function Holidays({
  saved,
  readOnly,
  onSave,
}: {
  saved: string[];
  readOnly: boolean;
  onSave: (days: string[]) => void;
}) {
  const { words } = usePage();
  const [text, setText] = useState(saved.join('\n'));
  const days = daysIn(text);
  const wrong = days.filter((day) => !isDay(day));
  return (
    <Flex direction="column" gap="small">
      <TextArea
        label={words.hours.holidays}
        name="holidays"
        description={words.hours.holidaysHint}
        rows={3}
        value={text}
        readOnly={readOnly}
        error={wrong.length > 0}
        validationMessage={wrong.length > 0 ? words.hours.noDay(wrong[0] ?? '') : ''}
        onInput={setText}
      />
      {days.join() !== saved.join() && (
        <Button size="small" variant="secondary" disabled={readOnly || wrong.length > 0} onClick={() => onSave(days)}>
          {words.hours.saveHolidays}
        </Button>
      )}
    </Flex>
  );
}
