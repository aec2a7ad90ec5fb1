import { hubspot } from '@hubspot/ui-extensions';
import { type Api, createApi } from '@reply-tracking/shared/api.ts';
import { createDates, type Dates } from '@reply-tracking/shared/dates.ts';
import { pickLanguage } from '@reply-tracking/shared/language.ts';
import { createRequiredContext } from '@reply-tracking/shared/required-context.tsx';
import { useLatest } from '@reply-tracking/shared/use-latest.ts';
import type { SharedWords } from '@reply-tracking/shared/words/en.ts';
import { sharedWords } from '@reply-tracking/shared/words/index.ts';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import type { recordObjects } from '../../cards/dto/record.ts';
import type { Language } from '../../lib/language.ts';
import type { CardWords } from './words/en.ts';
import { cardWords } from './words/index.ts';

/** What every part of a card needs: who looks at which contact or other record, and how to speak to us and to HubSpot. */
export type Card = {
  api: Api;
  /** Of the contact; on another record's card its own (`ForContact`). */
  hubspotId: string;
  /** As our endpoints name the record, `/contacts/1` or `/records/companies/1`. */
  recordPath: string;
  words: CardWords & { shared: SharedWords };
  language: Language;
  /** Where an admin connects the app to an account. */
  installUrl: string;
  dates: Dates;
  timeZone: string;
  /** Says that something worked. */
  tell(message: string): void;
  /** Our writes to HubSpot leave after the response, so its properties are read again now and a little later. */
  propertiesChanged(): void;
  /** Counts changes of the contact's properties that HubSpot tells of, whichever card caused them. */
  changes: number;
  close(overlayId: string): void;
  copy(text: string): Promise<void>;
  /** Shows a page of ours over HubSpot's; `onClose` once the person has closed it. */
  openPage(page: { url: string; title: string }, onClose?: () => void): void;
};

type RecordObject = (typeof recordObjects)[number];

export type CardHost = {
  context: {
    user: { language?: string };
    portal: { timezone: string };
    crm: { objectId: number; objectTypeId: string };
    variables?: Record<string, unknown>;
  };
  actions: {
    addAlert(alert: { type: 'success'; message: string }): void;
    refreshObjectProperties(): void;
    onCrmPropertiesUpdate(properties: string[], callback: () => void): void;
    closeOverlay(id: string): void;
    copyTextToClipboard(text: string): Promise<void>;
    openIframeModal(
      page: { uri: string; title: string; height: number; width: number; flush: boolean },
      onClose?: () => void,
    ): void;
  };
};

/** HubSpot makes it smaller where the window is. */
const PAGE_SIZE = { width: 900, height: 720 };

/** HubSpot's type ids of the records that a card may stand on beside contacts ("Understanding the CRM"). */
const OBJECTS: Record<string, RecordObject> = { '0-2': 'companies', '0-3': 'deals', '0-5': 'tickets' };

/** One of these changes with everything that a card shows. A ticket has none of them. */
const WATCHED_ON_RECORDS = ['reply_last_received_at', 'reply_waiting_since'];
const WATCHED = [...WATCHED_ON_RECORDS, 'reply_last_analyzed_at', 'reply_outreach_status'];

const REFRESH_AFTER_MS = [0, 2_500, 6_000, 12_000];

const { Provider, useValue } = createRequiredContext<Card>('CardProvider');
export const useCard = useValue;

export function CardProvider({ host, children }: { host: CardHost; children: ReactNode }) {
  const { context, actions } = host;
  const language = pickLanguage(context.user.language);
  const timeZone = context.portal.timezone;
  const hubspotId = String(context.crm.objectId);
  const object = OBJECTS[context.crm.objectTypeId];
  const baseUrl = String(context.variables?.APP_URL ?? '');

  const latest = useLatest(actions);

  const [changes, setChanges] = useState(0);
  useEffect(() => {
    // What an action returns is a promise, which is no clean-up.
    let isCurrent = true;
    if (object !== 'tickets') {
      actions.onCrmPropertiesUpdate(object ? WATCHED_ON_RECORDS : WATCHED, () => {
        if (isCurrent) setChanges((count) => count + 1);
      });
    }
    return () => {
      isCurrent = false;
    };
  }, [actions, object]);

  const fixed = useMemo(() => {
    const api = createApi({ fetch: (url, options) => hubspot.fetch(url, options), baseUrl });
    return {
      api,
      hubspotId,
      recordPath: object ? `/records/${object}/${hubspotId}` : `/contacts/${hubspotId}`,
      words: { ...cardWords[language], shared: sharedWords[language] },
      language,
      installUrl: `${baseUrl}/oauth/install`,
      dates: createDates(language, timeZone, api.now),
      timeZone,
      tell: (message: string) => latest().addAlert({ type: 'success', message }),
      propertiesChanged: () => {
        for (const delay of REFRESH_AFTER_MS) setTimeout(() => latest().refreshObjectProperties(), delay);
      },
      close: (overlayId: string) => latest().closeOverlay(overlayId),
      copy: (text: string) => latest().copyTextToClipboard(text),
      openPage: ({ url, title }: { url: string; title: string }, onClose?: () => void) =>
        latest().openIframeModal({ uri: url, title, ...PAGE_SIZE, flush: true }, onClose),
    };
  }, [latest, baseUrl, hubspotId, object, language, timeZone]);
  const card = useMemo<Card>(() => ({ ...fixed, changes }), [fixed, changes]);
  // Begins anew with another contact: neither a response nor a draft of this one may reach that one.
  return (
    <Provider key={hubspotId} value={card}>
      {children}
    </Provider>
  );
}

/** What stands inside is about this contact, on whichever record the card is. */
export function ForContact({ hubspotId, children }: { hubspotId: string; children: ReactNode }) {
  const card = useCard();
  const own = useMemo<Card>(() => ({ ...card, hubspotId }), [card, hubspotId]);
  return <Provider value={own}>{children}</Provider>;
}
