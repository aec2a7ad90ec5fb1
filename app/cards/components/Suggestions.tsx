import { Button, Flex, Link, LoadingButton, LoadingSpinner, Text } from '@hubspot/ui-extensions';
import { useAction } from '@reply-tracking/shared/use-action.ts';
import { reasonText } from '@reply-tracking/shared/words/reasons/text.ts';
import { useCallback } from 'react';
import type { Suggestion } from '../../../cards/dto/suggestions.ts';
import { useCard } from '../card.tsx';
import { FailureAlert } from './Failure.tsx';
import { OtherContact } from './Review.tsx';

type Props = { suggestions: Suggestion[]; contactName: string; onChanged: () => void };

/** What a reply suggests: somebody to create or to link, a day to be reminded on. Nothing of it is done unasked. */
export function Suggestions({ suggestions, ...props }: Props) {
  if (suggestions.length === 0) return null;
  return (
    <Flex direction="column" gap="small">
      {suggestions.map((suggestion) => (
        <One key={suggestion.key} suggestion={suggestion} {...props} />
      ))}
    </Flex>
  );
}

type OneProps = { suggestion: Suggestion; contactName: string; onChanged: () => void };

function One({ suggestion, ...props }: OneProps) {
  const { words } = useCard();
  switch (suggestion.state) {
    case 'open':
    case 'exists':
      return <Open suggestion={suggestion} {...props} />;
    case 'busy':
      return <LoadingSpinner label={words.suggestions.busy} showLabel size="xs" />;
    case 'failed':
      return <Failed suggestion={suggestion} {...props} />;
    default:
      return <Done suggestion={suggestion} />;
  }
}

function Open({ suggestion, contactName, onChanged }: OneProps) {
  const { words } = useCard();
  const { kind, person, state, hasCompany, contact } = suggestion;
  const take = useSuggestion(suggestion, 'take', onChanged);
  const link = useSuggestion(suggestion, 'link', onChanged);
  const says = useNames(suggestion);
  const { add, create, remind, exists, linkIt, linkOther, why, they } = words.suggestions;
  const label = !person ? remind(says.day) : kind === 'colleague' && hasCompany ? add(says.name) : create(says.name);
  return (
    <Flex direction="column" gap="extra-small">
      <Text variant="microcopy">
        {state === 'exists' ? exists(says.name) : why[kind](contactName || they, says.name || says.words)}
      </Text>
      <Flex gap="small" align="center" wrap>
        {state === 'exists' && contact ? (
          <LoadingButton
            loading={link.busy}
            size="small"
            variant="primary"
            onClick={() => link.run({ hubspotId: contact.hubspotId })}
          >
            {linkIt(says.name)}
          </LoadingButton>
        ) : (
          <LoadingButton loading={take.busy} size="small" variant="primary" onClick={() => take.run({})}>
            {label}
          </LoadingButton>
        )}
        {person && state === 'open' && (
          <Button
            size="small"
            variant="secondary"
            overlay={
              <OtherContact
                id={`link-${suggestion.messageId}-${suggestion.key}`}
                title={words.suggestions.linkTitle}
                messageId={suggestion.messageId}
                sought={person.address ?? person.name}
                busy={link.busy}
                onPicked={(hubspotId) => link.run({ hubspotId })}
              />
            }
          >
            {linkOther}
          </Button>
        )}
        <Dismiss suggestion={suggestion} onChanged={onChanged} />
      </Flex>
      {[take.state, link.state].map(
        (one, n) =>
          // biome-ignore lint/suspicious/noArrayIndexKey: two actions, always in this order
          one.status === 'failed' && <FailureAlert key={n} failure={one.failure} />,
      )}
    </Flex>
  );
}

function Failed({ suggestion, onChanged }: Omit<OneProps, 'contactName'>) {
  const { api, words } = useCard();
  const { problem } = suggestion;
  const effectId = problem?.effectId ?? '';
  const post = useCallback(
    (_: null, key: string) => api.post('/effects/retry', { key, effectIds: [effectId] }),
    [api, effectId],
  );
  const retry = useAction(post, onChanged);
  const { reasons, nextStep } = words.shared;
  const why = problem?.reason ? reasonText(reasons, problem.reason) : '';
  return (
    <Flex direction="column" gap="extra-small">
      <Text>
        {[words.suggestions.failed, why, problem?.nextStep && nextStep[problem.nextStep]].filter(Boolean).join(' ')}
      </Text>
      <Flex gap="small" align="center" wrap>
        <LoadingButton loading={retry.busy} size="small" variant="primary" onClick={() => retry.run(null)}>
          {words.shared.retryAll(1)}
        </LoadingButton>
        <Dismiss suggestion={suggestion} onChanged={onChanged} />
      </Flex>
      <FailureAlert failure={retry.state.status === 'failed' ? retry.state.failure : null} />
    </Flex>
  );
}

function Done({ suggestion }: { suggestion: Suggestion }) {
  const { words } = useCard();
  const says = useNames(suggestion);
  const { done } = words.suggestions;
  if (!suggestion.contact) return <Text variant="microcopy">{done.reminder(says.day)}</Text>;
  return (
    <Text variant="microcopy">
      {`${suggestion.state === 'linked' ? done.linked(says.name) : done.created(says.name)} `}
      <Link href={suggestion.contact.url}>{words.suggestions.open}</Link>
    </Text>
  );
}

function Dismiss({ suggestion, onChanged }: Omit<OneProps, 'contactName'>) {
  const { words } = useCard();
  const dismiss = useSuggestion(suggestion, 'dismiss', onChanged);
  return (
    <>
      <Button size="small" variant="transparent" disabled={dismiss.busy} onClick={() => dismiss.run({})}>
        {words.suggestions.dismiss}
      </Button>
      <FailureAlert failure={dismiss.state.status === 'failed' ? dismiss.state.failure : null} />
    </>
  );
}

function useSuggestion(
  { messageId, key: suggestion }: Suggestion,
  deed: 'take' | 'link' | 'dismiss',
  onDone: () => void,
) {
  const { api } = useCard();
  const post = useCallback(
    (about: { hubspotId?: string }, key: string) =>
      api.post(`/messages/${messageId}/suggestions/${deed}`, { ...about, key, suggestion }),
    [api, messageId, deed, suggestion],
  );
  return useAction(post, onDone);
}

function useNames({ person, day, words }: Suggestion) {
  const { dates } = useCard();
  return { name: person?.name || person?.address || '', day: day ? dates.named(day) : '', words: words ?? '' };
}
