import { ButtonRow, Flex, Heading, Input, LoadingButton, StatusTag, Text } from '@hubspot/ui-extensions';
import { useAction } from '@reply-tracking/shared/use-action.ts';
import { useCallback, useState } from 'react';
import type { ForwardAddressState, SettingsView } from '../../../cards/dto/settings.ts';
import { usePage } from '../page.tsx';
import { FailureAlert } from './Failure.tsx';

const variants = { none: 'default', pending: 'warning', confirmed: 'success' } as const;

export function ReplyTo({ settings, onChanged }: { settings: SettingsView; onChanged: () => void }) {
  const { words } = usePage();
  const { replyTo, forwardsTo, canChange } = settings;
  return (
    <Flex direction="column" gap="medium">
      <Heading>{words.replyTo.title}</Heading>
      <Text>{forwardsTo ? words.replyTo.intro(forwardsTo) : words.replyTo.nowhere}</Text>
      <AddressForm scope="portal" state={replyTo.portal} readOnly={!canChange} onChanged={onChanged} />
      <AddressForm scope="user" state={replyTo.user} readOnly={false} onChanged={onChanged} />
    </Flex>
  );
}

type FormProps = { scope: 'portal' | 'user'; state: ForwardAddressState; readOnly: boolean; onChanged: () => void };

function AddressForm({ scope, state, readOnly, onChanged }: FormProps) {
  const { api, words, tell } = usePage();
  const [draft, setDraft] = useState<string | null>(null);
  const [wrong, setWrong] = useState(false);
  const post = useCallback(
    (address: string | null, key: string) => api.post('/settings/reply-to', { key, scope, address }),
    [api, scope],
  );
  const save = useAction(post, (_, address) => {
    tell(address ? words.replyTo.asked(address) : words.replyTo.removed);
    setDraft(null);
    onChanged();
  });

  const address = (draft ?? state.address ?? '').trim();
  const submit = () => {
    const plausible = /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(address);
    setWrong(!plausible);
    if (plausible) save.run(address);
  };
  return (
    <Flex direction="column" gap="extra-small">
      <Input
        label={words.replyTo[scope]}
        name={`reply-to-${scope}`}
        description={words.replyTo[`${scope}Hint`]}
        value={draft ?? state.address ?? ''}
        readOnly={readOnly}
        error={wrong}
        validationMessage={wrong ? words.replyTo.wrong : undefined}
        onInput={setDraft}
      />
      <StatusTag variant={variants[state.state]}>{words.replyTo[state.state]}</StatusTag>
      {state.state === 'pending' && state.address && (
        <Text variant="microcopy">{words.replyTo.asked(state.address)}</Text>
      )}
      {!readOnly && (
        <ButtonRow>
          <LoadingButton
            loading={save.busy}
            size="small"
            variant="primary"
            disabled={address === '' || address === state.address}
            onClick={submit}
          >
            {words.replyTo.save}
          </LoadingButton>
          <LoadingButton
            loading={save.busy}
            size="small"
            variant="secondary"
            disabled={state.state === 'none'}
            onClick={() => save.run(null)}
          >
            {words.replyTo.clear}
          </LoadingButton>
        </ButtonRow>
      )}
      <FailureAlert failure={save.state.status === 'failed' ? save.state.failure : null} />
    </Flex>
  );
}
