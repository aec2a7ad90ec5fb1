import { Flex, Heading, Link, LoadingButton, Text, Tile } from '@hubspot/ui-extensions';
import { useAction } from '@reply-tracking/shared/use-action.ts';
import { useCallback } from 'react';
import type { HomeView, LateReply } from '../../../cards/dto/home.ts';
import { usePage } from '../page.tsx';
import { FailureAlert } from './Failure.tsx';

export function LateReplies({ home, onChanged }: { home: HomeView; onChanged: () => void }) {
  const { words } = usePage();
  if (home.lateReplies.length === 0) return null;
  return (
    <Flex direction="column" gap="small">
      <Heading>{words.lists.late}</Heading>
      <Text variant="microcopy">{words.late.intro}</Text>
      {home.lateReplies.map((late) => (
        <Late key={late.id} late={late} contactUrl={home.contactUrl} onChanged={onChanged} />
      ))}
    </Flex>
  );
}

function Late({ late, contactUrl, onChanged }: { late: LateReply; contactUrl: string; onChanged: () => void }) {
  const { api, words, dates, tell } = usePage();
  const post = useCallback(
    (_: null, key: string) => api.post(`/late-replies/${late.id}/attach`, { key }),
    [api, late.id],
  );
  const attach = useAction(post, () => {
    tell(words.late.attached);
    onChanged();
  });
  return (
    <Tile compact>
      <Flex justify="between" align="center" gap="medium" wrap>
        <Flex direction="column" gap="flush">
          <Text format={{ fontWeight: 'demibold' }}>{late.subject || '–'}</Text>
          <Text variant="microcopy">{`${late.from} · ${dates.full(late.receivedAt)}`}</Text>
          <Link href={`${contactUrl}${late.hubspotId}`}>{late.contactName}</Link>
          {late.excerpt && <Text format={{ italic: true }}>{late.excerpt}</Text>}
        </Flex>
        <LoadingButton loading={attach.busy} size="small" variant="secondary" onClick={() => attach.run(null)}>
          {words.late.attach}
        </LoadingButton>
      </Flex>
      <FailureAlert failure={attach.state.status === 'failed' ? attach.state.failure : null} />
    </Tile>
  );
}
