import type { TimelineEntry } from '../api.ts';

const NAMES = { email: 'Email', note: 'Note', task: 'Task', call: 'Call', event: 'Reply Tracking' };

/** A long entry scrolls, also for whoever has no mouse. */
const SCROLLS = { tabIndex: 0 };

/** HubSpot's own timeline of a record: emails, notes, tasks and the app's events. */
export function Activities({ entries, timeZone }: { entries: TimelineEntry[]; timeZone: string }) {
  const when = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone });
  if (entries.length === 0) return <p className="panel quiet">Nothing has happened here yet.</p>;
  return (
    <ol className="activities">
      {entries.map((entry) => (
        <li key={`${entry.kind}-${entry.id}`} className={`panel activity activity-${entry.kind}`}>
          <div className="activity-head">
            <span className="kind">
              {entry.direction === 'incoming'
                ? 'Email received'
                : entry.direction === 'outgoing'
                  ? 'Email sent'
                  : NAMES[entry.kind]}
            </span>
            <time dateTime={entry.at}>{when.format(new Date(entry.at))}</time>
          </div>
          <h3>{entry.title}</h3>
          {entry.html ? (
            // biome-ignore lint/security/noDangerouslySetInnerHtml: cleaned by the page's server
            <div className="activity-body" {...SCROLLS} dangerouslySetInnerHTML={{ __html: entry.body }} />
          ) : (
            <div className="activity-body preserved" {...SCROLLS}>
              {entry.body}
            </div>
          )}
          {entry.facts.length > 0 && (
            <dl className="facts">
              {entry.facts.map(({ label, value }) => (
                <div key={label}>
                  <dt>{label}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
            </dl>
          )}
        </li>
      ))}
    </ol>
  );
}
