import { useEffect, useState } from 'react';
import { api, type SandboxState } from './api.ts';

type Props = {
  state: SandboxState;
  page: string;
  language: string;
  hubspotId: string | undefined;
  onLanguage(language: string): void;
  onUser(id: number): void;
  onClock(): void;
};

const LANGUAGES = { en: 'English', pt: 'Português', es: 'Español' };
const JUMPS = ['+1h', '+24h', '+7d', '+90d'];

export function TopBar({ state, page, language, hubspotId, onLanguage, onUser, onClock }: Props) {
  const tabs = [
    { name: 'contacts', href: `#/contacts/${hubspotId}`, label: 'Contact record' },
    { name: 'home', href: '#/home', label: 'App home' },
    { name: 'settings', href: '#/settings', label: 'App settings' },
    { name: 'mail', href: `#/mail/${encodeURIComponent(state.user.email)}`, label: 'Mailboxes' },
  ];
  return (
    <header className="top-bar">
      <span className="brand">
        Reply Tracking <span className="badge">sandbox</span>
      </span>
      <nav aria-label="Pages">
        {tabs.map(({ name, href, label }) => (
          <a key={name} href={href} aria-current={page === name ? 'page' : undefined}>
            {label}
          </a>
        ))}
      </nav>
      <Clock now={state.now} timeZone={state.portal.timeZone} onClock={onClock} />
      <label>
        <span>Signed in as</span>
        <select value={state.user.id} onChange={(event) => onUser(Number(event.target.value))}>
          {state.users.map((user) => (
            <option key={user.id} value={user.id}>
              {`${user.firstName} ${user.lastName}`}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>Language</span>
        <select value={language} onChange={(event) => onLanguage(event.target.value)}>
          {Object.entries(LANGUAGES).map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </label>
    </header>
  );
}

/** The sandbox's time, and jumps into the future: a due task, an expired address. */
function Clock({ now, timeZone, onClock }: { now: string; timeZone: string; onClock: () => void }) {
  const [shift, setShift] = useState(0);
  const [time, setTime] = useState(now);
  useEffect(() => setShift(new Date(now).getTime() - Date.now()), [now]);
  useEffect(() => {
    const tick = () => setTime(new Date(Date.now() + shift).toISOString());
    tick();
    const timer = setInterval(tick, 1_000);
    return () => clearInterval(timer);
  }, [shift]);
  const shown = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone });
  return (
    <fieldset className="clock" aria-label="Sandbox clock">
      <time dateTime={time}>{shown.format(new Date(time))}</time>
      {JUMPS.map((jump) => (
        <button
          key={jump}
          type="button"
          onClick={async () => {
            await api.moveClock(jump);
            onClock();
          }}
        >
          {jump}
        </button>
      ))}
    </fieldset>
  );
}
