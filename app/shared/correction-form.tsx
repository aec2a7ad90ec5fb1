import type * as ui from '@hubspot/ui-extensions';
import { type ComponentType, useCallback, useState } from 'react';
import type { Failure } from '../../cards/dto/result.ts';
import type { Correction } from '../../cards/dto/timeline.ts';
import type { Api } from './api.ts';
import { type Correctable, changedFields, correctionOf, originalOf } from './correction.ts';
import { useAction } from './use-action.ts';
import type { SharedWords } from './words/en.ts';

type Components = Pick<
  typeof ui,
  'Button' | 'ButtonRow' | 'Flex' | 'LoadingButton' | 'Select' | 'TextArea' | 'Toggle'
> & { FailureAlert: ComponentType<{ failure: Failure | null }> };
type Page = { api: Api; words: { shared: SharedWords }; tell(message: string): void };
type Props = { messageId: string; analysis: Correctable; onClose: () => void; onChanged: () => void };

/** Corrects an analysis in place. HubSpot's components come in as values, as in failure.tsx. */
export function createCorrectionForm(
  { Button, ButtonRow, Flex, LoadingButton, Select, TextArea, Toggle, FailureAlert }: Components,
  usePage: () => Page,
) {
  /** Only what a person changed is sent; the analysis' own value stays beside it. */
  function CorrectionForm({ messageId, analysis: newest, onClose, onChanged }: Props) {
    const { api, words, tell } = usePage();
    const { shared } = words;
    const { correction } = shared.review;
    // A version that arrives meanwhile must not become the one this draft is compared with: saving would undo it unseen.
    const [analysis] = useState(newest);
    const [draft, setDraft] = useState<Correction>(() => correctionOf(analysis));
    const set = (change: Partial<Correction>) => setDraft((before) => ({ ...before, ...change }));

    const post = useCallback(
      (fields: Partial<Correction>, key: string) =>
        api.post(`/messages/${messageId}/correction`, { key, version: analysis.version, fields }),
      [api, messageId, analysis.version],
    );
    const save = useAction(post, () => {
      tell(correction.corrected);
      onClose();
      onChanged();
    });

    const said = <Field extends keyof Correction>(field: Field, show: (value: Correction[Field]) => string) => {
      const original = originalOf(analysis, field);
      return original === undefined ? undefined : correction.analystSaid(show(original));
    };
    const changes = changedFields(analysis, draft);
    return (
      <Flex direction="column" gap="small">
        <Select
          label={shared.field.response_type}
          name="response_type"
          value={draft.response_type ?? 'standard'}
          description={said('response_type', (value) => (value ? shared.responseType[value] : '–'))}
          options={choices(shared.responseType)}
          onChange={(value) => set({ response_type: value as Correction['response_type'] })}
        />
        <Select
          label={shared.field.sentiment}
          name="sentiment"
          value={draft.sentiment}
          description={said('sentiment', (value) => shared.sentiment[value])}
          options={choices(shared.sentiment)}
          onChange={(value) => set({ sentiment: value as Correction['sentiment'] })}
        />
        <Select
          label={shared.field.opportunity_score}
          name="opportunity_score"
          value={draft.opportunity_score}
          description={said('opportunity_score', shared.outOf)}
          options={[1, 2, 3, 4, 5].map((value) => ({ value, label: shared.outOf(value) }))}
          onChange={(value) => set({ opportunity_score: Number(value) })}
        />
        <Select
          label={shared.field.product_interest}
          name="product_interest"
          value={draft.product_interest}
          description={said('product_interest', (value) => shared.interest[value])}
          options={choices(shared.interest)}
          onChange={(value) => set({ product_interest: value as Correction['product_interest'] })}
        />
        <Toggle
          label={shared.field.follow_up_needed}
          name="follow_up_needed"
          checked={draft.follow_up_needed}
          textChecked={shared.yes}
          textUnchecked={shared.no}
          onChange={(checked) => set({ follow_up_needed: checked })}
        />
        <TextArea
          label={shared.field.key_insights}
          name="key_insights"
          value={draft.key_insights}
          description={said('key_insights', (value) => value)}
          maxLength={600}
          rows={3}
          onInput={(value) => set({ key_insights: value })}
        />
        <FailureAlert failure={save.state.status === 'failed' ? save.state.failure : null} />
        <ButtonRow>
          <LoadingButton
            loading={save.busy}
            variant="primary"
            size="small"
            disabled={Object.keys(changes).length === 0}
            onClick={() => save.run(changes)}
          >
            {shared.save}
          </LoadingButton>
          <Button variant="secondary" size="small" onClick={onClose}>
            {shared.cancel}
          </Button>
        </ButtonRow>
      </Flex>
    );
  }

  return { CorrectionForm };
}

function choices(labels: Record<string, string>) {
  return Object.entries(labels).map(([value, label]) => ({ value, label }));
}
