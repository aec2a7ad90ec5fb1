import type { ReactNode } from 'react';

type Children = { children?: ReactNode };

const Table = ({ children }: Children) => (
  // A wide table scrolls by itself, also from the keyboard.
  // biome-ignore lint/a11y/noNoninteractiveTabindex: scrollable regions need a way in without a mouse
  <section className="hs-table" tabIndex={0} aria-label="Table">
    <table>{children}</table>
  </section>
);
const TableHead = ({ children }: Children) => <thead>{children}</thead>;
const TableBody = ({ children }: Children) => <tbody>{children}</tbody>;
const TableRow = ({ children }: Children) => <tr>{children}</tr>;
const TableHeader = ({ children }: Children) => <th scope="col">{children}</th>;
const TableCell = ({ children }: Children) => <td>{children}</td>;

const Statistics = ({ children }: Children) => <dl className="hs-statistics">{children}</dl>;
const StatisticsItem = ({ label, number }: { label: string; number: string | number }) => (
  <div>
    <dt>{label}</dt>
    <dd>{number}</dd>
  </div>
);

type ProgressProps = { title?: string; value?: number; maxValue?: number; valueDescription?: string; variant?: string };

function ProgressBar({ title, value = 0, maxValue = 100, valueDescription, variant = 'success' }: ProgressProps) {
  return (
    <div className="hs-progress">
      <div className="hs-progress-head">
        <span>{title}</span>
        <span className="hs-microcopy">{valueDescription}</span>
      </div>
      <div
        role="progressbar"
        aria-label={title}
        aria-valuenow={value}
        aria-valuemax={maxValue}
        aria-valuemin={0}
        className="hs-progress-track"
      >
        <div className={`hs-progress-${variant}`} style={{ width: `${(100 * value) / Math.max(maxValue, 1)}%` }} />
      </div>
    </div>
  );
}

type ChartProps = {
  data: Record<string, string | number>[];
  axes: { x: { field: string }; y: { field: string } };
  options?: { title?: string };
};

function BarChart({ data, axes, options }: ChartProps) {
  const most = Math.max(1, ...data.map((row) => Number(row[axes.y.field])));
  return (
    <figure className="hs-chart">
      <figcaption className="hs-bold">{options?.title}</figcaption>
      <ul>
        {data.map((row) => (
          <li key={row[axes.x.field]}>
            <span className="hs-chart-value">{row[axes.y.field]}</span>
            <span className="hs-bar" style={{ height: `${(120 * Number(row[axes.y.field])) / most}px` }} />
            <span className="hs-chart-label">{row[axes.x.field]}</span>
          </li>
        ))}
      </ul>
    </figure>
  );
}

export const data = {
  Table,
  TableHead,
  TableBody,
  TableRow,
  TableHeader,
  TableCell,
  Statistics,
  StatisticsItem,
  ProgressBar,
  BarChart,
};
