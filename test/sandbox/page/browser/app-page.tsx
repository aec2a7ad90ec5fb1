import type { SandboxState } from './api.ts';
import { Extension } from './extension.tsx';

type Props = {
  uid: string;
  location: string;
  title: string;
  state: SandboxState;
  language: string;
  onAlert(message: string): void;
};

/** A page of the app's own inside HubSpot. */
export function AppPage({ uid, location, title, state, language, onAlert }: Props) {
  return (
    <div className="app-page">
      <p className="crumbs">{`Connected apps › Reply Tracking › ${title}`}</p>
      {location === 'settings' && <h1>Reply Tracking</h1>}
      <Extension
        uid={uid}
        location={location}
        state={state}
        language={language}
        onAlert={onAlert}
        onRefresh={() => {}}
      />
    </div>
  );
}
