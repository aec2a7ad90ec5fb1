import type * as ui from '@hubspot/ui-extensions';
import type { Failure } from '../../cards/dto/result.ts';
import type { Issue } from './issues.ts';
import { detailOf, type useRetry } from './use-retry.ts';
import type { SharedWords } from './words/en.ts';

type Components = Pick<typeof ui, 'Accordion' | 'Alert' | 'Button' | 'ErrorState' | 'Link' | 'LoadingButton' | 'Text'>;

/**
 * How a failure is shown. HubSpot's components come in as values: its builder installs them below each page's own
 * folder, where a file of this folder cannot import them from.
 */
export function createFailures(
  { Accordion, Alert, Button, ErrorState, Link, LoadingButton, Text }: Components,
  useWords: () => { words: { shared: SharedWords }; installUrl: string },
) {
  /** Something a person asked for did not work. */
  function FailureAlert({ failure }: { failure: Failure | null }) {
    const { shared } = useWords().words;
    if (!failure) return null;
    return (
      <Alert title={shared.notDone} variant="danger">
        {shared.error[failure.code] ?? failure.message}
      </Alert>
    );
  }

  /** What is shown may be old: a background look failed, and nobody asked for it. */
  function QuietFailure({ failure }: { failure: Failure | null }) {
    const { shared } = useWords().words;
    return failure && <Text variant="microcopy">{shared.notFresh}</Text>;
  }

  /** Nothing leaves for this account at the moment. */
  function PausedAlert({ paused }: { paused: boolean }) {
    const { shared } = useWords().words;
    if (!paused) return null;
    return (
      <Alert title={shared.paused.title} variant="warning">
        {shared.paused.text}
      </Alert>
    );
  }

  /** There is nothing to show. */
  function LoadFailure({ failure, onRetry }: { failure: Failure; onRetry: () => void }) {
    const { words, installUrl } = useWords();
    const { shared } = words;
    if (failure.code === 'not_connected') {
      return (
        <ErrorState title={shared.notConnected} type="lock">
          <Text>{shared.error.not_connected}</Text>
          {failure.leaving && <Text>{whatHappens(shared, failure.leaving)}</Text>}
          <Link href={installUrl}>{shared.connectAgain}</Link>
          <Button variant="secondary" onClick={onRetry}>
            {shared.tryAgain}
          </Button>
        </ErrorState>
      );
    }
    return (
      <ErrorState title={shared.loadFailed} type="error">
        <Text>{shared.error[failure.code] ?? failure.message}</Text>
        <Button variant="secondary" onClick={onRetry}>
          {shared.tryAgain}
        </Button>
      </ErrorState>
    );
  }

  /** What helps with an issue: in words, by another try, and in detail for whoever looks closer. */
  function IssueHelp({ issue, retry, help }: { issue: Issue } & Pick<ReturnType<typeof useRetry>, 'retry' | 'help'>) {
    const { shared } = useWords().words;
    const { retryable, items } = issue;
    return (
      <>
        {help && <Text>{help}</Text>}
        {retryable.length > 0 && (
          <LoadingButton loading={retry.busy} size="extra-small" variant="secondary" onClick={() => retry.run(null)}>
            {shared.retryAll(retryable.length)}
          </LoadingButton>
        )}
        <FailureAlert failure={retry.state.status === 'failed' ? retry.state.failure : null} />
        <Accordion title={shared.issueDetails} size="small">
          {items.map((item) => (
            <Text key={item.effectId} variant="microcopy">
              {detailOf(item, shared)}
            </Text>
          ))}
        </Accordion>
      </>
    );
  }

  return { FailureAlert, QuietFailure, LoadFailure, PausedAlert, IssueHelp };
}

/** What becomes of replies, and until when. */
function whatHappens({ locale, leaving }: SharedWords, { forwardsUntil, erasedAt }: NonNullable<Failure['leaving']>) {
  const day = (moment: string) => new Intl.DateTimeFormat(locale, { dateStyle: 'long' }).format(new Date(moment));
  return new Date(forwardsUntil) > new Date()
    ? leaving.forwarded(day(forwardsUntil), day(erasedAt))
    : leaving.kept(day(erasedAt));
}
