import { Alert, Flex, LoadingButton, Text } from '@hubspot/ui-extensions';
import { useAction } from '@reply-tracking/shared/use-action.ts';
import { useCallback, useState } from 'react';
import type { TimelineMessage } from '../../../cards/dto/timeline.ts';
import { useCard } from '../card.tsx';
import { FailureAlert } from './Failure.tsx';

/** Who wrote, as far as could be checked. A reply whose sender nobody knows waits here for a person. */
export function SenderCheck({ message, onChanged }: { message: TimelineMessage; onChanged: () => void }) {
  const { api, words, tell, propertiesChanged } = useCard();
  const post = useCallback(
    (confirmed: boolean, key: string) => api.post(`/messages/${message.id}/accept-sender`, { key, confirmed }),
    [api, message.id],
  );
  const accept = useAction(post, () => {
    tell(words.sender.accepted);
    propertiesChanged();
    onChanged();
  });

  const [asked, setAsked] = useState(false);

  const { mail, author } = message;
  if (!mail) return null;
  if (mail.acceptedBy) return <Text variant="microcopy">{words.sender.acceptedBy(mail.acceptedBy)}</Text>;
  if (!mail.held) {
    return mail.authenticatedDomain ? (
      <Text variant="microcopy">{words.sender.authenticated(mail.authenticatedDomain)}</Text>
    ) : null;
  }
  const failed = mail.trust === 'failed';
  const address = author.address ?? author.name;
  const { failedHint, unknownHint, unprovenHint } = words.sender;
  const hint = failed ? failedHint : mail.trust === 'unproven' ? unprovenHint : unknownHint;
  // Whoever trusts a sender that failed the check says so twice.
  const askBack = failed && !asked;
  return (
    <Alert title={failed ? words.sender.failed : words.sender.unknown} variant={failed ? 'danger' : 'warning'}>
      <Flex direction="column" gap="small">
        <Text>{hint(address)}</Text>
        <LoadingButton
          loading={accept.busy}
          size="small"
          variant="secondary"
          onClick={() => (askBack ? setAsked(true) : accept.run(failed))}
        >
          {asked ? words.sender.acceptAnyway : words.sender.accept}
        </LoadingButton>
        <FailureAlert failure={accept.state.status === 'failed' ? accept.state.failure : null} />
      </Flex>
    </Alert>
  );
}
