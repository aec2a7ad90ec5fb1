import { useState } from 'react';
import { api, type ContactView } from '../api.ts';

const SENDERS = { contact: 'The contact', colleague: 'A colleague of theirs', stranger: 'Somebody unknown' };
const CHECKS = { pass: 'passes', none: 'is missing', fail: 'fails' };

/** The other side of the conversation: answer as the customer, or drop a real mail. */
export function CustomerForm({ contact, onAlert }: { contact: ContactView; onAlert: (message: string) => void }) {
  const [text, setText] = useState('');
  const [sender, setSender] = useState<keyof typeof SENDERS>('contact');
  const [authentication, setAuthentication] = useState<keyof typeof CHECKS>('pass');
  const [problem, setProblem] = useState('');
  const { lastMail } = contact;

  const attempt = async (work: () => Promise<unknown>) => {
    setProblem('');
    try {
      await work();
      setText('');
      onAlert('The customer’s mail was handed to the mail server');
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  };
  const answer = () =>
    lastMail &&
    attempt(() => api.reply({ mailId: lastMail.id, ...identity(contact, sender), text, all: false, authentication }));
  const drop = async (file: File | undefined) => {
    if (file && lastMail) await attempt(async () => api.dropEml(await file.arrayBuffer(), lastMail.replyTo));
  };

  return (
    <section className="panel customer" aria-labelledby="customer-title">
      <h2 id="customer-title">Be the customer</h2>
      {lastMail ? (
        <>
          <p className="quiet">{`Answers “${lastMail.subject}”`}</p>
          <label className="field">
            <span>Who answers</span>
            <select value={sender} onChange={(event) => setSender(event.target.value as keyof typeof SENDERS)}>
              {Object.entries(SENDERS).map(([value, label]) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </select>
          </label>
          <label className="field">
            <span>The mail’s check (SPF, DKIM)</span>
            <select
              value={authentication}
              onChange={(event) => setAuthentication(event.target.value as keyof typeof CHECKS)}
            >
              {Object.entries(CHECKS).map(([value, label]) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </select>
          </label>
          <label className="field">
            <span>Answer</span>
            <textarea rows={4} value={text} onChange={(event) => setText(event.target.value)} />
          </label>
          <button type="button" className="hs-button hs-secondary" disabled={text.trim() === ''} onClick={answer}>
            Answer as the customer
          </button>
          <label className="field drop">
            <span>or a real mail (.eml)</span>
            <input type="file" accept=".eml,message/rfc822" onChange={(event) => drop(event.target.files?.[0])} />
          </label>
        </>
      ) : (
        <p className="quiet">Send this contact a tracked email first; then you can answer it here.</p>
      )}
      {problem && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
    </section>
  );
}

function identity(contact: ContactView, sender: keyof typeof SENDERS): { from: string; fromName: string } {
  const domain = contact.email.split('@')[1] ?? 'example.com';
  if (sender === 'colleague') return { from: `sam@${domain}`, fromName: 'Sam Lee' };
  if (sender === 'stranger') return { from: 'someone@elsewhere.example', fromName: 'Someone Else' };
  return { from: contact.email, fromName: contact.name };
}
