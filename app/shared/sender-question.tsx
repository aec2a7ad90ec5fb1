import type * as ui from '@hubspot/ui-extensions';
import { type ComponentType, useCallback, useState } from 'react';
import type { Failure } from '../../cards/dto/result.ts';
import type { MailFacts, SenderCandidates } from '../../cards/dto/timeline.ts';
import type { Api } from './api.ts';
import { useAction } from './use-action.ts';
import { useRemote } from './use-remote.ts';
import type { SharedWords } from './words/en.ts';

type Components = Pick<
  typeof ui,
  'Alert' | 'Button' | 'Flex' | 'LoadingButton' | 'LoadingSpinner' | 'Modal' | 'ModalBody' | 'SearchInput' | 'Text'
> & {
  FailureAlert: ComponentType<{ failure: Failure | null }>;
  LoadFailure: ComponentType<{ failure: Failure; onRetry: () => void }>;
};
type Page = {
  api: Api;
  words: { shared: SharedWords };
  tell(message: string): void;
  close(overlayId: string): void;
};
type Props = {
  messageId: string;
  trust: MailFacts['trust'];
  /** As the mail says it. */
  address: string;
  contactName: string;
  onChanged: () => void;
};
/** Whose reply a person says it is. */
type Identity = { is: 'contact' | 'colleague' | 'other_contact' | 'nobody'; hubspotId?: string };

type OtherContactProps = {
  id: string;
  title: string;
  messageId: string;
  /** Who is looked for first; the message's sender unless given. */
  sought?: string;
  busy: boolean;
  onPicked: (hubspotId: string) => void;
};

/** Asks who wrote a reply of whose sender nothing is proven. HubSpot's components come in as values, as in failure.tsx. */
export function createSenderQuestion(
  {
    Alert,
    Button,
    Flex,
    LoadingButton,
    LoadingSpinner,
    Modal,
    ModalBody,
    SearchInput,
    Text,
    FailureAlert,
    LoadFailure,
  }: Components,
  usePage: () => Page,
) {
  function SenderQuestion({ messageId, trust, address, contactName, onChanged }: Props) {
    const { api, words, tell } = usePage();
    const { sender } = words.shared.review;
    const failed = trust === 'failed';
    const post = useCallback(
      (identity: Identity, key: string) =>
        api.post(`/messages/${messageId}/accept-sender`, { ...identity, key, confirmed: failed }),
      [api, messageId, failed],
    );
    const identify = useAction(post, (_, { is }) => {
      tell(sender.said[is]);
      onChanged();
    });
    // Whoever trusts a sender that failed the check says so twice.
    const [asked, setAsked] = useState<'contact' | 'colleague' | null>(null);
    const choose = (is: 'contact' | 'colleague') => (failed ? setAsked(is) : identify.run({ is }));
    const hint = failed ? sender.failedHint : trust === 'unproven' ? sender.unprovenHint : sender.unknownHint;
    return (
      <Alert title={failed ? sender.failed : sender.isThis(contactName)} variant={failed ? 'danger' : 'warning'}>
        <Flex direction="column" gap="small">
          <Text>{hint(address)}</Text>
          {asked ? (
            <Flex direction="column" gap="small">
              <Text format={{ fontWeight: 'demibold' }}>{sender.askBack}</Text>
              <Flex gap="small" wrap>
                <LoadingButton
                  loading={identify.busy}
                  size="small"
                  variant="destructive"
                  onClick={() => identify.run({ is: asked })}
                >
                  {sender.acceptAnyway}
                </LoadingButton>
                <Button size="small" variant="secondary" onClick={() => setAsked(null)}>
                  {words.shared.cancel}
                </Button>
              </Flex>
            </Flex>
          ) : (
            <Flex gap="small" wrap>
              <LoadingButton loading={identify.busy} size="small" variant="secondary" onClick={() => choose('contact')}>
                {sender.itIs(contactName)}
              </LoadingButton>
              <Button size="small" variant="secondary" onClick={() => choose('colleague')}>
                {sender.colleague}
              </Button>
              {!failed && (
                <Button
                  size="small"
                  variant="secondary"
                  overlay={
                    <OtherContact
                      id={`other-contact-${messageId}`}
                      title={sender.otherTitle}
                      messageId={messageId}
                      busy={identify.busy}
                      onPicked={(hubspotId) => identify.run({ is: 'other_contact', hubspotId })}
                    />
                  }
                >
                  {sender.other}
                </Button>
              )}
              <Button size="small" variant="transparent" onClick={() => identify.run({ is: 'nobody' })}>
                {sender.ignore}
              </Button>
            </Flex>
          )}
          <FailureAlert failure={identify.state.status === 'failed' ? identify.state.failure : null} />
        </Flex>
      </Alert>
    );
  }

  /** The contacts who it may be: those of that name or address first, or whoever is looked for. */
  function OtherContact({ id, title, ...props }: OtherContactProps) {
    const [opened, setOpened] = useState(false);
    return (
      <Modal id={id} title={title} width="small" onOpen={() => setOpened(true)}>
        <ModalBody>{opened && <Search modalId={id} {...props} />}</ModalBody>
      </Modal>
    );
  }

  function Search({
    modalId,
    messageId,
    sought = '',
    busy,
    onPicked,
  }: Omit<OtherContactProps, 'id' | 'title'> & { modalId: string }) {
    const { api, words, close } = usePage();
    const { sender } = words.shared.review;
    const [query, setQuery] = useState(sought);
    const [asked, setAsked] = useState(sought);
    const load = useCallback(
      () => api.get<SenderCandidates>(`/messages/${messageId}/sender-candidates?query=${encodeURIComponent(asked)}`),
      [api, messageId, asked],
    );
    const { state, reload } = useRemote(load);
    return (
      <Flex direction="column" gap="medium">
        <Flex gap="small" align="end" wrap>
          <SearchInput name="other-contact" label={sender.search} value={query} onInput={setQuery} />
          <Button size="small" variant="secondary" onClick={() => setAsked(query.trim())}>
            {sender.searchButton}
          </Button>
        </Flex>
        {state.status === 'loading' && <LoadingSpinner label={words.shared.loading} />}
        {state.status === 'failed' && <LoadFailure failure={state.failure} onRetry={reload} />}
        {state.status === 'ready' && state.data.contacts.length === 0 && <Text>{sender.nobodyFound}</Text>}
        {state.status === 'ready' &&
          state.data.contacts.map(({ hubspotId, name, address }) => (
            <Button
              key={hubspotId}
              variant="secondary"
              size="small"
              disabled={busy}
              onClick={() => {
                onPicked(hubspotId);
                close(modalId);
              }}
            >
              {[name, address].filter(Boolean).join(' · ') || hubspotId}
            </Button>
          ))}
      </Flex>
    );
  }

  return { SenderQuestion, OtherContact };
}
