import { Accordion, Flex, Text } from '@hubspot/ui-extensions';
import { usePage } from '../../page.tsx';
import { FIGURES } from './figures.ts';

/** What each number counts, in the words of docs/use.md. */
export function Meaning() {
  const { report } = usePage().words;
  return (
    <Accordion title={report.meaning} size="small">
      <Flex direction="column" gap="small">
        {FIGURES.map(({ name }) => (
          <Flex key={name} direction="column" gap="flush">
            <Text format={{ fontWeight: 'demibold' }}>{report.names[name]}</Text>
            <Text>{report.means[name]}</Text>
          </Flex>
        ))}
      </Flex>
    </Accordion>
  );
}
