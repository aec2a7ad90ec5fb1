import { Alert, Text } from '@hubspot/ui-extensions';
import type { TimelineMessage } from '../../../cards/dto/timeline.ts';
import { useCard } from '../card.tsx';
import { SenderQuestion } from './Review.tsx';

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

function Identified({ message, contactName, onChanged }: Props) {
  const { words, propertiesChanged } = useCard();
  const { mail, author } = message;
  if (!mail) return null;
  if (mail.acceptedBy) return <Text variant="microcopy">{words.sender.acceptedBy(mail.acceptedBy)}</Text>;
  if (mail.held) {
    if (mail.ignored) return <Text variant="microcopy">{words.sender.ignored}</Text>;
    const changed = () => {
      propertiesChanged();
      onChanged();
    };
    return (
      <SenderQuestion
        messageId={message.id}
        trust={mail.trust}
        address={author.address ?? author.name}
        contactName={contactName}
        onChanged={changed}
      />
    );
  }
  return mail.authenticatedDomain ? (
    <Text variant="microcopy">{words.sender.authenticated(mail.authenticatedDomain)}</Text>
  ) : null;
}
