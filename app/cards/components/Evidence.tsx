import { Flex, Text } from '@hubspot/ui-extensions';
import type { AnalysisView } from '../../../cards/dto/timeline.ts';
import { useCard } from '../card.tsx';
import { factsOf, saysMore } from '../facts.ts';
import { isMarkedIn } from '../quotes.ts';

/** The facts of a reply. A quote that is marked in the text above is not repeated. */
export function Evidence({ analysis, shownText }: { analysis: AnalysisView; shownText: string }) {
  const { words } = useCard();
  const facts = factsOf(analysis, words).filter((fact) => saysMore(fact, shownText));
  if (facts.length === 0) return null;
  return (
    <Flex direction="column" gap="extra-small">
      {facts.map(({ label, value, quote }) => (
        <Flex key={`${label}${value}`} direction="column" gap="flush">
          <Text>
            <Text inline format={{ fontWeight: 'demibold' }}>{`${label}: `}</Text>
            {value}
          </Text>
          {quote && !isMarkedIn(shownText, quote) && (
            <Text variant="microcopy" format={{ italic: true }}>{`“${quote}”`}</Text>
          )}
        </Flex>
      ))}
    </Flex>
  );
}
