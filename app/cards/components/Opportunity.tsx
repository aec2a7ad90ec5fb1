import { Text } from '@hubspot/ui-extensions';
import { useCard } from '../card.tsx';

/** The opportunity as five dots and a word. */
export function Opportunity({ score }: { score: number }) {
  const { words } = useCard();
  const dots = '●'.repeat(score) + '○'.repeat(5 - score);
  return (
    <Text>
      <Text inline format={{ fontWeight: 'demibold' }}>{`${words.analysis.opportunity}: `}</Text>
      {`${dots} ${words.analysis.opportunityWord[score as 1 | 2 | 3 | 4 | 5]}`}
    </Text>
  );
}
