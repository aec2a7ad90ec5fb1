import {
  Flex,
  Heading,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  Text,
} from '@hubspot/ui-extensions';
import type { Figures, NumbersView } from '../../../../cards/dto/numbers.ts';
import { usePage } from '../../page.tsx';
import { FIGURES, type FigureName, positiveRate, told } from './figures.ts';
import { NumberButton } from './NumberButton.tsx';
import type { Behind } from './NumberListing.tsx';

type Opens = { view: NumbersView; onOpen: (behind: Behind) => void };
/** A line of a table: what it is called, which part of the numbers it is, and a remark. */
type Line = { key: string; label: string; hint?: string | null; part: Partial<Behind>; figures: Figures };

/** So few people say nothing of a subject. */
const FEW = 5;

export function ByRep({ view, onOpen }: Opens) {
  const { report } = usePage().words;
  const lines = view.reps.map(({ rep, name, team, ...figures }) => ({
    key: rep,
    label: name || report.nobody,
    hint: team,
    part: { rep },
    figures,
  }));
  const columns = ['median', 'slow', 'inTime', 'replies', 'replyRate', 'positiveRate'] as const;
  return <Lines title={report.byRep} first={report.rep} columns={columns} lines={lines} onOpen={onOpen} />;
}

export function ByTeam({ view, onOpen }: Opens) {
  const { report } = usePage().words;
  const lines = view.byTeam.map(({ team, ...figures }) => ({ key: team, label: team, part: { team }, figures }));
  const columns = ['median', 'slow', 'inTime', 'replies', 'replyRate', 'positiveRate'] as const;
  return <Lines title={report.byTeam} first={report.teamName} columns={columns} lines={lines} onOpen={onOpen} />;
}

export function BySubject({ view, onOpen }: Opens) {
  const { report } = usePage().words;
  const enough = (figures: Figures) => figures.mailed >= FEW;
  const lines = view.subjects
    .filter(({ mailed, replies }) => mailed + replies > 0)
    .toSorted(
      (a, b) =>
        Number(enough(b)) - Number(enough(a)) || (positiveRate(b) ?? 0) - (positiveRate(a) ?? 0) || b.mailed - a.mailed,
    )
    .map(({ subject, workflow, ...figures }) => ({
      key: `${workflow}/${subject}`,
      label: subject || '–',
      hint: [workflow && report.sources.workflow, !enough(figures) && report.few].filter(Boolean).join(' · ') || null,
      part: { subject, workflow: workflow ? ('yes' as const) : ('no' as const) },
      figures,
    }));
  const columns = ['positiveRate', 'replyRate', 'mailed', 'sent', 'replies', 'optedOut'] as const;
  return <Lines title={report.bySubject} first={report.subject} columns={columns} lines={lines} onOpen={onOpen} />;
}

export function ByLanguage({ view, onOpen }: Opens) {
  const { report } = usePage().words;
  const names: Record<string, string> = report.languages;
  const lines = view.languages.map(({ language, ...figures }) => ({
    key: language,
    label: names[language] ?? language,
    part: { language },
    figures,
  }));
  const columns = ['replies', 'needsHandling', 'optedOut'] as const;
  return <Lines title={report.byLanguage} first={report.language} columns={columns} lines={lines} onOpen={onOpen} />;
}

type LinesProps = {
  title: string;
  first: string;
  columns: readonly FigureName[];
  lines: Line[];
  onOpen: (behind: Behind) => void;
};

function Lines({ title, first, columns, lines, onOpen }: LinesProps) {
  const { words } = usePage();
  const { report } = words;
  if (lines.length === 0) return null;
  const how = { words: report, locale: words.shared.locale };
  const shown = columns.map((name) => FIGURES.find((figure) => figure.name === name)!);
  return (
    <Flex direction="column" gap="small">
      <Heading>{title}</Heading>
      <Table density="condensed">
        <TableHead>
          <TableRow>
            <TableHeader>{first}</TableHeader>
            {shown.map(({ name }) => (
              <TableHeader key={name}>{report.names[name]}</TableHeader>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {lines.map(({ key, label, hint, part, figures }) => (
            <TableRow key={key}>
              <TableCell>
                <Text>{label}</Text>
                {hint && <Text variant="microcopy">{hint}</Text>}
              </TableCell>
              {shown.map(({ name, value, form, list }) => (
                <TableCell key={name}>
                  <NumberButton
                    name={name}
                    told={told(value(figures), form, how)}
                    onOpen={() => onOpen({ title: `${report.names[name]} · ${label}`, number: list, ...part })}
                  />
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Flex>
  );
}
