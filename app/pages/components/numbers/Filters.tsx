import { DateInput, Flex, Link, Select } from '@hubspot/ui-extensions';
import { usePage } from '../../page.tsx';
import { NUMBER_SOURCES, type NumberSource, type Whose } from './choices.ts';

const PERIODS = [7, 28, 90, 365] as const;

/** `days` null: from `from` to `to`. */
export type Chosen = { days: number | null; from: string; to: string; whose: Whose; source: NumberSource | null };
export const firstChoice: Chosen = { days: 28, from: '', to: '', whose: 'everyone', source: null };

/** `today`: in the account's time zone. */
export function queryOf({ days, from, to, whose, source }: Chosen, today: string): string {
  const last = days === null ? to || today : today;
  const first = days === null ? from || last : daysBefore(today, days - 1);
  const [begin, end] = first <= last ? [first, last] : [last, first];
  const query = new URLSearchParams({ from: begin, to: end, whose });
  if (source) query.set('source', source);
  return query.toString();
}

const daysBefore = (day: string, days: number) =>
  new Date(Date.parse(day) - days * 86_400_000).toISOString().slice(0, 10);

type FiltersProps = { chosen: Chosen; onChange: (chosen: Chosen) => void; csvUrl: string | null };

export function Filters({ chosen, onChange, csvUrl }: FiltersProps) {
  const { words, today } = usePage();
  const { report } = words;
  const periods = [
    ...PERIODS.map((days) => ({ label: report.days(days), value: days })),
    { label: report.custom, value: 0 },
  ];
  const whose = (['mine', 'team', 'everyone'] as const).map((value) => ({ label: report[value], value }));
  const sources = [
    { label: report.anySource, value: '' },
    ...NUMBER_SOURCES.map((value) => ({ label: report.sources[value], value })),
  ];
  return (
    <Flex gap="medium" align="end" wrap>
      <Select
        name="period"
        label={report.period}
        value={chosen.days ?? 0}
        options={periods}
        onChange={(value) => onChange({ ...chosen, days: Number(value) || null, to: chosen.to || today() })}
      />
      {chosen.days === null && (
        <>
          <Day label={report.from} value={chosen.from} onChange={(from) => onChange({ ...chosen, from })} />
          <Day label={report.to} value={chosen.to} onChange={(to) => onChange({ ...chosen, to })} />
        </>
      )}
      <Select
        name="whose"
        label={report.whose}
        value={chosen.whose}
        options={whose}
        onChange={(value) => onChange({ ...chosen, whose: value as Whose })}
      />
      <Select
        name="source"
        label={report.source}
        value={chosen.source ?? ''}
        options={sources}
        onChange={(value) => onChange({ ...chosen, source: (value || null) as NumberSource | null })}
      />
      {csvUrl && <Link href={{ url: csvUrl, external: true }}>{report.download}</Link>}
    </Flex>
  );
}

function Day({ label, value, onChange }: { label: string; value: string; onChange: (day: string) => void }) {
  const [year, month, date] = value.split('-').map(Number);
  const given = year && month && date ? { year, month: month - 1, date } : undefined;
  return (
    <DateInput
      name={label}
      label={label}
      format="medium"
      value={given}
      onChange={(picked) => {
        if (!picked) return;
        const two = (part: number) => String(part).padStart(2, '0');
        onChange(`${picked.year}-${two(picked.month + 1)}-${two(picked.date)}`);
      }}
    />
  );
}
