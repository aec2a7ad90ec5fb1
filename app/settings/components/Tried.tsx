import { Flex, Text, Tile } from '@hubspot/ui-extensions';
import { opportunityText } from '@reply-tracking/shared/opportunity.ts';
import type { SharedWords } from '@reply-tracking/shared/words/en.ts';
import type { TriedReply, TriedWords } from '../../../cards/dto/settings.ts';
import { usePage } from '../page.tsx';

type Type = Extract<TriedReply['changes'][number], { field: 'response_type' }>['before'];

/** Before and after of the replies that would be different. */
export function Tried({ tried }: { tried: TriedWords }) {
  const { words } = usePage();
  const { yourWords } = words;
  if (tried.compared === 0) return <Text>{yourWords.noReplies}</Text>;
  return (
    <Flex direction="column" gap="small">
      <Text format={{ fontWeight: 'bold' }}>{yourWords.result(tried.changed.length, tried.compared)}</Text>
      <Text variant="microcopy">{tried.by === 'ai' ? yourWords.byAi : yourWords.byRules}</Text>
      {tried.changed.map((reply) => (
        <Tile key={reply.messageId} compact>
          <Flex direction="column" gap="extra-small">
            <Text format={{ fontWeight: 'bold' }}>{reply.contactName}</Text>
            <Text>{`“${reply.excerpt}”`}</Text>
            {reply.changes.map((change) => (
              <Text key={change.field}>{sayChange(change, words.shared)}</Text>
            ))}
            {reply.summary && (
              <Text>{`${words.shared.field.key_insights}: ${reply.summary.before} → ${reply.summary.after}`}</Text>
            )}
          </Flex>
        </Tile>
      ))}
    </Flex>
  );
}

/** "Response type: Standard → High value" */
function sayChange(change: TriedReply['changes'][number], shared: SharedWords): string {
  const [before, after] = valuesOf(change, shared);
  return `${shared.field[change.field]}: ${before} → ${after}`;
}

function valuesOf(change: TriedReply['changes'][number], shared: SharedWords): [string, string] {
  switch (change.field) {
    case 'response_type':
      return [type(change.before, shared), type(change.after, shared)];
    case 'product_interest':
      return [shared.interest[change.before], shared.interest[change.after]];
    case 'opportunity_score':
      return [opportunityText(change.before, shared), opportunityText(change.after, shared)];
    case 'follow_up_needed':
      return [change.before ? shared.yes : shared.no, change.after ? shared.yes : shared.no];
    case 'sentiment':
      return [shared.sentiment[change.before], shared.sentiment[change.after]];
  }
}

const type = (value: Type, shared: SharedWords): string => (value ? shared.responseType[value] : '–');
