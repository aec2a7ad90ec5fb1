import type { SharedWords } from '@reply-tracking/shared/words/en.ts';
import type { AuditItem } from '../../cards/dto/settings.ts';
import type { SettingsWords } from './words/en.ts';

type Words = SettingsWords & { shared: SharedWords };
type Changes = Extract<AuditItem, { action: 'settings_changed' }>['details']['changes'];

/** One sentence for an entry of the history. */
export function sayEntry(entry: AuditItem, words: Words): string {
  const { actions, by: said } = words.history;
  const { by } = entry;
  const who = by.name === 'operator' && !by.userId ? said.operator : by.name || by.address || said.somebody;
  const about = entry.contact?.name || words.history.contact;
  switch (entry.action) {
    case 'settings_changed':
      return actions.settings_changed(who, settingsIn(entry.details.changes, words));
    case 'user_settings_changed':
      return actions.user_settings_changed(who, settingsIn(entry.details.changes, words));
    case 'forward_address_asked':
    case 'forward_address_confirmed':
    case 'forward_address_removed': {
      const { scope, address } = entry.details;
      return actions[entry.action](who, address, words.shared.personal.forwardAddress[scope]);
    }
    case 'sender_judged':
      return actions.sender_judged[entry.details.as](who, about);
    case 'person_added':
      return actions.person_added[entry.details.how](who, about);
    case 'analysis_corrected':
      return actions.analysis_corrected(who, about, fieldsIn(entry.details.changes, words));
    case 'disconnected':
      return actions.disconnected(who);
  }
}

function settingsIn(changes: Changes, words: Words): string {
  const { general, answers } = words;
  const { language, ai, forward, automaticStatus, tasks, dailyCap, editors, defaultOwner: defaultOwnerId } = general;
  const { optOutLine, postalAddress } = general;
  const { hours, yourWords } = words;
  const labels: Record<string, string> = {
    ...{ language, ai, forward, automaticStatus, tasks, dailyCap, editors, defaultOwnerId },
    ...{ optOutLine, postalAddress },
    ...{ workingHours: hours.days, deadlines: hours.title, taskTypes: hours.taskTypes, taskOwners: hours.title },
    words: yourWords.title,
    answersThrough: answers.title,
  };
  return changes.map(({ name, from, to }) => sayChange(labels[name] ?? name, from, to, words)).join('; ');
}

const fieldsIn = (changes: Changes, { shared }: Words): string =>
  changes.map(({ name }) => (shared.field as Record<string, string>)[name] ?? name).join(', ');

/** Before and after where both are short and say something to a person; an id or a list does not. */
function sayChange(label: string, from: unknown, to: unknown, words: Words): string {
  const [before, after] = [from, to].map((value) => sayValue(value, words));
  return before && after ? `${label} (${before} → ${after})` : label;
}

function sayValue(value: unknown, { general, answers, shared }: Words): string | null {
  if (typeof value === 'boolean') return value ? shared.yes : shared.no;
  if (typeof value === 'number') return String(value);
  if (value === 'reply_tracking' || value === 'own_address') return answers[value];
  return (general.languages as Record<string, string>)[String(value)] ?? null;
}
