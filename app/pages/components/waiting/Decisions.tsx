import { Button, Dropdown, Flex, LoadingButton, Select } from '@hubspot/ui-extensions';
import { momentOf } from '@reply-tracking/shared/dates.ts';
import { snoozeDay } from '@reply-tracking/shared/snooze-day.ts';
import { useAction } from '@reply-tracking/shared/use-action.ts';
import { useCallback, useState } from 'react';
import type { OwnerList } from '../../../../cards/dto/contact.ts';
import { usePage } from '../../page.tsx';
import { FailureAlert } from '../Failure.tsx';

const MORNING = { hours: 9, minutes: 0 };
const CHOICES = ['tomorrow', 'three_days', 'next_week'] as const;
type Owner = OwnerList['owners'][number];
type Decision = { path: 'done' | 'snooze' | 'hand-over'; body: { until?: string; ownerId?: string }; said: string };

/** Done, later, or somebody else: of one contact or of all that are ticked. */
export function Decisions({ contacts, onDecided }: { contacts: string[]; onDecided: () => void }) {
  const { api, words, dates, tell, today, timeZone } = usePage();
  const [owners, setOwners] = useState<Owner[] | null>(null);
  const post = useCallback(
    ({ path, body }: Decision, key: string) => api.post(`/waiting/${path}`, { key, contacts, ...body }),
    [api, contacts],
  );
  const decide = useAction(post, (_, { said }) => {
    tell(said);
    onDecided();
  });
  const snooze = (choice: (typeof CHOICES)[number]) => {
    const [year = 0, month = 1, date = 1] = today().split('-').map(Number);
    const until = momentOf(snoozeDay(choice, { year, month: month - 1, date }), MORNING, timeZone);
    decide.run({ path: 'snooze', body: { until }, said: words.waiting.snoozed(dates.day(until)) });
  };
  const askOwners = async () => {
    const result = await api.get<OwnerList>('/owners');
    setOwners(result.ok ? result.owners : []);
  };
  return (
    <Flex gap="extra-small" align="center" wrap>
      <LoadingButton
        loading={decide.busy}
        size="extra-small"
        variant="secondary"
        onClick={() => decide.run({ path: 'done', body: {}, said: words.waiting.doneSaid })}
      >
        {words.waiting.done}
      </LoadingButton>
      <Dropdown buttonText={words.waiting.snooze} buttonSize="xs" variant="secondary">
        {CHOICES.map((choice) => (
          <Dropdown.ButtonItem key={choice} onClick={() => snooze(choice)}>
            {words.waiting.snoozeChoice[choice]}
          </Dropdown.ButtonItem>
        ))}
      </Dropdown>
      {owners === null ? (
        <Button size="extra-small" variant="secondary" onClick={askOwners}>
          {words.waiting.handOver}
        </Button>
      ) : (
        <Select
          name={`hand-over-${contacts[0]}`}
          label={words.waiting.handOverTo}
          options={owners.map(({ ownerId, name }) => ({ label: name, value: ownerId }))}
          onChange={(ownerId) => {
            const name = owners.find((owner) => owner.ownerId === ownerId)?.name ?? '';
            decide.run({ path: 'hand-over', body: { ownerId: String(ownerId) }, said: words.waiting.handedOver(name) });
          }}
        />
      )}
      <FailureAlert failure={decide.state.status === 'failed' ? decide.state.failure : null} />
    </Flex>
  );
}
