import { Flex, Heading, Link, LoadingButton, Tag, Text, Tile } from '@hubspot/ui-extensions';
import { useAction } from '@reply-tracking/shared/use-action.ts';
import { useCallback } from 'react';
import type { HomeView, UncertainReply } from '../../../cards/dto/home.ts';
import { usePage } from '../page.tsx';
import { FailureAlert } from './Failure.tsx';

/** Analyses that were unsure, until a person has said what is right. */
export function ToCheck({ home, onChanged }: { home: HomeView; onChanged: () => void }) {
  const { words } = usePage();
  if (home.toCheck.length === 0) return null;
  return (
    <Flex direction="column" gap="small">
      <Heading>{words.check.title}</Heading>
      <Text variant="microcopy">{words.check.intro}</Text>
      {home.toCheck.map((reply) => (
        <Unsure key={reply.messageId} reply={reply} contactUrl={home.contactUrl} onChanged={onChanged} />
      ))}
    </Flex>
  );
}

function Unsure({
  reply,
  contactUrl,
  onChanged,
}: {
  reply: UncertainReply;
  contactUrl: string;
  onChanged: () => void;
}) {
  const { api, words, dates, tell } = usePage();
  const { messageId, version, responseType } = reply;
  const post = useCallback(
    (_: null, key: string) => api.post(`/messages/${messageId}/confirmation`, { key, version }),
    [api, messageId, version],
  );
  const confirm = useAction(post, () => {
    tell(words.check.confirmed);
    onChanged();
  });
  return (
    <Tile compact>
      <Flex direction="column" gap="extra-small">
        <Flex gap="small" align="center" wrap>
          <Link href={`${contactUrl}${reply.hubspotId}`}>{reply.contactName || reply.hubspotId}</Link>
          {responseType && <Tag>{words.shared.responseType[responseType]}</Tag>}
          <Text variant="microcopy">
            {`${words.check.sure(Math.round(reply.confidence * 100))} · ${dates.ago(reply.receivedAt)}`}
          </Text>
        </Flex>
        {!reply.fullyRead && <Text format={{ fontWeight: 'demibold' }}>{words.check.notFullyRead}</Text>}
        <Text>{reply.keyInsights}</Text>
        {reply.doubt && <Text format={{ italic: true }}>{reply.doubt}</Text>}
        <LoadingButton loading={confirm.busy} size="extra-small" variant="secondary" onClick={() => confirm.run(null)}>
          {words.check.confirm}
        </LoadingButton>
        <FailureAlert failure={confirm.state.status === 'failed' ? confirm.state.failure : null} />
      </Flex>
    </Tile>
  );
}
