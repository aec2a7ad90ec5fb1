import type { SandboxState } from './api.ts';
import { Extension, type Place } from './extension.tsx';

type Props = {
  uid: string;
  location: string;
  title: string;
  state: SandboxState;
  language: string;
  place?: Place;
  onAlert(message: string): void;
};

/** A page of the app's own inside HubSpot. */
export function AppPage({ uid, location, title, state, language, place, onAlert }: Props) {
  return (
    <div className="app-page">
      <p className="crumbs">{`Connected apps › Reply Tracking › ${title}`}</p>
      {location === 'settings' && <h1>Reply Tracking</h1>}
      <Extension
        uid={uid}
        location={location}
        state={state}
        language={language}
        place={place}
        onAlert={onAlert}
        onRefresh={() => {}}
      />
    </div>
  );
}
