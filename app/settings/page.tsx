import { hubspot } from '@hubspot/ui-extensions';
import { type Api, createApi } from '@reply-tracking/shared/api.ts';
import { createDates, type Dates } from '@reply-tracking/shared/dates.ts';
import { pickLanguage } from '@reply-tracking/shared/language.ts';
import { createRequiredContext } from '@reply-tracking/shared/required-context.tsx';
import { useLatest } from '@reply-tracking/shared/use-latest.ts';
import type { SharedWords } from '@reply-tracking/shared/words/en.ts';
import { sharedWords } from '@reply-tracking/shared/words/index.ts';
import { type ReactNode, useMemo } from 'react';
import type { SettingsWords } from './words/en.ts';
import { settingsWords } from './words/index.ts';

export type SettingsHost = {
  context: { user: { language?: string }; portal: { timezone: string }; variables?: Record<string, unknown> };
  actions: { addAlert(alert: { type: 'success'; message: string }): void; closeOverlay(id: string): void };
};

type Page = {
  api: Api;
  words: SettingsWords & { shared: SharedWords };
  dates: Dates;
  tell(message: string): void;
  close(overlayId: string): void;
  /** Where an admin connects the app to an account. */
  installUrl: string;
};

const { Provider, useValue } = createRequiredContext<Page>('PageProvider');
export const usePage = useValue;

export function PageProvider({ host, children }: { host: SettingsHost; children: ReactNode }) {
  const { context, actions } = host;
  const language = pickLanguage(context.user.language);
  const { timezone } = context.portal;
  const baseUrl = String(context.variables?.APP_URL ?? '');
  const latest = useLatest(actions);
  const page = useMemo<Page>(
    () => ({
      api: createApi({ fetch: (url, options) => hubspot.fetch(url, options), baseUrl }),
      words: { ...settingsWords[language], shared: sharedWords[language] },
      dates: createDates(language, timezone, () => new Date()),
      tell: (message) => latest().addAlert({ type: 'success', message }),
      close: (overlayId) => latest().closeOverlay(overlayId),
      installUrl: `${baseUrl}/oauth/install`,
    }),
    [latest, baseUrl, language, timezone],
  );
  return <Provider value={page}>{children}</Provider>;
}
