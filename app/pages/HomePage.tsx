import { Flex, hubspot, Tab, Tabs } from '@hubspot/ui-extensions';
import { createPageRouter, PageRoutes, PageTitle, usePageRoute } from '@hubspot/ui-extensions/pages';
import type { ReactNode } from 'react';
import { Report } from './components/numbers/Report.tsx';
import { ToDo } from './components/ToDo.tsx';
import { You } from './components/You.tsx';
import { type HomeHost, PageProvider, usePage } from './page.tsx';

/** What waits for an answer in this account, what went wrong, how it goes, and what a user sets for themselves. */
export function HomePage(host: HomeHost) {
  return (
    <PageProvider host={host}>
      <Router />
    </PageProvider>
  );
}

const TABS = ['toDo', 'numbers', 'you'] as const;
type TabName = (typeof TABS)[number];
const PATHS: Record<TabName, string> = { toDo: '/', numbers: '/numbers', you: '/you' };

/** A tab is a page with an address of its own, so that a mail or a list can lead to it. */
function Frame({ children }: { children: ReactNode }) {
  const { words, goTo } = usePage();
  const { path } = usePageRoute();
  const open = TABS.find((name) => PATHS[name] === path) ?? 'toDo';
  return (
    <Flex direction="column" gap="medium">
      <PageTitle>{words.title}</PageTitle>
      <Tabs selected={open} onSelectedChange={(name: string | number) => goTo(PATHS[name as TabName])}>
        {TABS.map((name) => (
          <Tab key={name} tabId={name} title={words.tabs[name]}>
            {name === open ? children : null}
          </Tab>
        ))}
      </Tabs>
    </Flex>
  );
}

const Router = createPageRouter(
  <PageRoutes layoutComponent={Frame}>
    <PageRoutes.IndexRoute component={ToDo} />
    <PageRoutes.Route path={PATHS.numbers} component={Report} />
    <PageRoutes.Route path={PATHS.you} component={You} />
    <PageRoutes.AnyRoute component={ToDo} />
  </PageRoutes>,
);

hubspot.extend<'pages'>(({ context, actions }) => <HomePage context={context} actions={actions} />);
