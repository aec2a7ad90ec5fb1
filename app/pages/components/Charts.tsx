import { BarChart, Flex, Heading, ProgressBar, Text } from '@hubspot/ui-extensions';
import type { HomeView } from '../../../cards/dto/home.ts';
import { usePage } from '../page.tsx';

export function TypeChart({ home }: { home: HomeView }) {
  const { words } = usePage();
  return (
    <BarChart
      data={rows(home.byType, words.shared.responseType)}
      axes={{
        x: { field: 'label', fieldType: 'category', label: words.charts.type },
        y: { field: 'count', fieldType: 'linear', label: words.charts.count },
      }}
      options={{ title: words.charts.byType, showDataLabels: true }}
    />
  );
}

export function StatusChart({ home }: { home: HomeView }) {
  const { words } = usePage();
  return (
    <BarChart
      data={rows(home.byStatus, words.shared.status)}
      axes={{
        x: { field: 'label', fieldType: 'category', label: words.charts.status },
        y: { field: 'count', fieldType: 'linear', label: words.charts.count },
      }}
      options={{ title: words.charts.byStatus, showDataLabels: true }}
    />
  );
}

function rows<Name extends string>(counts: Record<Name, number>, labels: Record<Name, string>) {
  return (Object.keys(labels) as Name[]).map((name) => ({ label: labels[name], count: counts[name] }));
}

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
