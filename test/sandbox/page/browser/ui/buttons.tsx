import { Children, type ReactNode, useState } from 'react';
import { OverlaySlot } from './overlay.tsx';

type ButtonProps = {
  children?: ReactNode;
  variant?: string;
  size?: string;
  disabled?: boolean;
  loading?: boolean;
  overlay?: ReactNode;
  onClick?: () => void;
};

function Button({ children, variant = 'secondary', size = 'md', disabled, loading, overlay, onClick }: ButtonProps) {
  const [opened, setOpened] = useState(false);
  return (
    <>
      <button
        type="button"
        className={`hs-button hs-${variant} hs-size-${short(size)}`}
        disabled={disabled}
        aria-busy={loading || undefined}
        onClick={() => {
          if (loading) return;
          onClick?.();
          if (overlay) setOpened(true);
        }}
      >
        {loading && <span className="hs-spinner" aria-hidden="true" />}
        {children}
      </button>
      {overlay && (
        <OverlaySlot opened={opened} onClose={() => setOpened(false)}>
          {overlay}
        </OverlaySlot>
      )}
    </>
  );
}

const short = (size: string) => ({ 'extra-small': 'xs', small: 'sm', medium: 'md' })[size] ?? size;

function ButtonRow({ children }: { children?: ReactNode }) {
  return <div className="hs-button-row">{children}</div>;
}

type LinkProps = { children?: ReactNode; href: string | { url: string } };

/** Links to a contact of HubSpot lead to the sandbox's own record page. */
function Link({ children, href }: LinkProps) {
  const url = typeof href === 'string' ? href : href.url;
  const contact = /\/record\/0-1\/(\d+)/.exec(url);
  return (
    <a className="hs-link" href={contact ? `#/contacts/${contact[1]}` : url}>
      {Children.count(children) > 0 ? children : url}
    </a>
  );
}

export const buttons = { Button, LoadingButton: Button, ButtonRow, Link };
