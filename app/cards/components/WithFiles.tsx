import { Flex, LoadingButton } from '@hubspot/ui-extensions';
import { useAction } from '@reply-tracking/shared/use-action.ts';
import { useCallback } from 'react';
import type { DraftView } from '../../../cards/dto/compose.ts';
import type { PageLink } from '../../../cards/dto/pages.ts';
import { useCard } from '../card.tsx';
import { FailureAlert } from './Failure.tsx';

type Props = { messageId: string; draft: DraftView | null; onClosed: () => void };

/** HubSpot's components take no files and no formatting: a page of ours over the record does, with what was begun here. */
export function WithFiles({ messageId, draft, onClosed }: Props) {
  const { api, hubspotId, words, language, openPage } = useCard();
  const open = useCallback(
    async (given: DraftView | null, key: string) => {
      const kept = await api.post(`/contacts/${hubspotId}/draft`, { key, answeredMessageId: messageId, draft: given });
      if (!kept.ok) return kept;
      return api.get<PageLink>(`/messages/${messageId}/compose-page?language=${language}`);
    },
    [api, hubspotId, messageId, language],
  );
  const page = useAction(open, ({ url }) => openPage({ url, title: words.send.withFiles }, onClosed));
  return (
    <Flex direction="column" gap="extra-small">
      <LoadingButton loading={page.busy} size="small" variant="secondary" onClick={() => page.run(draft)}>
        {words.send.withFiles}
      </LoadingButton>
      <FailureAlert failure={page.state.status === 'failed' ? page.state.failure : null} />
    </Flex>
  );
}
