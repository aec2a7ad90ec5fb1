import { Alert, Flex, Text } from '@hubspot/ui-extensions';
import { type Issue, issuesOf } from '@reply-tracking/shared/issues.ts';
import { useRetry } from '@reply-tracking/shared/use-retry.ts';
import type { AttentionItem } from '../../../cards/dto/home.ts';
import { useCard } from '../card.tsx';
import { IssueHelp } from './Failure.tsx';

/** What of this contact did not go through: how much, what helps, and why for whoever looks closer. */
export function Attention({ items, onChanged }: { items: AttentionItem[]; onChanged: () => void }) {
  const { words } = useCard();
  if (items.length === 0) return null;
  return (
    <Alert title={words.attention.title} variant="danger">
      <Flex direction="column" gap="small">
        {issuesOf(items).map((issue) => (
          <IssueOf key={issue.id} issue={issue} onChanged={onChanged} />
        ))}
      </Flex>
    </Alert>
  );
}

function IssueOf({ issue, onChanged }: { issue: Issue; onChanged: () => void }) {
  const card = useCard();
  const { retry, says, help } = useRetry(issue, card, onChanged);
  return (
    <Flex direction="column" gap="extra-small">
      <Text format={{ fontWeight: 'demibold' }}>{says}</Text>
      <IssueHelp issue={issue} retry={retry} help={help} />
    </Flex>
  );
}
