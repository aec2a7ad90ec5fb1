import {
  Alert,
  Button,
  Flex,
  LoadingButton,
  LoadingSpinner,
  ScoreCircle,
  StatusTag,
  Tag,
  Text,
} from '@hubspot/ui-extensions';
import { useAction } from '@reply-tracking/shared/use-action.ts';
import { useCallback, useState } from 'react';
import type { AnalysisView, TimelineMessage } from '../../../cards/dto/timeline.ts';
import { useCard } from '../card.tsx';
import { circle, responseTypeVariant, sentimentVariant } from '../labels.ts';
import { CorrectionForm } from './CorrectionForm.tsx';
import { Evidence } from './Evidence.tsx';
import { FailureAlert } from './Failure.tsx';

/** What the analysis says of a reply, on which words it rests, and how a person sets it right. */
export function AnalysisBlock({ message, onChanged }: { message: TimelineMessage; onChanged: () => void }) {
  const { words } = useCard();
  const [correcting, setCorrecting] = useState(false);

  if (message.analysisState === 'waiting') return <LoadingSpinner label={words.analysis.waiting} showLabel size="xs" />;
  const { analysis } = message;
  if (!analysis) return null;
  const { fields } = analysis;
  return (
    <Flex direction="column" gap="small">
      <Flex gap="medium" align="center" wrap>
        <Flex direction="column" align="center" gap="flush">
          <ScoreCircle score={circle(fields.opportunity_score)} />
          <Text variant="microcopy">{`${words.analysis.opportunity}: ${words.shared.outOf(fields.opportunity_score)}`}</Text>
        </Flex>
        <Flex direction="column" gap="extra-small">
          <Flex gap="extra-small" wrap>
            {fields.response_type && (
              <Tag variant={responseTypeVariant[fields.response_type]}>
                {words.shared.responseType[fields.response_type]}
              </Tag>
            )}
            <Tag variant={sentimentVariant[fields.sentiment]}>{words.shared.sentiment[fields.sentiment]}</Tag>
            <Tag variant={fields.product_interest === 'none' ? 'default' : 'info'}>
              {`${words.shared.field.product_interest}: ${words.shared.interest[fields.product_interest]}`}
            </Tag>
          </Flex>
          <StatusTag variant={fields.follow_up_needed ? 'warning' : 'default'} hollow={!fields.follow_up_needed}>
            {fields.follow_up_needed ? words.analysis.followUp : words.analysis.noFollowUp}
          </StatusTag>
        </Flex>
      </Flex>
      <Text>{fields.key_insights}</Text>
      <Evidence fields={fields} />
      <CheckWanted message={message} analysis={analysis} onChanged={onChanged} />
      <Origin analysis={analysis} />
      {correcting ? (
        <CorrectionForm
          messageId={message.id}
          analysis={analysis}
          onClose={() => setCorrecting(false)}
          onChanged={onChanged}
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
