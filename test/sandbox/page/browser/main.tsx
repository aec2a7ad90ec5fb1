import { useCallback, useEffect, useMemo, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { useAlerts } from './alerts.tsx';
import { api, type SandboxState } from './api.ts';
import { AppPage } from './app-page.tsx';
import { Mailboxes } from './mail/mailboxes.tsx';
import { AccountPage } from './record/account-page.tsx';
import { RecordPage } from './record/record-page.tsx';
import { TopBar } from './top-bar.tsx';

/** `#/contacts/1`, `#/companies/1`, `#/home`, `#/home/review`, `#/settings`, `#/mail/ana@example.com` */
function useRoute(): { parts: string[]; params: Record<string, string> } {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const changed = () => setHash(location.hash);
    addEventListener('hashchange', changed);
    return () => removeEventListener('hashchange', changed);
  }, []);
  return useMemo(() => {
    const [path = '', query] = hash.replace(/^#\//, '').split('?');
    return { parts: path.split('/').map(decodeURIComponent), params: Object.fromEntries(new URLSearchParams(query)) };
  }, [hash]);
}

const ACCOUNTS = ['companies', 'deals', 'tickets'];

function Sandbox() {
  const [state, setState] = useState<SandboxState | null>(null);
  const [language, setLanguage] = useState<string | null>(null);
  const [userId, setUserId] = useState<number | null>(null);
  const route = useRoute();
  const [page, id] = route.parts;
  const place = useMemo(() => ({ path: `/${route.parts.slice(1).join('/')}`, params: route.params }), [route]);
  const alerts = useAlerts();
  const load = useCallback(async () => setState(await api.state()), []);
  useEffect(() => {
    void load();
  }, [load]);

  // One object as long as nothing changes in it: a card starts afresh with every new one.
  const shown = useMemo(
    () => state && { ...state, user: state.users.find(({ id: each }) => each === userId) ?? state.user },
    [state, userId],
  );

  if (!shown) return <p role="status">Starting the sandbox …</p>;
  const { user } = shown;
  const spoken = language ?? shown.language;
  const hubspotId = page === 'contacts' && id ? id : shown.contacts[0]?.id;
  const common = { state: shown, language: spoken, onAlert: alerts.show };
  // A new key starts the page afresh for another user or language.
  const key = `${page}/${hubspotId}/${user.id}/${spoken}/${shown.now}`;
  return (
    <>
      <TopBar
        state={shown}
        page={page || 'contacts'}
        language={spoken}
        hubspotId={hubspotId}
        onLanguage={setLanguage}
        onUser={setUserId}
        onClock={load}
      />
      <main>
        {page === 'home' && (
          <AppPage key={key} uid="reply_home" location="pages" title="Home" place={place} {...common} />
        )}
        {page === 'settings' && (
          <AppPage key={key} uid="reply_settings" location="settings" title="Settings" {...common} />
        )}
        {page === 'mail' && <Mailboxes key={`mail/${id}`} address={id} language={spoken} onAlert={alerts.show} />}
        {ACCOUNTS.includes(page ?? '') && id && <AccountPage key={`${key}/${id}`} object={page!} id={id} {...common} />}
        {!['home', 'settings', 'mail', ...ACCOUNTS].includes(page ?? '') && hubspotId && (
          <RecordPage key={key} hubspotId={hubspotId} {...common} />
        )}
      </main>
      {alerts.view}
    </>
  );
}

const root = document.getElementById('root');
if (root) createRoot(root).render(<Sandbox />);
