import type { CalibrationBin, Comparison, Confusion, Effort, Figure, Report } from './report.ts';

const percent = (value: number) => `${(value * 100).toFixed(1)} %`;

export function printReport(title: string, report: Report): string {
  return [
    `${title} (${report.cases} cases)`,
    ...report.figures.map(printFigure),
    '',
    ...printConfusion('kind', report.confusion.kind),
    '',
    ...printConfusion('response_type', report.confusion.response_type),
    '',
    ...printCalibration(report.calibration),
    '',
  ].join('\n');
}

export const printEffort = ({ medianMs, p95Ms, usdPerThousand }: Effort): string =>
  `  a reply takes ${medianMs.toFixed(1)} ms (median), ${p95Ms.toFixed(1)} ms (95 %); 1,000 cost $${usdPerThousand.toFixed(2)}\n\n`;

function printFigure({ name, value, interval, of }: Figure): string {
  const range = `[${percent(interval.low)} … ${percent(interval.high)}]`;
  return `  ${name.padEnd(24)}${percent(value).padStart(8)}  ${range.padEnd(22)} of ${of}`;
}

function printCalibration(bins: readonly CalibrationBin[]): string[] {
  return [
    '  confidence: share of the replies of persons, and how often the type was right',
    ...bins.map(({ from, share, right, interval, of }) => {
      const range = `[${percent(interval.low)} … ${percent(interval.high)}]`;
      return `  ${`from ${from}`.padEnd(24)}${percent(share).padStart(8)}${percent(right).padStart(10)}  ${range.padEnd(22)} of ${of}`;
    }),
  ];
}

function printConfusion(field: string, { labels, rows }: Confusion): string[] {
  const width = Math.max(...labels.map((label) => label.length), 4) + 2;
  const line = (cells: readonly (string | number)[]) => cells.map((cell) => String(cell).padStart(width)).join('');
  return [
    `  ${field}: expected (rows) and given (columns)`,
    `  ${line(['', ...labels])}`,
    ...rows.map(({ expected, counts }) => `  ${line([expected, ...counts])}`),
  ];
}

export function printComparison(first: string, second: string, comparisons: readonly Comparison[]): string {
  const lines = comparisons.map(
    ({ field, onlyFirst, onlySecond, p }) =>
      `  ${field.padEnd(24)}${String(onlyFirst).padStart(6)}${String(onlySecond).padStart(8)}   p = ${p.toFixed(3)}${p < 0.05 ? '' : ' (no difference shown)'}`,
  );
  return [`Right where the other is wrong: ${first}, then ${second} (exact McNemar test)`, ...lines, ''].join('\n');
}
