import {
  type CSSProperties,
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
} from 'react';

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

type TabProps = { tabId?: string | number; title?: string; children?: ReactNode };
const OpenTab = createContext<{
  open: string;
  names: Map<string, string>;
  add(id: string, title: string): void;
} | null>(null);

type TabsProps = {
  children?: ReactNode;
  defaultSelected?: string | number;
  /** Where the product itself says which one is open. */
  selected?: string | number;
  onSelectedChange?(id: string): void;
};

/** Only the open tab's content is there, as in HubSpot. */
function Tabs({ children, defaultSelected, selected, onSelectedChange }: TabsProps) {
  const [own, choose] = useState(String(defaultSelected ?? ''));
  const open = selected === undefined ? own : String(selected);
  const select = (id: string) => (onSelectedChange ? onSelectedChange(id) : choose(id));
  const [names, setNames] = useState(new Map<string, string>());
  const add = useCallback(
    (id: string, title: string) =>
      setNames((known) => (known.get(id) === title ? known : new Map(known).set(id, title))),
    [],
  );
  const value = useMemo(() => ({ open, names, add }), [open, names, add]);
  return (
    <OpenTab.Provider value={value}>
      <div role="tablist" className="hs-tabs">
        {[...names].map(([id, title]) => (
          <button
            key={id}
            type="button"
            role="tab"
            id={`tab-${id}`}
            aria-selected={id === open}
            onClick={() => select(id)}
          >
            {title}
          </button>
        ))}
      </div>
      {children}
    </OpenTab.Provider>
  );
}

function Tab({ tabId = '', title = '', children }: TabProps) {
  const tabs = useContext(OpenTab);
  const id = String(tabId);
  useEffect(() => tabs?.add(id, title), [tabs, id, title]);
  if (tabs?.open !== id) return null;
  return (
    <div role="tabpanel" aria-labelledby={`tab-${id}`}>
      {children}
    </div>
  );
}

export const layout = { Accordion, Flex, AutoGrid, Tile, Divider, Tabs, Tab };
