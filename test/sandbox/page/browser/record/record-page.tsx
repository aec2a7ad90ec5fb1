import { useCallback, useEffect, useRef, useState } from 'react';
import { api, type ContactView, type SandboxState } from '../api.ts';
import { Extension } from '../extension.tsx';
import { Activities } from './activities.tsx';
import { CustomerForm } from './customer-form.tsx';
import { Properties } from './properties.tsx';
import { useWatchers } from './watchers.ts';
import { WorkflowRun } from './workflow-run.tsx';

type Props = { hubspotId: string; state: SandboxState; language: string; onAlert(message: string): void };

const LOOK_MS = 1_500;

/** A contact as HubSpot lays it out: properties left, conversation and activities in the middle, sidebar card right. */
export function RecordPage({ hubspotId, state, language, onAlert }: Props) {
  const [contact, setContact] = useState<ContactView | null>(null);
  const [tab, setTab] = useState<'replies' | 'activities'>('replies');
  const asked = useRef(0);
  const { watch, tell } = useWatchers();
  const load = useCallback(async () => {
    asked.current += 1;
    const mine = asked.current;
    const answer = await api.contact(hubspotId);
    if (mine === asked.current) setContact(answer);
    return answer;
  }, [hubspotId]);
  // HubSpot tells the cards of changes when one of them asks for the properties anew, not of those made elsewhere.
  const refresh = useCallback(async () => tell(await load()), [load, tell]);
  useEffect(() => {
    void load();
    const timer = setInterval(load, LOOK_MS);
    return () => clearInterval(timer);
  }, [load]);

  if (!contact) return <p role="status">Loading the contact …</p>;
  const extension = { state, language, hubspotId, onAlert, onRefresh: refresh, onWatch: watch };
  return (
    <div className="record">
      <aside className="column" aria-label="Properties">
        <ContactHead contact={contact} state={state} />
        <Properties contact={contact} onChanged={load} />
      </aside>
      <section className="column" aria-label="Conversation">
        <div className="tabs" role="tablist" aria-label="Record">
          <Tab name="replies" label="Reply tracking" chosen={tab} onChoose={setTab} />
          <Tab name="activities" label={`Activities (${contact.timeline.length})`} chosen={tab} onChoose={setTab} />
        </div>
        <div role="tabpanel" id="panel-replies" aria-labelledby="tab-replies" hidden={tab !== 'replies'}>
          <div className="panel">
            <Extension uid="reply_tab_card" location="crm.record.tab" {...extension} />
          </div>
        </div>
        <div role="tabpanel" id="panel-activities" aria-labelledby="tab-activities" hidden={tab !== 'activities'}>
          <Activities entries={contact.timeline} timeZone={state.portal.timeZone} />
        </div>
      </section>
      <aside className="column" aria-label="Cards">
        <section className="panel" aria-labelledby="sidebar-title">
          <h2 id="sidebar-title">Replies</h2>
          <Extension uid="reply_sidebar_card" location="crm.record.sidebar" {...extension} />
        </section>
        <CustomerForm contact={contact} onAlert={onAlert} />
        <WorkflowRun key={hubspotId} hubspotId={hubspotId} />
      </aside>
    </div>
  );
}

type TabProps = {
  name: 'replies' | 'activities';
  label: string;
  chosen: string;
  onChoose(name: 'replies' | 'activities'): void;
};

function Tab({ name, label, chosen, onChoose }: TabProps) {
  return (
    <button
      type="button"
      role="tab"
      id={`tab-${name}`}
      aria-controls={`panel-${name}`}
      aria-selected={chosen === name}
      onClick={() => onChoose(name)}
    >
      {label}
    </button>
  );
}

function ContactHead({ contact, state }: { contact: ContactView; state: SandboxState }) {
  const initials = contact.name
    .split(' ')
    .map((part) => part[0])
    .join('')
    .slice(0, 2);
  return (
    <div className="panel contact-head">
      <label className="field">
        <span>Contact</span>
        <select
          value={contact.id}
          onChange={(event) => {
            location.hash = `#/contacts/${event.target.value}`;
          }}
        >
          {state.contacts.map(({ id, name, company }) => (
            <option key={id} value={id}>
              {company ? `${name}, ${company}` : name}
            </option>
          ))}
        </select>
      </label>
      <div className="who">
        <span className="avatar" aria-hidden="true">
          {initials}
        </span>
        <div>
          <h1>{contact.name}</h1>
          <p>{[contact.jobTitle, contact.company].filter(Boolean).join(', ')}</p>
          <p>{contact.email}</p>
          {contact.related.map(({ object, id, name }) => (
            <p key={id}>
              <a href={`#/${object}/${id}`}>{name}</a>
            </p>
          ))}
          <p className="quiet">{contact.owner ? `Owner: ${contact.owner}` : 'No owner'}</p>
        </div>
      </div>
    </div>
  );
}
