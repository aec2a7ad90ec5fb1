import type { CSSProperties, ReactNode } from 'react';

const GAPS: Record<string, string> = {
  flush: '0',
  'extra-small': '4px',
  xs: '4px',
  small: '8px',
  sm: '8px',
  medium: '16px',
  md: '16px',
  large: '24px',
  lg: '24px',
  'extra-large': '32px',
  xl: '32px',
};
const JUSTIFY: Record<string, string> = {
  start: 'flex-start',
  end: 'flex-end',
  center: 'center',
  between: 'space-between',
  around: 'space-around',
};
const ALIGN: Record<string, string> = {
  start: 'flex-start',
  end: 'flex-end',
  center: 'center',
  baseline: 'baseline',
  stretch: 'stretch',
};

type FlexProps = {
  children?: ReactNode;
  direction?: 'row' | 'column';
  justify?: string;
  align?: string;
  gap?: string;
  wrap?: boolean | string;
};

function Flex({ children, direction = 'row', justify = 'start', align, gap = 'flush', wrap }: FlexProps) {
  const style: CSSProperties = {
    display: 'flex',
    flexDirection: direction,
    justifyContent: JUSTIFY[justify],
    alignItems: ALIGN[align ?? (direction === 'row' ? 'start' : 'stretch')],
    gap: GAPS[gap],
    flexWrap: wrap === true || wrap === 'wrap' ? 'wrap' : 'nowrap',
  };
  return (
    <div className={`hs-flex-${direction}`} style={style}>
      {children}
    </div>
  );
}

type GridProps = { children?: ReactNode; columnWidth: number; gap?: string };

function AutoGrid({ children, columnWidth, gap = 'flush' }: GridProps) {
  const columns = `repeat(auto-fit, minmax(min(100%, ${columnWidth}px), 1fr))`;
  return (
    <div style={{ display: 'grid', gridTemplateColumns: columns, gap: GAPS[gap], alignItems: 'start' }}>{children}</div>
  );
}

function Tile({ children, compact }: { children?: ReactNode; compact?: boolean }) {
  return <div className={compact ? 'hs-tile hs-compact' : 'hs-tile'}>{children}</div>;
}

const Divider = () => <hr className="hs-divider" />;

type AccordionProps = { title: string; children?: ReactNode; defaultOpen?: boolean };

const Accordion = ({ title, children, defaultOpen }: AccordionProps) => (
  <details className="hs-accordion" open={defaultOpen}>
    <summary>{title}</summary>
    {children}
  </details>
);

export const layout = { Accordion, Flex, AutoGrid, Tile, Divider };
