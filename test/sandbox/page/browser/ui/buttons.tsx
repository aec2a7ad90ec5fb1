import { Children, createContext, type ReactNode, useContext, useState } from 'react';
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

/** Where a link to one of the app's own pages leads in the sandbox. */
export function hrefOf({ to, params }: { to: string; params?: Record<string, string> }): string {
  const query = new URLSearchParams(params).toString();
  return `#/home${to === '/' ? '' : to}${query && `?${query}`}`;
}

const PageLink = ({ children, to, params }: { children?: ReactNode; to: string; params?: Record<string, string> }) => (
  <a className="hs-link" href={hrefOf({ to, params })}>
    {children}
  </a>
);

/** Pages of HubSpot that the sandbox has too: a contact, the contacts, the connected apps with the app's settings. */
const OWN_PAGES: [RegExp, (found: string) => string][] = [
  [/\/record\/0-1\/(\d+)/, (id) => `#/contacts/${id}`],
  [/\/contacts\/(\d+)\/objects\/0-1$/, () => '#/contacts'],
  [/\/connected-apps\/(\d+)\/installed$/, () => '#/settings'],
];

function Link({ children, href }: LinkProps) {
  const url = typeof href === 'string' ? href : href.url;
  const [own] = OWN_PAGES.flatMap(([page, lead]) => page.exec(url)?.slice(1, 2).map(lead) ?? []);
  return (
    <a className="hs-link" href={own ?? url}>
      {Children.count(children) > 0 ? children : url}
    </a>
  );
}

type DropdownProps = { children?: ReactNode; buttonText?: string; buttonSize?: string; variant?: string };
const Menu = createContext<{ open: boolean; close(): void } | null>(null);

/** A button with a menu below. The menu's items stay mounted, since their overlays open after it has closed. */
function Dropdown({ children, buttonText = 'More', buttonSize = 'md', variant = 'secondary' }: DropdownProps) {
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes the menu wherever the focus in it is
    <div className="hs-dropdown" onKeyDown={({ key }) => key === 'Escape' && close()}>
      <button
        type="button"
        className={`hs-button hs-${variant} hs-size-${short(buttonSize)}`}
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {buttonText} <span aria-hidden="true">▾</span>
      </button>
      {open && <div className="hs-menu-ground" aria-hidden="true" onClick={close} />}
      <Menu.Provider value={{ open, close }}>
        <div className="hs-menu" hidden={!open}>
          {children}
        </div>
      </Menu.Provider>
    </div>
  );
}

function DropdownButtonItem({ children, overlay, onClick }: Pick<ButtonProps, 'children' | 'overlay' | 'onClick'>) {
  const menu = useContext(Menu);
  const [opened, setOpened] = useState(false);
  return (
    <>
      <button
        type="button"
        className="hs-menu-item"
        onClick={() => {
          menu?.close();
          onClick?.();
          if (overlay) setOpened(true);
        }}
      >
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

export const buttons = { Dropdown, DropdownButtonItem, Button, LoadingButton: Button, ButtonRow, Link, PageLink };
