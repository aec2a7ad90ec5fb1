import { useEffect, useState } from 'react';
import { api } from '../api.ts';

const LOOK_MS = 1_000;
const STATES = {
  blocked: 'Blocked: waits for a reply',
  expired: 'The time is over: no reply came',
  'went on': 'Went on',
};
type Run = NonNullable<Awaited<ReturnType<typeof api.workflow>>>;

/** A workflow that has come to the app's action on this contact, and where it is. */
export function WorkflowRun({ hubspotId }: { hubspotId: string }) {
  const [callbackId, setCallbackId] = useState('');
  const [run, setRun] = useState<Run | null>(null);
  const goesOn = callbackId !== '' && run?.state !== 'went on';
  useEffect(() => {
    if (!goesOn) return undefined;
    const look = async () => setRun(await api.workflow(callbackId));
    void look();
    const timer = setInterval(look, LOOK_MS);
    return () => clearInterval(timer);
  }, [goesOn, callbackId]);
  return (
    <section className="panel customer" aria-labelledby="workflow-title">
      <h2 id="workflow-title">Workflow</h2>
      <button type="button" onClick={async () => setCallbackId((await api.waitForReply(hubspotId)).callbackId)}>
        Run “Wait for a reply”
      </button>
      {run && <p role="status">{STATES[run.state]}</p>}
      {run && Object.keys(run.outputFields).length > 0 && (
        <dl className="properties">
          {Object.entries(run.outputFields).map(([name, value]) => (
            <div key={name} data-output={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}
