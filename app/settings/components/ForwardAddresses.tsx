import { ButtonRow, Flex, Heading, Input, LoadingButton, StatusTag, Text } from '@hubspot/ui-extensions';
import { useAction } from '@reply-tracking/shared/use-action.ts';
import { useCallback, useState } from 'react';
import type { ForwardAddressState, SettingsView } from '../../../cards/dto/settings.ts';
import { usePage } from '../page.tsx';
import { FailureAlert } from './Failure.tsx';

const variants = { none: 'default', pending: 'warning', confirmed: 'success' } as const;

export function ForwardAddresses({ settings, onChanged }: { settings: SettingsView; onChanged: () => void }) {
  const { words } = usePage();
  const { forwardAddresses, forwardsTo, canChange } = settings;
  return (
    <Flex direction="column" gap="medium">
      <Heading>{words.forwardAddress.title}</Heading>
      <Text>{forwardsTo ? words.forwardAddress.intro(forwardsTo) : words.forwardAddress.nowhere}</Text>
      <AddressForm scope="portal" state={forwardAddresses.portal} readOnly={!canChange} onChanged={onChanged} />
      <AddressForm scope="user" state={forwardAddresses.user} readOnly={false} onChanged={onChanged} />
    </Flex>
  );
}

type FormProps = { scope: 'portal' | 'user'; state: ForwardAddressState; readOnly: boolean; onChanged: () => void };

function AddressForm({ scope, state, readOnly, onChanged }: FormProps) {
  const { api, words, tell } = usePage();
  const [draft, setDraft] = useState<string | null>(null);
  const [wrong, setWrong] = useState(false);
  const post = useCallback(
    (address: string | null, key: string) => api.post('/settings/forward-address', { key, scope, address }),
    [api, scope],
  );
  const save = useAction(post, (_, address) => {
    tell(address ? words.forwardAddress.asked(address) : words.forwardAddress.removed);
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
        label={words.forwardAddress[scope]}
        name={`forward-address-${scope}`}
        description={words.forwardAddress[`${scope}Hint`]}
        value={draft ?? state.address ?? ''}
        readOnly={readOnly}
        error={wrong}
        validationMessage={wrong ? words.forwardAddress.wrong : undefined}
        onInput={setDraft}
      />
      <StatusTag variant={variants[state.state]}>{words.forwardAddress[state.state]}</StatusTag>
      {state.state === 'pending' && state.address && (
        <Text variant="microcopy">{words.forwardAddress.asked(state.address)}</Text>
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
            {words.forwardAddress.save}
          </LoadingButton>
          <LoadingButton
            loading={save.busy}
            size="small"
            variant="secondary"
            disabled={state.state === 'none'}
            onClick={() => save.run(null)}
          >
            {words.forwardAddress.clear}
          </LoadingButton>
        </ButtonRow>
      )}
      <FailureAlert failure={save.state.status === 'failed' ? save.state.failure : null} />
    </Flex>
  );
}
