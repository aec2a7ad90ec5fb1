import { type SyntheticEvent, useState } from 'react';
import { api, type Mailbox, type MailView } from '../api.ts';

type Props = { mail: MailView; box: Mailbox; onAlert(message: string): void };

/** A mail as its reader sees it, and an answer to it. */
export function Mail({ mail, box, onAlert }: Props) {
  const [text, setText] = useState('');
  const [problem, setProblem] = useState('');
  const answer = async (all: boolean) => {
    setProblem('');
    try {
      await api.reply({ mailId: mail.id, from: box.address, fromName: box.name, text, all, authentication: 'pass' });
      setText('');
      onAlert('The answer was handed to the mail server');
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <article className="mail-view">
      <h1>{mail.subject}</h1>
      <dl className="mail-head">
        <Line name="From" value={`${mail.from} <${mail.fromAddress}>`} />
        <Line name="To" value={mail.to} />
        {mail.replyTo.length > 0 && <Line name="Answers go to" value={mail.replyTo.join(', ')} />}
        {mail.attachments.length > 0 && <Line name="Attachments" value={mail.attachments.join(', ')} />}
      </dl>
      {mail.html ? <MailText html={mail.html} /> : <div className="preserved">{mail.text}</div>}
      <details>
        <summary>Headers</summary>
        <div className="headers preserved">{mail.headers.map(({ name, value }) => `${name}: ${value}`).join('\n')}</div>
      </details>
      {mail.incoming && (
        <div className="answer">
          <label className="field">
            <span>{`Answer as ${box.name}`}</span>
            <textarea rows={4} value={text} onChange={(event) => setText(event.target.value)} />
          </label>
          <div className="hs-button-row">
            <button
              type="button"
              className="hs-button hs-primary"
              disabled={!text.trim()}
              onClick={() => answer(false)}
            >
              Reply
            </button>
            <button
              type="button"
              className="hs-button hs-secondary"
              disabled={!text.trim()}
              onClick={() => answer(true)}
            >
              Reply to all
            </button>
          </div>
          {problem && (
            <p className="problem" role="alert">
              {problem}
            </p>
          )}
        </div>
      )}
    </article>
  );
}

/** Its page is of this origin, so that its height can be asked for; without `allow-scripts` nothing in it runs. */
function MailText({ html }: { html: string }) {
  const [height, setHeight] = useState<number>();
  const fit = ({ currentTarget }: SyntheticEvent<HTMLIFrameElement>) =>
    setHeight(currentTarget.contentDocument?.documentElement.scrollHeight);
  return <iframe title="The mail’s text" sandbox="allow-same-origin" srcDoc={html} onLoad={fit} style={{ height }} />;
}

function Line({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
