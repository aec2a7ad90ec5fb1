import { fillMergeFields } from '../../lib/mail/outgoing/merge-fields.ts';
import { senderName } from '../../lib/mail/outgoing/sender-name.ts';
import type { Template } from '../../lib/portals/templates.ts';
import type { TemplateView } from '../dto/compose.ts';
import type { Colleague } from '../people.ts';

/** A template with the contact's and the rep's values in place of its merge fields. */
export function templateView(
  { id, name, shared, ...template }: Template,
  values: Record<string, string>,
  rep: Colleague,
): TemplateView {
  const known = { ...values, 'sender.name': senderName(rep), 'sender.email': rep.address };
  const [subject, text] = [fillMergeFields(template.subject, known), fillMergeFields(template.text, known)];
  const unresolved = [...new Set([...subject.unresolved, ...text.unresolved])];
  return { templateId: id, name, shared, subject: subject.text, text: text.text, unresolved };
}
