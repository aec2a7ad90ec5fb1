import type { ReactNode } from 'react';

type TextProps = {
  children?: ReactNode;
  variant?: 'bodytext' | 'microcopy';
  inline?: boolean;
  format?: { fontWeight?: string; italic?: boolean; lineDecoration?: string };
  truncate?: boolean | object;
};

function Text({ children, variant = 'bodytext', inline, format = {}, truncate }: TextProps) {
  const Tag = inline ? 'span' : 'div';
  const names = ['hs-text', `hs-${variant}`];
  if (format.fontWeight && format.fontWeight !== 'regular') names.push('hs-bold');
  if (format.italic) names.push('hs-italic');
  if (format.lineDecoration === 'underline') names.push('hs-underline');
  if (truncate) names.push('hs-truncate');
  return <Tag className={names.join(' ')}>{children}</Tag>;
}

const Heading = ({ children }: { children?: ReactNode }) => <h3 className="hs-heading">{children}</h3>;
const PageTitle = ({ children }: { children?: ReactNode }) => <h1 className="hs-page-title">{children}</h1>;

type TagProps = { children?: ReactNode; variant?: string; hollow?: boolean };

const Tag = ({ children, variant = 'default' }: TagProps) => (
  <span className={`hs-tag hs-tag-${variant}`}>{children}</span>
);

function StatusTag({ children, variant = 'default', hollow }: TagProps) {
  return (
    <span className={`hs-status hs-status-${variant}`}>
      <span className={hollow ? 'hs-dot hs-hollow' : 'hs-dot'} aria-hidden="true" />
      <span>{children}</span>
    </span>
  );
}

/** The icons that the product uses, as plain strokes on a grid of 16. */
const ICONS: Record<string, string> = {
  email: 'M1.5 3.5h13v9h-13z M1.5 4l6.5 5 6.5-5',
  calling:
    'M4.5 2l2 3-1.5 1.5c.8 1.8 2.2 3.2 4 4L10.500 9l3 2c0 1.500-1 3-2.500 3C6.500 13.500 2.500 9.500 2 5 2 3.500 3 2 4.500 2z',
  comment: 'M2 3h12v8H7l-3 3v-3H2z',
  appointment: 'M2.500 3.500h11v10h-11z M2.500 6.500h11 M5 2v3 M11 2v3',
  contact:
    'M8 8a2.700 2.700 0 100-5.400A2.700 2.700 0 008 8z M2.500 14c.5-3 2.600-4.500 5.500-4.500s5 1.500 5.500 4.500',
};

function Icon({ name, screenReaderText }: { name: string; screenReaderText?: string }) {
  return (
    <svg
      className="hs-icon"
      viewBox="0 0 16 16"
      role={screenReaderText ? 'img' : 'presentation'}
      aria-label={screenReaderText}
    >
      <path d={ICONS[name] ?? 'M8 3a5 5 0 100 10A5 5 0 008 3z'} />
    </svg>
  );
}

export const text = { Text, Heading, PageTitle, Tag, StatusTag, Icon };
