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

type LineProps = {
  data: Record<string, string | number>[];
  axes: ChartProps['axes'] & { options?: { groupFieldByColor?: string } };
  options?: ChartProps['options'];
};
const LINE_COLORS = ['#00707f', '#b3416b', '#5b6b7c'];

/** A line for each value of the field that is told by color. */
function LineChart({ data, axes, options }: LineProps) {
  const [x, y] = [axes.x.field, axes.y.field];
  const group = axes.options?.groupFieldByColor;
  const places = [...new Set(data.map((row) => String(row[x])))];
  const lines = [...new Set(data.map((row) => String(group ? row[group] : '')))];
  const most = Math.max(1, ...data.map((row) => Number(row[y])));
  const left = (place: string) => 40 + (640 * places.indexOf(place)) / Math.max(1, places.length - 1);
  const top = (value: number) => 170 - (150 * value) / most;
  return (
    <figure className="hs-chart">
      <figcaption className="hs-bold">{options?.title}</figcaption>
      <p className="hs-legend">
        {lines.map((name, n) => (
          <span key={name}>
            <i style={{ background: LINE_COLORS[n] }} />
            {name}
          </span>
        ))}
      </p>
      <svg viewBox="0 0 720 210" role="img" aria-label={options?.title}>
        {[0, 0.5, 1].map((part) => (
          <g key={part}>
            <line x1="40" x2="680" y1={top(most * part)} y2={top(most * part)} className="hs-grid" />
            <text x="34" y={top(most * part) + 4} textAnchor="end" className="hs-axis">
              {Math.round(most * part)}
            </text>
          </g>
        ))}
        {lines.map((name, n) => (
          <polyline
            key={name}
            fill="none"
            stroke={LINE_COLORS[n]}
            strokeWidth="2.5"
            points={data
              .filter((row) => !group || row[group] === name)
              .map((row) => `${left(String(row[x]))},${top(Number(row[y]))}`)
              .join(' ')}
          />
        ))}
        {places.map((place, n) => (
          <text key={place} x={left(place)} y="195" textAnchor="middle" className="hs-axis">
            {n % Math.ceil(places.length / 6) === 0 ? place : ''}
          </text>
        ))}
      </svg>
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
  LineChart,
};
