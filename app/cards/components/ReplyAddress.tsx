import { Button, Flex, StatusTag, Text } from '@hubspot/ui-extensions';
import type { ReplyAddress } from '../../../cards/dto/contact.ts';
import { useCard } from '../card.tsx';

export function ReplyAddressLine({ replyAddress }: { replyAddress: ReplyAddress }) {
  const { words, dates, copy, tell } = useCard();
  const { state, address, expiresAt, olderActive } = replyAddress;
  const day = expiresAt ? dates.day(expiresAt) : '';
  return (
    <Flex direction="column" gap="extra-small">
      <Flex gap="small" align="center" wrap>
        <Text format={{ fontWeight: 'demibold' }}>{words.address.title}</Text>
        {state === 'active' && <StatusTag variant="success">{words.address.active(day)}</StatusTag>}
        {state === 'expired' && <StatusTag variant="danger">{words.address.expired(day)}</StatusTag>}
        {state === 'none' && <StatusTag variant="default">{words.address.none}</StatusTag>}
      </Flex>
      {address && (
        <Flex gap="small" align="center" wrap>
          <Text variant="microcopy">{address}</Text>
          <Button
            size="extra-small"
            variant="transparent"
            onClick={async () => {
              await copy(address);
              tell(words.address.copied);
            }}
          >
            {words.address.copy}
          </Button>
        </Flex>
      )}
      {olderActive > 0 && <Text variant="microcopy">{words.address.older(olderActive)}</Text>}
    </Flex>
  );
}
