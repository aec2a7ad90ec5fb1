import { type ReactNode, useCallback, useState } from 'react';

const SHOWN_MS = 5_000;

/** HubSpot's messages at the edge of the window. */
export function useAlerts(): { show: (message: string) => void; view: ReactNode } {
  const [alerts, setAlerts] = useState<{ id: number; message: string }[]>([]);
  const show = useCallback((message: string) => {
    const id = Date.now() + Math.random();
    setAlerts((before) => [...before, { id, message }]);
    setTimeout(() => setAlerts((before) => before.filter((alert) => alert.id !== id)), SHOWN_MS);
  }, []);
  const view = (
    <div className="alerts" role="status" aria-live="polite">
      {alerts.map(({ id, message }) => (
        <div key={id} className="alert">
          {message}
        </div>
      ))}
    </div>
  );
  return { show, view };
}
