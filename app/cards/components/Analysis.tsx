import { Alert, Button, Flex, LoadingButton, LoadingSpinner, Tag, Text } from '@hubspot/ui-extensions';
import { useAction } from '@reply-tracking/shared/use-action.ts';
import { useCallback, useState } from 'react';
import type { AnalysisView, TimelineMessage } from '../../../cards/dto/timeline.ts';
import { useCard } from '../card.tsx';
import { responseTypeVariant, sentimentVariant } from '../labels.ts';
import { Evidence } from './Evidence.tsx';
import { FailureAlert } from './Failure.tsx';
import { Opportunity } from './Opportunity.tsx';
import { CorrectionForm } from './Review.tsx';

type Props = { message: TimelineMessage; onChanged: () => void };

/** What the analysis says of a reply, on which words it rests, and how a person sets it right. */
export function AnalysisBlock({ message, onChanged }: Props) {
  const { analysis } = message;
  if (message.analysisState === 'waiting') return <Analyzing />;
  if (!analysis) return null;
  return (
    <Flex direction="column" gap="small">
      <Opportunity score={analysis.fields.opportunity_score} />
      <Evidence analysis={analysis} shownText={message.text} />
      <Rating message={message} onChanged={onChanged} />
    </Flex>
  );
}

export function Analyzing() {
  const { words } = useCard();
  return <LoadingSpinner label={words.analysis.waiting} showLabel size="xs" />;
}

/** Why a reply was rated so, by whom, and the form that corrects it. */
export function Rating({ message, onChanged }: Props) {
  const { words, propertiesChanged } = useCard();
  const [correcting, setCorrecting] = useState(false);
  const { analysis } = message;
  if (!analysis) return null;
  const { sentiment, product_interest: interest, response_type: type } = analysis.fields;
  return (
    <Flex direction="column" gap="extra-small">
      <Flex gap="extra-small" wrap>
        {type && <Tag variant={responseTypeVariant[type]}>{words.shared.responseType[type]}</Tag>}
        <Tag variant={sentimentVariant[sentiment]}>{words.shared.sentiment[sentiment]}</Tag>
        <Tag variant={interest === 'none' ? 'default' : 'info'}>
          {`${words.shared.field.product_interest}: ${words.shared.interest[interest]}`}
        </Tag>
      </Flex>
      <CheckWanted message={message} analysis={analysis} onChanged={onChanged} />
      <Origin analysis={analysis} />
      {correcting ? (
        <CorrectionForm
          messageId={message.id}
          analysis={analysis}
          onClose={() => setCorrecting(false)}
          onChanged={() => {
            propertiesChanged();
            onChanged();
          }}
        />
      ) : (
        <Button size="extra-small" variant="transparent" onClick={() => setCorrecting(true)}>
          {words.analysis.correct}
        </Button>
      )}
    </Flex>
  );
}

function Origin({ analysis }: { analysis: AnalysisView }) {
  const { words, dates } = useCard();
  const when = dates.full(analysis.createdAt);
  const model = analysis.analyst.replace(/^gemini:/, '');
  const { correctedBy, confirmedBy } = analysis;
  return (
    <Text variant="microcopy">
      {[
        analysis.analyst === 'rules' ? words.analysis.byRules(when) : words.analysis.byModel(model, when),
        correctedBy && words.analysis.correctedBy(correctedBy),
        confirmedBy && words.analysis.confirmedBy(confirmedBy),
      ]
        .filter(Boolean)
        .join(' · ')}
    </Text>
  );
}

type CheckProps = { message: TimelineMessage; analysis: AnalysisView; onChanged: () => void };

function CheckWanted({ message, analysis, onChanged }: CheckProps) {
  const { api, words, tell } = useCard();
  const post = useCallback(
    (_: null, key: string) => api.post(`/messages/${message.id}/confirmation`, { key, version: analysis.version }),
    [api, message.id, analysis.version],
  );
  const confirm = useAction(post, () => {
    tell(words.analysis.confirmed);
    onChanged();
  });
  if (!analysis.checkWanted) return null;
  const { flags, doubt } = analysis.fields;
  return (
    <Alert title={words.analysis.check} variant="warning">
      <Flex direction="column" gap="extra-small">
        {doubt && <Text>{doubt}</Text>}
        {flags.includes('instructions_to_software') && <Text>{words.analysis.instructions}</Text>}
        {flags.includes('hidden_text') && <Text>{words.analysis.hiddenText}</Text>}
        {flags.includes('lowered') && <Text>{words.analysis.lowered}</Text>}
        <LoadingButton loading={confirm.busy} size="small" variant="secondary" onClick={() => confirm.run(null)}>
          {words.analysis.confirm}
        </LoadingButton>
        <FailureAlert failure={confirm.state.status === 'failed' ? confirm.state.failure : null} />
      </Flex>
    </Alert>
  );
}
