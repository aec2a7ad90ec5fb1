import { ErrorState, Link, Text } from '@hubspot/ui-extensions';
import { useCard } from '../card.tsx';

/** The account has not granted that we see who belongs to companies, deals or tickets. */
export function NoAccess() {
  const { words, installUrl } = useCard();
  return (
    <ErrorState title={words.record.noAccess} type="lock">
      <Text>{words.record.noAccessHint}</Text>
      <Link href={installUrl}>{words.shared.connectAgain}</Link>
    </ErrorState>
  );
}
