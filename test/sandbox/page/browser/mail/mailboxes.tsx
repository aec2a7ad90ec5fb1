import { useCallback, useEffect, useState } from 'react';
import { api, type Mailbox, type MailView } from '../api.ts';
import { Mail } from './mail.tsx';

const LOOK_MS = 2_000;

type Props = { address: string | undefined; language: string; onAlert(message: string): void };

/** Everybody's mail: what the rep gets forwarded, what the customer received. */
export function Mailboxes({ address, onAlert }: Props) {
  const [mailboxes, setMailboxes] = useState<Mailbox[]>([]);
  const [mails, setMails] = useState<MailView[]>([]);
  const [chosen, choose] = useState<string | null>(null);
  const load = useCallback(async () => {
    const list = await api.mailboxes();
    setMailboxes(list);
    const wanted = address || list[0]?.address;
    if (wanted) setMails(await api.mail(wanted));
  }, [address]);
  useEffect(() => {
    void load();
    const timer = setInterval(load, LOOK_MS);
    return () => clearInterval(timer);
  }, [load]);

  const mail = mails.find(({ id }) => id === chosen) ?? mails[0];
  const box = mailboxes.find((each) => each.address === address) ?? mailboxes[0];
  return (
    <div className="mail">
      <nav className="panel" aria-label="Mailboxes">
        <h2>Mailboxes</h2>
        <ul>
          {mailboxes.map((each) => (
            <li key={each.address}>
              <a
                href={`#/mail/${encodeURIComponent(each.address)}`}
                aria-current={each.address === box?.address ? 'page' : undefined}
              >
                <span>{each.name}</span>
                <span className="quiet">{each.address}</span>
                <span className="count">{each.count}</span>
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <section className="panel" aria-label="Mails">
        <h2>{box ? `Mail of ${box.name}` : 'Mail'}</h2>
        {mails.length === 0 && <p className="quiet">No mail yet.</p>}
        <ul className="mail-list">
          {mails.map((each) => (
            <li key={each.id}>
              <button type="button" aria-pressed={each.id === mail?.id} onClick={() => choose(each.id)}>
                <strong>{each.incoming ? each.from : `To ${each.to}`}</strong>
                <span>{each.subject}</span>
              </button>
            </li>
          ))}
        </ul>
      </section>
      <section className="panel" aria-label="Mail">
        {mail && box ? (
          <Mail key={mail.id} mail={mail} box={box} onAlert={onAlert} />
        ) : (
          <p className="quiet">Choose a mail.</p>
        )}
      </section>
    </div>
  );
}
