import { Flex, LineChart, Text } from '@hubspot/ui-extensions';
import type { NumbersView, WeekFigures } from '../../../../cards/dto/numbers.ts';
import { usePage } from '../../page.tsx';
import { positiveRate, replyRate, told } from './figures.ts';

/** Both rates by the week in which people were emailed, as a line and in words. */
export function Trend({ view }: { view: NumbersView }) {
  const { words, dates } = usePage();
  const { report } = words;
  const weeks = view.weeks.filter(({ mailed }) => mailed > 0);
  if (weeks.length < 2) return null;
  const percent = (rate: number | null) => Math.round((rate ?? 0) * 1000) / 10;
  const data = weeks.flatMap((week) => [
    { week: dates.named(week.week), rate: percent(replyRate(week)), number: report.names.replyRate },
    { week: dates.named(week.week), rate: percent(positiveRate(week)), number: report.names.positiveRate },
  ]);
  const rate = (week: WeekFigures) => told(replyRate(week), 'share', { words: report, locale: words.shared.locale });
  const best = weeks.reduce((a, b) => ((replyRate(b) ?? 0) > (replyRate(a) ?? 0) ? b : a));
  const last = weeks.at(-1)!;
  return (
    <Flex direction="column" gap="small">
      <LineChart
        data={data}
        axes={{
          x: { field: 'week', fieldType: 'category', label: report.week },
          y: { field: 'rate', fieldType: 'linear', label: report.percent },
          options: { groupFieldByColor: 'number' },
        }}
        options={{ title: report.trend, showLegend: true, showTooltips: true }}
      />
      <Text>{report.trendText(dates.named(best.week), rate(best), dates.named(last.week), rate(last))}</Text>
    </Flex>
  );
}
