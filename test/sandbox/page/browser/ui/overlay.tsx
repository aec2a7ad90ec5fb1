import { createContext, type ReactNode, useContext, useEffect, useRef } from 'react';

/** Panels and modals come as a button's `overlay` and open with it; the card closes them by id. */
const Overlay = createContext<{ open: boolean; close: () => void } | null>(null);
const open = new Map<string, () => void>();

export const closeOverlay = (id: string) => open.get(id)?.();

export function OverlaySlot({
  opened,
  onClose,
  children,
}: {
  opened: boolean;
  onClose: () => void;
  children: ReactNode;
}) {
  return <Overlay.Provider value={{ open: opened, close: onClose }}>{children}</Overlay.Provider>;
}

type Props = {
  id: string;
  title?: string;
  width?: string;
  'aria-label'?: string;
  onOpen?: () => void;
  onClose?: () => void;
  children?: ReactNode;
};

const dialog = (kind: 'panel' | 'modal') =>
  function Dialog({ id, title, width = 'small', onOpen, onClose, children, ...rest }: Props) {
    const overlay = useContext(Overlay);
    const element = useRef<HTMLDialogElement>(null);
    const opened = overlay?.open ?? false;
    const close = overlay?.close;

    // biome-ignore lint/correctness/useExhaustiveDependencies: the handlers are new with every message of the worker
    useEffect(() => {
      if (!opened || !close) return undefined;
      element.current?.showModal();
      open.set(id, close);
      onOpen?.();
      return () => {
        open.delete(id);
        onClose?.();
      };
    }, [opened, id]);

    if (!opened) return null;
    return (
      <dialog
        ref={element}
        className={`hs-${kind} hs-${kind}-${width}`}
        aria-label={rest['aria-label'] ?? title}
        onCancel={close}
        onClose={close}
      >
        <header>
          <h2>{title}</h2>
          <button type="button" className="hs-close" aria-label="Close" onClick={close}>
            ×
          </button>
        </header>
        {children}
      </dialog>
    );
  };

const part = (name: string, Tag: 'div' | 'footer') =>
  function Part({ children }: { children?: ReactNode }) {
    return <Tag className={name}>{children}</Tag>;
  };

/** Stands beside its button, and is seen while that is pointed at or has the focus. */
const Tooltip = ({ children }: { children?: ReactNode }) => (
  <span role="tooltip" className="hs-tooltip">
    {children}
  </span>
);

export const overlays = {
  Tooltip,
  Panel: dialog('panel'),
  PanelBody: part('hs-overlay-body', 'div'),
  PanelSection: part('hs-overlay-section', 'div'),
  PanelFooter: part('hs-overlay-footer', 'footer'),
  Modal: dialog('modal'),
  ModalBody: part('hs-overlay-body', 'div'),
  ModalFooter: part('hs-overlay-footer', 'footer'),
};
