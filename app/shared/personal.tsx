import type * as ui from '@hubspot/ui-extensions';
import { type ComponentType, useCallback, useState } from 'react';
import type { Failure } from '../../cards/dto/result.ts';
import type { ForwardAddressState, SettingsView } from '../../cards/dto/settings.ts';
import type { Api } from './api.ts';
import { useAction } from './use-action.ts';
import type { SharedWords } from './words/en.ts';

type Components = Pick<
  typeof ui,
  'ButtonRow' | 'Flex' | 'Heading' | 'Input' | 'LoadingButton' | 'StatusTag' | 'Text' | 'TextArea'
> & { FailureAlert: ComponentType<{ failure: Failure | null }> };
type Page = { api: Api; words: { shared: SharedWords }; tell(message: string): void };
type OfSettings = { settings: SettingsView; onChanged: () => void };
type FormProps = { scope: 'portal' | 'user'; state: ForwardAddressState; readOnly: boolean; onChanged: () => void };

const variants = { none: 'default', pending: 'warning', confirmed: 'success' } as const;

/** What users set for themselves, on the settings page and at home. HubSpot's components come in as values, as in failure.tsx. */
export function createPersonal(
  { ButtonRow, Flex, Heading, Input, LoadingButton, StatusTag, Text, TextArea, FailureAlert }: Components,
  usePage: () => Page,
) {
  /** `ownOnly`: without the address that holds for the whole account. */
  function ForwardAddresses({ settings, onChanged, ownOnly = false }: OfSettings & { ownOnly?: boolean }) {
    const { forwardAddress } = usePage().words.shared.personal;
    const { forwardAddresses, forwardsTo, canChange } = settings;
    return (
      <Flex direction="column" gap="medium">
        <Heading>{forwardAddress.title}</Heading>
        <Text>{forwardsTo ? forwardAddress.intro(forwardsTo) : forwardAddress.nowhere}</Text>
        {!ownOnly && (
          <AddressForm scope="portal" state={forwardAddresses.portal} readOnly={!canChange} onChanged={onChanged} />
        )}
        <AddressForm scope="user" state={forwardAddresses.user} readOnly={false} onChanged={onChanged} />
      </Flex>
    );
  }

  function AddressForm({ scope, state, readOnly, onChanged }: FormProps) {
    const { api, words, tell } = usePage();
    const { forwardAddress } = words.shared.personal;
    const [draft, setDraft] = useState<string | null>(null);
    const [wrong, setWrong] = useState(false);
    const post = useCallback(
      (address: string | null, key: string) => api.post('/settings/forward-address', { key, scope, address }),
      [api, scope],
    );
    const save = useAction(post, (_, address) => {
      tell(address ? forwardAddress.asked(address) : forwardAddress.removed);
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
          label={forwardAddress[scope]}
          name={`forward-address-${scope}`}
          description={forwardAddress[`${scope}Hint`]}
          value={draft ?? state.address ?? ''}
          readOnly={readOnly}
          error={wrong}
          validationMessage={wrong ? forwardAddress.wrong : undefined}
          onInput={setDraft}
        />
        <StatusTag variant={variants[state.state]}>{forwardAddress[state.state]}</StatusTag>
        {state.state === 'pending' && state.address && (
          <Text variant="microcopy">{forwardAddress.asked(state.address)}</Text>
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
              {forwardAddress.save}
            </LoadingButton>
            <LoadingButton
              loading={save.busy}
              size="small"
              variant="secondary"
              disabled={state.state === 'none'}
              onClick={() => save.run(null)}
            >
              {forwardAddress.clear}
            </LoadingButton>
          </ButtonRow>
        )}
        <FailureAlert failure={save.state.status === 'failed' ? save.state.failure : null} />
      </Flex>
    );
  }

  /** What stands under every email that one writes in the cards. */
  function Signature({ settings, onChanged }: OfSettings) {
    const { api, words, tell } = usePage();
    const { signature: told, saved } = words.shared.personal;
    const [signature, setSignature] = useState(settings.user.signature);
    const post = useCallback(
      (value: string, key: string) => api.post('/settings/user', { key, signature: value }),
      [api],
    );
    const save = useAction(post, () => {
      tell(saved);
      onChanged();
    });
    return (
      <Flex direction="column" gap="medium">
        <Heading>{told.title}</Heading>
        <Text>{told.hint}</Text>
        <TextArea label={told.label} name="signature" rows={4} value={signature} onInput={setSignature} />
        <LoadingButton loading={save.busy} variant="secondary" onClick={() => save.run(signature.trim())}>
          {words.shared.save}
        </LoadingButton>
        <FailureAlert failure={save.state.status === 'failed' ? save.state.failure : null} />
      </Flex>
    );
  }

  return { ForwardAddresses, Signature };
}
