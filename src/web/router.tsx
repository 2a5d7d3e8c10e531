import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { z } from 'zod';
import { auditKinds } from '#contract/audit.ts';
import { sessionQuery } from './api/session.ts';
import { comparisons, greenChannel, matter, matters, meetings, publicNotices } from './case-routes.ts';
import { NoSuchPage, PageFailure } from './frame/page-failure.tsx';
import { differenceReasons } from './pages/differences/difference-data.ts';
import { dispatchTabs } from './pages/dispatch/dispatch-data.ts';
import { batchTabs } from './pages/feeds/feed-data.ts';
import { importTabs } from './pages/imports/import-data.ts';
import { ledgerSearch } from './pages/ledger/ledger-search.ts';
import { compareBys } from './pages/policy/policy-data.ts';
import { paths } from './paths.ts';

const root = createRootRouteWithContext<{ client: QueryClient }>()({
  component: Outlet,
  notFoundComponent: NoSuchPage,
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: paths.signIn,
  validateSearch: z.object({ next: z.string().startsWith('/').optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('./pages/sign-in/sign-in-page.tsx'), 'SignInPage'),
});

const password = createRoute({
  getParentRoute: () => root,
  path: paths.password,
  beforeLoad: async ({ context }) => {
    if ((await context.client.ensureQueryData(sessionQuery)) === null) throw redirect({ to: paths.signIn });
  },
  component: lazyRouteComponent(() => import('./pages/sign-in/password-page.tsx'), 'PasswordPage'),
});

/** Pages of a signed-in account; everything below has a session and a permanent password. */
export const office = createRoute({
  getParentRoute: () => root,
  id: 'office',
  beforeLoad: async ({ context, location }) => {
    const me = await context.client.ensureQueryData(sessionQuery);
    if (me === null) throw redirect({ to: paths.signIn, search: { next: location.href } });
    if (me.mustChangePassword) throw redirect({ to: paths.password });
  },
  component: lazyRouteComponent(() => import('./frame/app-frame.tsx'), 'AppFrame'),
});

const home = createRoute({
  getParentRoute: () => office,
  path: paths.home,
  component: lazyRouteComponent(() => import('./pages/home/home-page.tsx'), 'HomePage'),
});

const ledger = createRoute({
  getParentRoute: () => office,
  path: paths.ledger,
  validateSearch: ledgerSearch,
  component: lazyRouteComponent(() => import('./pages/ledger/ledger-page.tsx'), 'LedgerPage'),
});

const leadEntry = createRoute({
  getParentRoute: () => office,
  path: paths.leadEntry,
  validateSearch: z.object({ household: z.uuid().optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('./pages/lead-entry/lead-entry-page.tsx'), 'LeadEntryPage'),
});

const register = createRoute({
  getParentRoute: () => office,
  path: paths.register,
  validateSearch: z.object({
    q: z.coerce.string().optional().catch(undefined),
    village: z.int().optional().catch(undefined),
    monitored: z.boolean().optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./pages/households/register-page.tsx'), 'RegisterPage'),
});

const household = createRoute({
  getParentRoute: () => office,
  path: paths.household,
  component: lazyRouteComponent(() => import('./pages/households/household-page.tsx'), 'HouseholdPage'),
});

const filing = createRoute({
  getParentRoute: () => office,
  path: paths.filing,
  validateSearch: z.object({ month: z.string().optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('./pages/filing/filing-page.tsx'), 'FilingPage'),
});

const papers = createRoute({
  getParentRoute: () => office,
  path: paths.papers,
  validateSearch: z.object({
    form: z.string().optional().catch(undefined),
    matter: z.uuid().optional().catch(undefined),
    household: z.uuid().optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./pages/papers/papers-page.tsx'), 'PapersPage'),
});

const paperCheck = createRoute({
  getParentRoute: () => root,
  path: paths.paperCheck,
  component: lazyRouteComponent(() => import('./pages/papers/check-page.tsx'), 'CheckPage'),
});

const fillSheet = createRoute({
  getParentRoute: () => office,
  path: paths.fillSheet,
  component: lazyRouteComponent(() => import('./pages/fill-sheet/fill-sheet-page.tsx'), 'FillSheetPage'),
});

const dispatch = createRoute({
  getParentRoute: () => office,
  path: paths.dispatch,
  validateSearch: z.object({
    tab: z.enum(dispatchTabs).optional().catch(undefined),
    town: z.int().optional().catch(undefined),
    q: z.coerce.string().optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./pages/dispatch/dispatch-page.tsx'), 'DispatchPage'),
});

const feeds = createRoute({
  getParentRoute: () => office,
  path: paths.feeds,
  validateSearch: z.object({
    period: z.string().optional().catch(undefined),
    feed: z.string().optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./pages/feeds/feeds-page.tsx'), 'FeedsPage'),
});

const feedBatch = createRoute({
  getParentRoute: () => office,
  path: paths.feedBatch,
  validateSearch: z.object({ tab: z.enum(batchTabs).optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('./pages/feeds/batch-page.tsx'), 'BatchPage'),
});

const feedCalendar = createRoute({
  getParentRoute: () => office,
  path: paths.feedCalendar,
  validateSearch: z.object({ period: z.string().optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('./pages/feeds/calendar-page.tsx'), 'FeedCalendarPage'),
});

const feedTimeliness = createRoute({
  getParentRoute: () => office,
  path: paths.feedTimeliness,
  validateSearch: z.object({ period: z.string().optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('./pages/feeds/timeliness-page.tsx'), 'FeedTimelinessPage'),
});

const feedOffices = createRoute({
  getParentRoute: () => office,
  path: paths.feedOffices,
  component: lazyRouteComponent(() => import('./pages/feed-offices/feed-offices-page.tsx'), 'FeedOfficesPage'),
});

const feedResults = createRoute({
  getParentRoute: () => office,
  path: paths.feedResults,
  validateSearch: z.object({
    by: z.enum(['feed', 'rule', 'threshold', 'town', 'period']).optional().catch(undefined),
    from: z.string().optional().catch(undefined),
    to: z.string().optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./pages/feeds/results-page.tsx'), 'FeedResultsPage'),
});

const pushes = createRoute({
  getParentRoute: () => office,
  path: paths.pushes,
  component: lazyRouteComponent(() => import('./pages/pushes/pushes-page.tsx'), 'PushesPage'),
});

const push = createRoute({
  getParentRoute: () => office,
  path: paths.push,
  component: lazyRouteComponent(() => import('./pages/pushes/push-page.tsx'), 'PushPage'),
});

const whatIf = createRoute({
  getParentRoute: () => office,
  path: paths.whatIf,
  component: lazyRouteComponent(() => import('./pages/what-if/what-if-page.tsx'), 'WhatIfPage'),
});

const imports = createRoute({
  getParentRoute: () => office,
  path: paths.imports,
  component: lazyRouteComponent(() => import('./pages/imports/imports-page.tsx'), 'ImportsPage'),
});

const importBatch = createRoute({
  getParentRoute: () => office,
  path: paths.import,
  validateSearch: z.object({ tab: z.enum(importTabs).optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('./pages/imports/import-page.tsx'), 'ImportPage'),
});

const differences = createRoute({
  getParentRoute: () => office,
  path: paths.differences,
  validateSearch: z.object({ reason: z.enum(differenceReasons).optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('./pages/differences/differences-page.tsx'), 'DifferencesPage'),
});

const changes = createRoute({
  getParentRoute: () => office,
  path: paths.changes,
  validateSearch: z.object({
    month: z.string().optional().catch(undefined),
    town: z.int().optional().catch(undefined),
    village: z.int().optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./pages/households/changes-page.tsx'), 'ChangesPage'),
});

const quality = createRoute({
  getParentRoute: () => office,
  path: paths.quality,
  validateSearch: z.object({
    rule: z.string().optional().catch(undefined),
    town: z.int().optional().catch(undefined),
    village: z.int().optional().catch(undefined),
    batch: z.uuid().optional().catch(undefined),
    excepted: z.boolean().optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./pages/quality/quality-page.tsx'), 'QualityPage'),
});

const onDay = z.object({ on: z.string().optional().catch(undefined) });

const rules = createRoute({
  getParentRoute: () => office,
  path: paths.rules,
  validateSearch: onDay.extend({ area: z.coerce.string().optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('./pages/policy/rules-page.tsx'), 'RulesPage'),
});

const compare = createRoute({
  getParentRoute: () => office,
  path: paths.compare,
  validateSearch: z.object({
    by: z.enum(compareBys).optional().catch(undefined),
    before: z.string().optional(),
    after: z.string().optional(),
  }),
  component: lazyRouteComponent(() => import('./pages/policy/compare-page.tsx'), 'ComparePage'),
});

const parameters = createRoute({
  getParentRoute: () => office,
  path: paths.parameters,
  component: lazyRouteComponent(() => import('./pages/policy/parameters-page.tsx'), 'ParametersPage'),
});

const documents = createRoute({
  getParentRoute: () => office,
  path: paths.documents,
  validateSearch: onDay.extend({
    clause: z.string().optional().catch(undefined),
    area: z.coerce.string().optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./pages/policy/documents-page.tsx'), 'DocumentsPage'),
});

const calendar = createRoute({
  getParentRoute: () => office,
  path: paths.calendar,
  component: lazyRouteComponent(() => import('./pages/policy/calendar-page.tsx'), 'CalendarPage'),
});

const accounts = createRoute({
  getParentRoute: () => office,
  path: paths.accounts,
  component: lazyRouteComponent(() => import('./pages/accounts/accounts-page.tsx'), 'AccountsPage'),
});

const nationalEntry = createRoute({
  getParentRoute: () => office,
  path: paths.nationalEntry,
  component: lazyRouteComponent(() => import('./pages/national-entry/national-entry-page.tsx'), 'NationalEntryPage'),
});

const audit = createRoute({
  getParentRoute: () => office,
  path: paths.audit,
  validateSearch: z.object({
    kind: z.enum(auditKinds).optional().catch(undefined),
    who: z.coerce.string().optional().catch(undefined),
    from: z.string().optional().catch(undefined),
    to: z.string().optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./pages/audit/audit-page.tsx'), 'AuditPage'),
});

const reminders = createRoute({
  getParentRoute: () => office,
  path: paths.reminders,
  component: lazyRouteComponent(() => import('./pages/supervision/reminders-page.tsx'), 'RemindersPage'),
});

const whyLate = createRoute({
  getParentRoute: () => office,
  path: paths.whyLate,
  validateSearch: z.object({ lead: z.uuid().optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('./pages/supervision/why-late-page.tsx'), 'WhyLatePage'),
});

const report = createRoute({
  getParentRoute: () => office,
  path: paths.report,
  component: lazyRouteComponent(() => import('./pages/supervision/report-page.tsx'), 'ReportPage'),
});

const tree = root.addChildren([
  signIn,
  password,
  paperCheck,
  office.addChildren([
    home,
    ledger,
    leadEntry,
    register,
    household,
    filing,
    fillSheet,
    papers,
    dispatch,
    feeds,
    feedBatch,
    feedCalendar,
    feedTimeliness,
    feedOffices,
    feedResults,
    pushes,
    push,
    whatIf,
    imports,
    importBatch,
    differences,
    quality,
    changes,
    matters,
    nationalEntry,
    matter,
    meetings,
    comparisons,
    publicNotices,
    greenChannel,
    rules,
    compare,
    parameters,
    documents,
    calendar,
    accounts,
    audit,
    reminders,
    whyLate,
    report,
  ]),
]);

/** The pages by address; a failed page says why and offers to try again. */
export function makeRouter(client: QueryClient) {
  return createRouter({
    routeTree: tree,
    context: { client },
    defaultErrorComponent: PageFailure,
    defaultNotFoundComponent: NoSuchPage,
    scrollRestoration: true,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
