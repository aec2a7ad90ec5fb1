import { Flex, Heading, MultiSelect, NumberInput, Select, Text, Toggle } from '@hubspot/ui-extensions';
import type { PortalSettings } from '../../../cards/dto/settings.ts';
import { usePage } from '../page.tsx';
import { FailureAlert } from './Failure.tsx';
import { PostalAddress } from './PostalAddress.tsx';
import { type PortalProps, usePortalSettings } from './use-portal-settings.ts';

type Switch = 'ai' | 'forward' | 'automaticStatus' | 'tasks' | 'optOutLine';
const switches: Switch[] = ['ai', 'forward', 'automaticStatus', 'tasks', 'optOutLine'];

/** Preferences of the whole account. */
export function General(props: PortalProps) {
  const { settings } = props;
  const { words } = usePage();
  const { portal, readOnly, failure, set } = usePortalSettings(props);
  const { general } = words;
  const hint = (name: Switch) => (name === 'forward' ? null : general[`${name}Hint`]);
  return (
    <Flex direction="column" gap="medium">
      <Heading>{general.title}</Heading>
      {!settings.canChange && <Text>{words.readOnly}</Text>}
      <FailureAlert failure={failure} />
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
