import { Flex, Heading, MultiSelect, NumberInput, Select, Text, Toggle } from '@hubspot/ui-extensions';
import { useAction } from '@reply-tracking/shared/use-action.ts';
import { useCallback, useState } from 'react';
import type { PortalSettings, SettingsView } from '../../../cards/dto/settings.ts';
import { usePage } from '../page.tsx';
import { FailureAlert } from './Failure.tsx';
import { PostalAddress } from './PostalAddress.tsx';

type Switch = 'ai' | 'forward' | 'automaticStatus' | 'tasks' | 'optOutLine';
const switches: Switch[] = ['ai', 'forward', 'automaticStatus', 'tasks', 'optOutLine'];

type Props = { settings: SettingsView; onChanged: (portal: PortalSettings) => void };

/** Each choice is saved as it is made; a refusal brings the old one back. */
export function General({ settings, onChanged }: Props) {
  const { api, words, tell } = usePage();
  const [picked, setPicked] = useState<Partial<PortalSettings>>({});
  const post = useCallback(
    (change: Partial<PortalSettings>, key: string) =>
      api.post<{ portal: PortalSettings }>('/settings', { key, settings: change }),
    [api],
  );
  const save = useAction(post, ({ portal }) => {
    tell(words.shared.personal.saved);
    setPicked({});
    onChanged(portal);
  });
  const set = (change: Partial<PortalSettings>) => {
    setPicked(change);
    save.run(change);
  };

  const failed = save.state.status === 'failed';
  const portal = failed ? settings.portal : { ...settings.portal, ...picked };
  const readOnly = !settings.canChange || save.busy;
  const { general } = words;
  const hint = (name: Switch) => (name === 'forward' ? null : general[`${name}Hint`]);
  return (
    <Flex direction="column" gap="medium">
      <Heading>{general.title}</Heading>
      {!settings.canChange && <Text>{words.readOnly}</Text>}
      <FailureAlert failure={save.state.status === 'failed' ? save.state.failure : null} />
      <Select
        label={general.language}
        name="language"
        value={portal.language}
        readOnly={readOnly}
        options={Object.entries(general.languages).map(([value, label]) => ({ value, label }))}
        onChange={(language) => set({ language: language as PortalSettings['language'] })}
      />
      {switches.map((name) => (
        <Flex key={name} direction="column" gap="flush">
          <Toggle
            name={name}
            label={general[name]}
            labelDisplay="inline"
            textChecked={words.shared.yes}
            textUnchecked={words.shared.no}
            checked={portal[name]}
            readOnly={readOnly}
            onChange={(checked) => set({ [name]: checked })}
          />
          {hint(name) && <Text variant="microcopy">{hint(name)}</Text>}
        </Flex>
      ))}
      <PostalAddress
        key={portal.postalAddress}
        saved={portal.postalAddress}
        readOnly={readOnly}
        onSave={(postalAddress) => set({ postalAddress })}
      />
      <NumberInput
        label={general.dailyCap}
        name="dailyCap"
        min={1}
        max={10_000}
        value={portal.dailyCap}
        readOnly={readOnly}
        onChange={(dailyCap) => set({ dailyCap })}
      />
      <Select
        label={general.defaultOwner}
        name="defaultOwnerId"
        value={portal.defaultOwnerId ?? ''}
        readOnly={readOnly}
        options={[
          { value: '', label: general.nobody },
          ...settings.owners.map(({ ownerId, name }) => ({ value: ownerId, label: name })),
        ]}
        onChange={(ownerId) => set({ defaultOwnerId: ownerId === '' ? null : String(ownerId) })}
      />
      <MultiSelect
        label={general.editors}
        name="editors"
        description={general.editorsHint}
        value={portal.editors}
        readOnly={readOnly}
        options={settings.owners.map(({ userId, name }) => ({ value: userId, label: name }))}
        onChange={(editors) => set({ editors: editors.map(String) })}
      />
    </Flex>
  );
}
