import { Alert, Button, Flex, LoadingButton, Text } from '@hubspot/ui-extensions';
import { useAction } from '@reply-tracking/shared/use-action.ts';
import { useCallback, useState } from 'react';
import type { ComposerView, DraftedReply } from '../../../cards/dto/compose.ts';
import { useCard } from '../card.tsx';
import type { Composing } from '../compose-draft.ts';
import { FailureAlert } from './Failure.tsx';

type Props = {
  messageId: string;
  view: ComposerView;
  composing: Composing;
  onDrafted: (draft: DraftedReply) => void;
  onConfirmed: () => void;
};

/** A draft by the AI, marked as one until a person edits or confirms it; without AI the templates. */
export function Drafting({ messageId, view, composing, onDrafted, onConfirmed }: Props) {
  const { api, words } = useCard();
  const [drafted, setDrafted] = useState<DraftedReply | null>(null);
  const [asked, setAsked] = useState(false);
  const post = useCallback(
    (_: null, key: string) => api.post<DraftedReply>(`/messages/${messageId}/draft-reply`, { key }),
    [api, messageId],
  );
  const draft = useAction(post, (output) => {
    setDrafted(output);
    onDrafted(output);
  });
  const isOff = !view.drafting || (draft.state.status === 'failed' && draft.state.failure.code === 'ai_off');
  return (
    <Flex direction="column" gap="small">
      {isOff ? (
        <Button size="small" variant="secondary" onClick={() => setAsked(true)}>
          {words.drafting.button}
        </Button>
      ) : (
        <LoadingButton loading={draft.busy} size="small" variant="secondary" onClick={() => draft.run(null)}>
          {words.drafting.withAi}
        </LoadingButton>
      )}
      {isOff && asked && (
        <Text variant="microcopy">
          {view.templates.length > 0 ? words.drafting.off : words.drafting.offNoTemplates}
        </Text>
      )}
      {composing.ai && (
        <Alert title={words.drafting.isDraft} variant="warning">
          {words.drafting.isDraftHint}
        </Alert>
      )}
      {composing.ai && (
        <Button size="small" variant="secondary" onClick={onConfirmed}>
          {words.drafting.confirm}
        </Button>
      )}
      {drafted && drafted.unbacked.length > 0 && (
        <Text variant="microcopy">{words.drafting.unbacked(drafted.unbacked.join(', '))}</Text>
      )}
      {drafted?.instructed && (
        <Alert title={words.drafting.instructed} variant="warning">
          {words.analysis.instructions}
        </Alert>
      )}
      <FailureAlert failure={!isOff && draft.state.status === 'failed' ? draft.state.failure : null} />
    </Flex>
  );
}
