import { Flex, Heading, ProgressBar, Text } from '@hubspot/ui-extensions';
import type { HomeView } from '../../../cards/dto/home.ts';
import { usePage } from '../page.tsx';

/** Per field: how many of the analyses that a person looked at were changed there. */
export function Corrections({ home }: { home: HomeView }) {
  const { words } = usePage();
  const checked = home.corrections.filter(({ reviewed }) => reviewed > 0);
  return (
    <Flex direction="column" gap="small">
      <Heading>{words.corrections.title}</Heading>
      {checked.length === 0 && <Text>{words.corrections.none}</Text>}
      {checked.map(({ field, reviewed, corrected }) => (
        <ProgressBar
          key={field}
          title={words.shared.field[field]}
          value={corrected}
          maxValue={reviewed}
          valueDescription={words.corrections.share(corrected, reviewed)}
          variant={corrected * 5 > reviewed ? 'warning' : 'success'}
        />
      ))}
    </Flex>
  );
}
