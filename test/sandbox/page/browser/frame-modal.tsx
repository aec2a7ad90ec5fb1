import { useEffect, useRef } from 'react';

export type Framed = { page: { uri: string; title?: string; width: number; height: number }; onClose?: () => void };

/** A page of the app's in a frame over the record, as `openIframeModal` shows it. */
export function FrameModal({ page, onClose }: { page: Framed['page']; onClose: () => void }) {
  const element = useRef<HTMLDialogElement>(null);
  useEffect(() => element.current?.showModal(), []);
  const { uri, title = '', width, height } = page;
  return (
    <dialog
      ref={element}
      className="hs-modal hs-frame"
      style={{ width, height }}
      aria-label={title}
      onCancel={onClose}
      onClose={onClose}
    >
      <header>
        <h2>{title}</h2>
        <button type="button" className="hs-close" aria-label="Close" onClick={onClose}>
          ×
        </button>
      </header>
      <iframe src={uri} title={title} />
    </dialog>
  );
}
