import { Alert, Flex, hubspot, LoadingButton, ProgressBar, Text } from '@hubspot/ui-extensions';
import { createApi } from '@reply-tracking/shared/api.ts';
import { pickLanguage } from '@reply-tracking/shared/language.ts';
import { useAction } from '@reply-tracking/shared/use-action.ts';
import { sharedWords } from '@reply-tracking/shared/words/index.ts';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { CreatedAddresses } from '../../cards/dto/bulk.ts';
import { bulkWords } from './words/index.ts';

type Host = {
  context: {
    user: { language?: string };
    crm: { objectIds: (number | string)[] };
    variables?: Record<string, unknown>;
  };
};

/** One request, which HubSpot's proxy gives up after 12 s. */
const AT_ONCE = 50;
const NONE: CreatedAddresses = { created: 0, kept: 0, skipped: 0, noProperty: false };

/** On selected contacts of a list: each gets a reply address of its own, to be used in emails sent from elsewhere. */
export function CreateReplyAddresses({ context }: Host) {
  const language = pickLanguage(context.user.language);
  const words = bulkWords[language];
  const baseUrl = String(context.variables?.APP_URL ?? '');
  const api = useMemo(() => createApi({ fetch: (url, options) => hubspot.fetch(url, options), baseUrl }), [baseUrl]);
  const ids = useMemo(() => [...new Set(context.crm.objectIds.map(String))], [context.crm.objectIds]);
  const [sum, setSum] = useState<CreatedAddresses & { done: number }>({ ...NONE, done: 0 });

  const post = useCallback(
    (hubspotIds: string[], key: string) => api.post<CreatedAddresses>('/reply-addresses', { key, hubspotIds }),
    [api],
  );
  // The next part begins where the last one ended, so that a failure in between loses and repeats nothing.
  const part = useMemo(() => ids.slice(sum.done, sum.done + AT_ONCE), [ids, sum.done]);
  const begun = useRef(0);
  const { state, run, busy } = useAction(post, (outcome, asked) => {
    setSum((before) => ({
      created: before.created + outcome.created,
      kept: before.kept + outcome.kept,
      skipped: before.skipped + outcome.skipped,
      noProperty: outcome.noProperty,
      done: before.done + asked.length,
    }));
  });
  const goesOn = part.length > 0 && !sum.noProperty && state.status === 'idle';
  useEffect(() => {
    if (!goesOn || begun.current === sum.done) return;
    begun.current = sum.done;
    void run(part);
  }, [goesOn, run, part, sum.done]);
  if (sum.noProperty)
    return (
      <Alert title={words.noProperty} variant="warning">
        {words.noPropertyHint}
      </Alert>
    );
  const isOver = sum.done >= ids.length;
  return (
    <Flex direction="column" gap="medium">
      <Text>{words.about(ids.length)}</Text>
      <Text variant="microcopy">{words.hint}</Text>
      {sum.done > 0 && (
        <ProgressBar value={sum.done} maxValue={ids.length} valueDescription={words.progress(sum.done, ids.length)} />
      )}
      {isOver ? (
        <Alert title={words.done} variant="success">
          {[
            words.created(sum.created),
            sum.kept > 0 && words.kept(sum.kept),
            sum.skipped > 0 && words.skipped(sum.skipped),
            words.propertyNote,
          ]
            .filter(Boolean)
            .join('. ')}
        </Alert>
      ) : (
        <LoadingButton variant="primary" loading={busy} onClick={() => run(part)}>
          {sum.done > 0 ? words.goOn : words.create}
        </LoadingButton>
      )}
      {state.status === 'failed' && (
        <Alert title={sharedWords[language].notDone} variant="danger">
          {sharedWords[language].error[state.failure.code] ?? state.failure.message}
        </Alert>
      )}
    </Flex>
  );
}

hubspot.extend<'crm.bulkActions'>(({ context }) => <CreateReplyAddresses context={context} />);
