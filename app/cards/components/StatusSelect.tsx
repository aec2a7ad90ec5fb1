import { Flex, Select } from '@hubspot/ui-extensions';
import { useAction } from '@reply-tracking/shared/use-action.ts';
import { useCallback, useState } from 'react';
import type { OutreachStatus } from '../../../cards/dto/status.ts';
import { useCard } from '../card.tsx';
import { FailureAlert } from './Failure.tsx';

export function StatusSelect({ status, onChanged }: { status: OutreachStatus; onChanged: () => void }) {
  const { api, hubspotId, words, tell, propertiesChanged } = useCard();
  // What was picked shows at once; a refusal brings the old value back.
  const [picked, setPicked] = useState<OutreachStatus | null>(null);
  const labels = words.shared.status;

  const post = useCallback(
    (next: OutreachStatus, key: string) => api.post(`/contacts/${hubspotId}/status`, { key, status: next }),
    [api, hubspotId],
  );
  const change = useAction(post, (_, next) => {
    tell(words.status.changed(labels[next]));
    propertiesChanged();
    onChanged();
  });
  const failed = change.state.status === 'failed';

  return (
    <Flex direction="column" gap="extra-small">
      <Select
        label={words.status.label}
        name="status"
        value={failed ? status : (picked ?? status)}
        readOnly={change.busy}
        options={(Object.keys(labels) as OutreachStatus[]).map((value) => ({ value, label: labels[value] }))}
        onChange={(value) => {
          const next = value as OutreachStatus;
          if (next === status) return;
          setPicked(next);
          change.run(next);
        }}
      />
      <FailureAlert failure={change.state.status === 'failed' ? change.state.failure : null} />
    </Flex>
  );
}
