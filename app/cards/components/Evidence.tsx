import { Flex, Text } from '@hubspot/ui-extensions';
import type { AnalysisView } from '../../../cards/dto/timeline.ts';
import { useCard } from '../card.tsx';

/** What they said of usage, volume and problems, each with the words it rests on. */
export function Evidence({ fields }: { fields: AnalysisView['fields'] }) {
  const { words } = useCard();
  const { evidence, referral } = fields;
  const facts = [
    ...single(words.shared.field.product_usage, fields.product_usage, evidence.product_usage),
    ...single(words.shared.field.monthly_volume, fields.monthly_volume, evidence.monthly_volume),
    ...fields.pain_points.flatMap((point, n) =>
      single(words.shared.field.pain_points, point, evidence.pain_points[n] ?? null),
    ),
    ...single(
      words.analysis.referral,
      [referral?.name, referral?.address].filter(Boolean).join(', ') || null,
      referral?.quote ?? null,
    ),
  ];
  return facts.map(({ label, value, quote }) => (
    <Flex key={`${label}${value}`} direction="column" gap="flush">
      <Text>
        <Text inline format={{ fontWeight: 'demibold' }}>{`${label}: `}</Text>
        {value}
      </Text>
      {quote && <Text variant="microcopy" format={{ italic: true }}>{`“${quote}”`}</Text>}
    </Flex>
  ));
}

function single(label: string, value: string | null, quote: string | null) {
  return value ? [{ label, value, quote }] : [];
}
