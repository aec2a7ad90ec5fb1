import { hubspot } from '@hubspot/ui-extensions';
import { type Api, createApi } from '@reply-tracking/shared/api.ts';
import { createDates, type Dates } from '@reply-tracking/shared/dates.ts';
import { pickLanguage } from '@reply-tracking/shared/language.ts';
import { createRequiredContext } from '@reply-tracking/shared/required-context.tsx';
import { useLatest } from '@reply-tracking/shared/use-latest.ts';
import type { SharedWords } from '@reply-tracking/shared/words/en.ts';
import { sharedWords } from '@reply-tracking/shared/words/index.ts';
import { type ReactNode, useMemo } from 'react';
import type { HomeWords } from './words/en.ts';
import { homeWords } from './words/index.ts';

export type HomeHost = {
  context: { user: { language?: string }; portal: { timezone: string }; variables?: Record<string, unknown> };
  actions: {
    addAlert(alert: { type: 'success'; message: string }): void;
    navigateToPage(page: { to: string }): void;
    closeOverlay(id: string): void;
  };
};

type Page = {
  api: Api;
  words: HomeWords & { shared: SharedWords };
  dates: Dates;
  /** `2026-11-26`, in the account's time zone. */
  today(): string;
  timeZone: string;
  tell(message: string): void;
  close(overlayId: string): void;
  /** Opens one of the app's own pages, e.g. `/numbers`. */
  goTo(path: string): void;
  /** Where an admin connects the app to an account. */
  installUrl: string;
};

const { Provider, useValue } = createRequiredContext<Page>('PageProvider');
export const usePage = useValue;

export function PageProvider({ host, children }: { host: HomeHost; children: ReactNode }) {
  const { context, actions } = host;
  const language = pickLanguage(context.user.language);
  const timeZone = context.portal.timezone;
  const baseUrl = String(context.variables?.APP_URL ?? '');
  const latest = useLatest(actions);
  const page = useMemo<Page>(() => {
    const api = createApi({ fetch: (url, options) => hubspot.fetch(url, options), baseUrl });
    return {
      api,
      installUrl: `${baseUrl}/oauth/install`,
      words: { ...homeWords[language], shared: sharedWords[language] },
      dates: createDates(language, timeZone, api.now),
      timeZone,
      today: () => new Intl.DateTimeFormat('en-CA', { timeZone }).format(api.now()),
      close: (overlayId) => latest().closeOverlay(overlayId),
      goTo: (path) => latest().navigateToPage({ to: path }),
      tell: (message) => latest().addAlert({ type: 'success', message }),
    };
  }, [latest, baseUrl, language, timeZone]);
  return <Provider value={page}>{children}</Provider>;
}
