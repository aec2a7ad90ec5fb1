import { Button, Flex, TextArea } from '@hubspot/ui-extensions';
import { useState } from 'react';
import { usePage } from '../page.tsx';

type Props = { saved: string; readOnly: boolean; onSave: (address: string) => void };

/** The company's address under each tracked email; the first one waits for it. */
export function PostalAddress({ saved, readOnly, onSave }: Props) {
  const { words } = usePage();
  const [address, setAddress] = useState(saved);
  return (
    <Flex direction="column" gap="small">
      <TextArea
        label={words.general.postalAddress}
        name="postalAddress"
        description={words.general.postalAddressHint}
        rows={2}
        value={address}
        readOnly={readOnly}
        onInput={setAddress}
      />
      {address.trim() !== saved && (
        <Button size="small" variant="secondary" disabled={readOnly} onClick={() => onSave(address.trim())}>
          {words.general.savePostalAddress}
        </Button>
      )}
    </Flex>
  );
}
