import { useCallback, useEffect, useState } from 'react';
import { api, type RecordView, type SandboxState } from '../api.ts';
import { Extension } from '../extension.tsx';
import { Activities } from './activities.tsx';

type Props = { object: string; id: string; state: SandboxState; language: string; onAlert(message: string): void };

const KINDS: Record<string, string> = { companies: 'Company', deals: 'Deal', tickets: 'Ticket' };
const LOOK_MS = 1_500;

/** A company, deal or ticket as HubSpot lays it out, with its contacts and what stands on it. */
export function AccountPage({ object, id, state, language, onAlert }: Props) {
  const [record, setRecord] = useState<RecordView | null>(null);
  const load = useCallback(async () => setRecord(await api.record(object, id)), [object, id]);
  useEffect(() => {
    void load();
    const timer = setInterval(load, LOOK_MS);
    return () => clearInterval(timer);
  }, [load]);
  if (!record) return <p role="status">Loading the record …</p>;
  const { objectTypeId } = record;
  const extension = { state, language, hubspotId: id, objectTypeId, onAlert, onRefresh: load };
  return (
    <div className="record">
      <aside className="column" aria-label="Properties">
        <div className="panel">
          <p className="quiet">{KINDS[object]}</p>
          <h1>{record.name}</h1>
          {record.contacts.map((contact) => (
            <p key={contact.id}>
              <a href={`#/contacts/${contact.id}`}>{contact.name}</a>
            </p>
          ))}
        </div>
        {record.properties.length > 0 && (
          <section className="panel">
            <h2>Reply tracking</h2>
            <dl className="properties">
              {record.properties.map(({ name, label, shown }) => (
                <div key={name} data-property={name}>
                  <dt>{label}</dt>
                  <dd>{shown || <span className="quiet">–</span>}</dd>
                </div>
              ))}
            </dl>
          </section>
        )}
      </aside>
      <section className="column" aria-label="Conversations">
        <div className="panel">
          <Extension uid="reply_record_tab_card" location="crm.record.tab" {...extension} />
        </div>
        <Activities entries={record.timeline} timeZone={state.portal.timeZone} />
      </section>
      <aside className="column" aria-label="Cards">
        <section className="panel" aria-labelledby="sidebar-title">
          <h2 id="sidebar-title">Replies</h2>
          <Extension uid="reply_record_sidebar_card" location="crm.record.sidebar" {...extension} />
        </section>
      </aside>
    </div>
  );
}
