import { Text } from '@hubspot/ui-extensions';
import { opportunityText } from '@reply-tracking/shared/opportunity.ts';
import { useCard } from '../card.tsx';

export function Opportunity({ score }: { score: number }) {
  const { shared } = useCard().words;
  return (
    <Text>
      <Text inline format={{ fontWeight: 'demibold' }}>{`${shared.field.opportunity_score}: `}</Text>
      {opportunityText(score, shared)}
    </Text>
  );
}
