import { Alert, Button, Checkbox, Flex, Input, LoadingButton, Select } from '@hubspot/ui-extensions';
import { useAction } from '@reply-tracking/shared/use-action.ts';
import { useCallback, useState } from 'react';
import type { TemplateView } from '../../../cards/dto/compose.ts';
import { useCard } from '../card.tsx';
import { type Composing, isComplete } from '../compose-draft.ts';
import { FailureAlert } from './Failure.tsx';

type Props = {
  templates: TemplateView[];
  composing: Composing;
  onPick: (template: TemplateView) => void;
  onChanged: () => void;
};

/** Texts that one writes again and again: taken into the email, kept from it, deleted. */
export function Templates({ templates, composing, onPick, onChanged }: Props) {
  const { api, words, tell } = useCard();
  const [picked, setPicked] = useState<TemplateView | null>(null);
  const [saving, setSaving] = useState(false);
  const drop = useAction(
    useCallback((id: string, key: string) => api.post(`/templates/${id}/delete`, { key }), [api]),
    () => {
      setPicked(null);
      tell(words.templates.deleted);
      onChanged();
    },
  );
  const pick = (id: unknown) => {
    const template = templates.find(({ templateId }) => templateId === id) ?? null;
    setPicked(template);
    if (template) onPick(template);
  };
  return (
    <Flex direction="column" gap="small">
      <Flex gap="small" align="end" wrap>
        {templates.length > 0 && (
          <Select
            label={words.templates.pick}
            name="template"
            value={picked?.templateId ?? ''}
            options={[
              { value: '', label: words.templates.none },
              ...templates.map(({ templateId, name, shared }) => ({
                value: templateId,
                label: shared ? words.templates.sharedName(name) : name,
              })),
            ]}
            onChange={pick}
          />
        )}
        {!saving && isComplete(composing) && (
          <Button size="small" variant="secondary" onClick={() => setSaving(true)}>
            {words.templates.keep}
          </Button>
        )}
        {picked && (
          <LoadingButton
            loading={drop.busy}
            size="small"
            variant="secondary"
            onClick={() => drop.run(picked.templateId)}
          >
            {words.templates.drop}
          </LoadingButton>
        )}
      </Flex>
      {picked && picked.unresolved.length > 0 && (
        <Alert title={words.templates.unresolved} variant="warning">
          {picked.unresolved.join(', ')}
        </Alert>
      )}
      {saving && (
        <KeepTemplate
          composing={composing}
          onDone={() => {
            setSaving(false);
            onChanged();
          }}
        />
      )}
      <FailureAlert failure={drop.state.status === 'failed' ? drop.state.failure : null} />
    </Flex>
  );
}

function KeepTemplate({ composing, onDone }: { composing: Composing; onDone: () => void }) {
  const { api, words, tell } = useCard();
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const post = useCallback(
    (template: { name: string; subject: string; text: string; shared: boolean }, key: string) =>
      api.post('/templates', { ...template, key }),
    [api],
  );
  const keep = useAction(post, () => {
    tell(words.templates.kept);
    onDone();
  });
  const wanted = { name: name.trim(), subject: composing.subject.trim(), text: composing.text.trim(), shared };
  return (
    <Flex direction="column" gap="small">
      <Input
        label={words.templates.name}
        name="template-name"
        description={words.templates.fieldsHint}
        value={name}
        onInput={setName}
      />
      <Checkbox name="template-shared" checked={shared} onChange={setShared}>
        {words.templates.share}
      </Checkbox>
      <LoadingButton
        loading={keep.busy}
        disabled={wanted.name === ''}
        size="small"
        variant="secondary"
        onClick={() => keep.run(wanted)}
      >
        {words.templates.save}
      </LoadingButton>
      <FailureAlert failure={keep.state.status === 'failed' ? keep.state.failure : null} />
    </Flex>
  );
}
