import { Flex, StatusTag, Text } from '@hubspot/ui-extensions';
import type { TimelineMessage } from '../../../cards/dto/timeline.ts';
import { useCard } from '../card.tsx';

/** Says that no person wrote this, and until when they are away. */
export function MachineMail({ message }: { message: TimelineMessage }) {
  const { words, dates } = useCard();
  const { mail } = message;
  if (!mail || mail.kind === 'human') return null;
  const { absence } = mail;
  return (
    <Flex direction="column" gap="extra-small">
      <StatusTag variant="info">{words.machine[mail.kind]}</StatusTag>
      {absence?.until && <Text variant="microcopy">{words.machine.until(dates.named(absence.until))}</Text>}
      {absence?.substitute && <Text variant="microcopy">{words.machine.substitute(absence.substitute)}</Text>}
    </Flex>
  );
}
