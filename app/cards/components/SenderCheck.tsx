import { Alert, Button, Flex, LoadingButton, Text } from '@hubspot/ui-extensions';
import { useAction } from '@reply-tracking/shared/use-action.ts';
import { useCallback, useState } from 'react';
import type { TimelineMessage } from '../../../cards/dto/timeline.ts';
import { useCard } from '../card.tsx';
import { FailureAlert } from './Failure.tsx';
import { OtherContact } from './OtherContact.tsx';

/** Whose reply a person says it is. */
type Identity = { is: 'contact' | 'colleague' | 'other_contact' | 'nobody'; hubspotId?: string };

type Props = { message: TimelineMessage; contactName: string; onChanged: () => void };

/** Who wrote, as far as could be checked. Of a reply of whose sender nothing is proven a person says whose it is. */
export function SenderCheck(props: Props) {
  const { words } = useCard();
  return (
    <>
      {props.message.mail?.bankChange && (
        <Alert title={words.sender.bankChange} variant="danger">
          {words.sender.bankChangeHint}
        </Alert>
      )}
      <Identified {...props} />
    </>
  );
}

function Identified({ message, ...props }: Props) {
  const { words } = useCard();
  const { mail } = message;
  if (!mail) return null;
  if (mail.acceptedBy) return <Text variant="microcopy">{words.sender.acceptedBy(mail.acceptedBy)}</Text>;
  if (mail.held) {
    return mail.ignored ? (
      <Text variant="microcopy">{words.sender.ignored}</Text>
    ) : (
      <Question message={message} {...props} />
    );
  }
  return mail.authenticatedDomain ? (
    <Text variant="microcopy">{words.sender.authenticated(mail.authenticatedDomain)}</Text>
  ) : null;
}

function Question({ message, contactName, onChanged }: Props) {
  const { api, words, tell, propertiesChanged } = useCard();
  const failed = message.mail?.trust === 'failed';
  const post = useCallback(
    (identity: Identity, key: string) =>
      api.post(`/messages/${message.id}/accept-sender`, { ...identity, key, confirmed: failed }),
    [api, message.id, failed],
  );
  const identify = useAction(post, (_, { is }) => {
    tell(words.sender.said[is]);
    propertiesChanged();
    onChanged();
  });
  // Whoever trusts a sender that failed the check says so twice.
  const [asked, setAsked] = useState<'contact' | 'colleague' | null>(null);
  const choose = (is: 'contact' | 'colleague') => (failed ? setAsked(is) : identify.run({ is }));

  const address = message.author.address ?? message.author.name;
  const { failedHint, unknownHint, unprovenHint } = words.sender;
  const hint = failed ? failedHint : message.mail?.trust === 'unproven' ? unprovenHint : unknownHint;
  return (
    <Alert
      title={failed ? words.sender.failed : words.sender.isThis(contactName)}
      variant={failed ? 'danger' : 'warning'}
    >
      <Flex direction="column" gap="small">
        <Text>{hint(address)}</Text>
        {asked ? (
          <Flex direction="column" gap="small">
            <Text format={{ fontWeight: 'demibold' }}>{words.sender.askBack}</Text>
            <Flex gap="small" wrap>
              <LoadingButton
                loading={identify.busy}
                size="small"
                variant="destructive"
                onClick={() => identify.run({ is: asked })}
              >
                {words.sender.acceptAnyway}
              </LoadingButton>
              <Button size="small" variant="secondary" onClick={() => setAsked(null)}>
                {words.shared.cancel}
              </Button>
            </Flex>
          </Flex>
        ) : (
          <Flex gap="small" wrap>
            <LoadingButton loading={identify.busy} size="small" variant="secondary" onClick={() => choose('contact')}>
              {words.sender.itIs(contactName)}
            </LoadingButton>
            <Button size="small" variant="secondary" onClick={() => choose('colleague')}>
              {words.sender.colleague}
            </Button>
            {!failed && (
              <Button
                size="small"
                variant="secondary"
                overlay={
                  <OtherContact
                    id={`other-contact-${message.id}`}
                    title={words.sender.otherTitle}
                    messageId={message.id}
                    busy={identify.busy}
                    onPicked={(hubspotId) => identify.run({ is: 'other_contact', hubspotId })}
                  />
                }
              >
                {words.sender.other}
              </Button>
            )}
            <Button size="small" variant="transparent" onClick={() => identify.run({ is: 'nobody' })}>
              {words.sender.ignore}
            </Button>
          </Flex>
        )}
        <FailureAlert failure={identify.state.status === 'failed' ? identify.state.failure : null} />
      </Flex>
    </Alert>
  );
}
