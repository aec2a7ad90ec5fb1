import { ButtonRow, Flex, Heading, LoadingButton, Text, TextArea } from '@hubspot/ui-extensions';
import { useAction } from '@reply-tracking/shared/use-action.ts';
import { useCallback, useState } from 'react';
import type { PortalSettings, PortalWords, TriedWords } from '../../../cards/dto/settings.ts';
import { usePage } from '../page.tsx';
import { FailureAlert } from './Failure.tsx';
import { Tried } from './Tried.tsx';
import type { PortalProps } from './use-portal-settings.ts';

const LISTS = ['products', 'competitors', 'highValue', 'needsHandling'] as const;
type Texts = Record<(typeof LISTS)[number] | 'forAi', string>;
const LONGEST_FOR_AI = 600;

const textsOf = ({ forAi, ...lists }: PortalWords): Texts => ({
  products: lists.products.join('\n'),
  competitors: lists.competitors.join('\n'),
  highValue: lists.highValue.join('\n'),
  needsHandling: lists.needsHandling.join('\n'),
  forAi,
});
/** One phrase a line; commas part them too. */
const phrasesOf = (text: string): string[] => [
  ...new Set(
    text
      .split(/[\n,;]/)
      .map((phrase) => phrase.trim())
      .filter(Boolean),
  ),
];
const wordsOf = (texts: Texts): PortalWords => ({
  products: phrasesOf(texts.products),
  competitors: phrasesOf(texts.competitors),
  highValue: phrasesOf(texts.highValue),
  needsHandling: phrasesOf(texts.needsHandling),
  forAi: texts.forAi.trim(),
});

/** What this account's words mean: shown on the last replies first, and saved only from there. */
export function YourWords({ settings, onChanged }: PortalProps) {
  const { api, words, tell, dates } = usePage();
  const [texts, setTexts] = useState(textsOf(settings.portal.words));
  /** What was tried, as long as nothing was changed since. */
  const [tried, setTried] = useState<TriedWords | null>(null);
  const entered = wordsOf(texts);
  const isNew = JSON.stringify(entered) !== JSON.stringify(settings.portal.words);

  const compare = useCallback(
    (withAi: boolean, key: string) =>
      api.post<TriedWords>('/settings/words/try', { key, words: wordsOf(texts), withAi }),
    [api, texts],
  );
  const attempt = useAction(compare, setTried);
  const store = useCallback(
    (chosen: PortalWords, key: string) =>
      api.post<{ portal: PortalSettings }>('/settings/words', { key, words: chosen }),
    [api],
  );
  const save = useAction(store, ({ portal }) => {
    tell(words.shared.personal.saved);
    setTried(null);
    onChanged(portal);
  });
  const enter = (name: keyof Texts, text: string) => {
    setTexts((before) => ({ ...before, [name]: text }));
    setTried(null);
  };

  const { yourWords } = words;
  const { wordsSaved, portal } = settings;
  const readOnly = !settings.canChange || attempt.busy || save.busy;
  const failed = [attempt.state, save.state].find((state) => state.status === 'failed');
  return (
    <Flex direction="column" gap="medium">
      <Heading>{yourWords.title}</Heading>
      <Text>{yourWords.intro}</Text>
      {LISTS.map((name) => (
        <TextArea
          key={name}
          label={yourWords[name]}
          name={`words-${name}`}
          description={yourWords.hints[name]}
          rows={2}
          value={texts[name]}
          readOnly={readOnly}
          onInput={(text) => enter(name, text)}
        />
      ))}
      <TextArea
        label={yourWords.forAi}
        name="words-forAi"
        description={yourWords.hints.forAi}
        rows={3}
        maxLength={LONGEST_FOR_AI}
        value={texts.forAi}
        readOnly={readOnly}
        onInput={(text) => enter('forAi', text)}
      />
      <FailureAlert failure={failed?.status === 'failed' ? failed.failure : null} />
      {settings.canChange && isNew && (
        <ButtonRow>
          <LoadingButton loading={attempt.busy} size="small" variant="secondary" onClick={() => attempt.run(false)}>
            {yourWords.compare}
          </LoadingButton>
          {settings.aiReads && (
            <LoadingButton loading={attempt.busy} size="small" variant="secondary" onClick={() => attempt.run(true)}>
              {yourWords.compareWithAi}
            </LoadingButton>
          )}
        </ButtonRow>
      )}
      {tried && <Tried tried={tried} />}
      {tried && isNew && (
        <LoadingButton loading={save.busy} size="small" variant="primary" onClick={() => save.run(entered)}>
          {yourWords.save}
        </LoadingButton>
      )}
      {wordsSaved && (
        <Text variant="microcopy">{yourWords.saved(portal.wordsVersion, wordsSaved.by, dates.day(wordsSaved.at))}</Text>
      )}
    </Flex>
  );
}
