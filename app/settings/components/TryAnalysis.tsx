import { Flex, Heading, LoadingButton, Tag, Text, TextArea, Tile } from '@hubspot/ui-extensions';
import { opportunityText } from '@reply-tracking/shared/opportunity.ts';
import { useAction } from '@reply-tracking/shared/use-action.ts';
import { useCallback, useState } from 'react';
import type { TriedAnalysis } from '../../../cards/dto/settings.ts';
import { usePage } from '../page.tsx';
import { FailureAlert } from './Failure.tsx';

/** Lets a person see what the analysis makes of a reply, before they trust it. */
export function TryAnalysis() {
  const { api, words } = usePage();
  const [text, setText] = useState('');
  const [tried, setTried] = useState<TriedAnalysis | null>(null);
  const post = useCallback(
    (reply: string, key: string) => api.post<TriedAnalysis>('/analysis/try', { key, text: reply }),
    [api],
  );
  const attempt = useAction(post, setTried);
  return (
    <Flex direction="column" gap="small">
      <Heading>{words.try.title}</Heading>
      <Text>{words.try.intro}</Text>
      <TextArea label={words.try.text} name="try-text" rows={5} value={text} onInput={setText} />
      <LoadingButton
        loading={attempt.busy}
        size="small"
        variant="secondary"
        disabled={text.trim() === ''}
        onClick={() => attempt.run(text)}
      >
        {words.try.start}
      </LoadingButton>
      <FailureAlert failure={attempt.state.status === 'failed' ? attempt.state.failure : null} />
      {tried && <Result tried={tried} />}
    </Flex>
  );
}

function Result({ tried: { analysis, analyst } }: { tried: TriedAnalysis }) {
  const { words } = usePage();
  const { shared } = words;
  return (
    <Tile compact>
      <Flex direction="column" gap="extra-small">
        <Text>{`${shared.field.opportunity_score}: ${opportunityText(analysis.opportunity_score, shared)}`}</Text>
        <Flex gap="extra-small" wrap>
          {analysis.response_type && <Tag>{shared.responseType[analysis.response_type]}</Tag>}
          <Tag>{shared.sentiment[analysis.sentiment]}</Tag>
          <Tag>{`${shared.field.product_interest}: ${shared.interest[analysis.product_interest]}`}</Tag>
        </Flex>
        <Text>{analysis.key_insights}</Text>
        {analysis.action_items.map((item) => (
          <Text key={item}>{`• ${item}`}</Text>
        ))}
        <Text variant="microcopy">
          {analyst === 'rules' ? words.try.byRules : words.try.byModel(analyst.replace(/^gemini:/, ''))}
        </Text>
      </Flex>
    </Tile>
  );
}
