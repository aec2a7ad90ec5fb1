import type { ReactNode } from 'react';

type Props = { title?: string; children?: ReactNode; variant?: string; layout?: string };

function Alert({ title, children, variant = 'info' }: Props) {
  const kind = variant === 'error' ? 'danger' : variant;
  return (
    <section className={`hs-alert hs-alert-${kind}`} role={kind === 'danger' ? 'alert' : 'status'}>
      <div className="hs-bold">{title}</div>
      {children && <div>{children}</div>}
    </section>
  );
}

function EmptyState({ title, children, layout }: Props) {
  return (
    <div className={`hs-empty hs-empty-${layout ?? 'vertical'}`}>
      <svg viewBox="0 0 96 72" className="hs-illustration" aria-hidden="true">
        <rect x="8" y="12" width="80" height="52" rx="6" />
        <path d="M8 18l40 28 40-28" />
        <circle cx="80" cy="14" r="10" />
      </svg>
      <div>
        <div className="hs-bold">{title}</div>
        {children}
      </div>
    </div>
  );
}

function ErrorState({ title, children }: Props) {
  return (
    <div className="hs-empty hs-error" role="alert">
      <div className="hs-bold">{title}</div>
      {children}
    </div>
  );
}

function LoadingSpinner({ label, showLabel, layout }: { label: string; showLabel?: boolean; layout?: string }) {
  return (
    <div className={`hs-loading ${layout === 'centered' ? 'hs-centered' : ''}`} role="status">
      <span className="hs-spinner" aria-hidden="true" />
      <span className={showLabel ? '' : 'visually-hidden'}>{label}</span>
    </div>
  );
}

export const states = { Alert, EmptyState, ErrorState, LoadingSpinner };
