import { Flex, Heading, LoadingButton, Text, TextArea } from '@hubspot/ui-extensions';
import { useAction } from '@reply-tracking/shared/use-action.ts';
import { useCallback, useState } from 'react';
import type { SettingsView } from '../../../cards/dto/settings.ts';
import { usePage } from '../page.tsx';
import { FailureAlert } from './Failure.tsx';

/** What stands under every email that one writes in the cards. */
export function Signature({ settings, onChanged }: { settings: SettingsView; onChanged: () => void }) {
  const { api, words, tell } = usePage();
  const [signature, setSignature] = useState(settings.user.signature);
  const post = useCallback(
    (value: string, key: string) => api.post('/settings/user', { key, signature: value }),
    [api],
  );
  const save = useAction(post, () => {
    tell(words.saved);
    onChanged();
  });
  return (
    <Flex direction="column" gap="medium">
      <Heading>{words.signature.title}</Heading>
      <Text>{words.signature.hint}</Text>
      <TextArea label={words.signature.label} name="signature" rows={4} value={signature} onInput={setSignature} />
      <LoadingButton loading={save.busy} variant="secondary" onClick={() => save.run(signature.trim())}>
        {words.shared.save}
      </LoadingButton>
      <FailureAlert failure={save.state.status === 'failed' ? save.state.failure : null} />
    </Flex>
  );
}
