import { Button, Flex, Heading, Link, LoadingButton, Tag, Text, Tile } from '@hubspot/ui-extensions';
import { useAction } from '@reply-tracking/shared/use-action.ts';
import { useCallback, useState } from 'react';
import type { HomeView, UncertainReply } from '../../../cards/dto/home.ts';
import { usePage } from '../page.tsx';
import { CorrectionForm } from './CorrectionForm.tsx';
import { FailureAlert } from './Failure.tsx';

/** Analyses that were unsure, ten at a time, until a person has said what is right: yes, or what in its place. */
export function ToCheck({ home, onChanged }: { home: HomeView; onChanged: () => void }) {
  const { words } = usePage();
  if (home.toCheck.length === 0) return null;
  return (
    <Flex direction="column" gap="small">
      <Heading>{words.lists.review}</Heading>
      <Text variant="microcopy">{words.check.intro}</Text>
      {home.toCheck.map((reply) => (
        <Unsure key={reply.messageId} reply={reply} contactUrl={home.contactUrl} onChanged={onChanged} />
      ))}
      {home.toCheckMore && <Text variant="microcopy">{words.check.more}</Text>}
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
  const { messageId, version, responseType, fields } = reply;
  const [correcting, setCorrecting] = useState(false);
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
        {correcting ? (
          <CorrectionForm
            messageId={messageId}
            analysis={{ version, fields, original: {} }}
            onClose={() => setCorrecting(false)}
            onChanged={onChanged}
          />
        ) : (
          <Flex gap="small" wrap>
            <LoadingButton
              loading={confirm.busy}
              size="extra-small"
              variant="secondary"
              onClick={() => confirm.run(null)}
            >
              {words.check.confirm}
            </LoadingButton>
            <Button size="extra-small" variant="transparent" onClick={() => setCorrecting(true)}>
              {words.check.correct}
            </Button>
          </Flex>
        )}
        <FailureAlert failure={confirm.state.status === 'failed' ? confirm.state.failure : null} />
      </Flex>
    </Tile>
  );
}
