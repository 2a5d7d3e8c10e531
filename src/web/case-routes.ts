import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { z } from 'zod';
import { noticeTabs } from './pages/public-notices/notice-tabs.ts';
import { paths } from './paths.ts';
import { office } from './router.tsx';

// The parent is asked for when the tree is put together: router.tsx imports these.
export const matters = createRoute({
  getParentRoute: () => office,
  path: paths.matters,
  validateSearch: z.object({
    all: z.boolean().optional().catch(undefined),
    procedure: z.string().optional().catch(undefined),
    step: z.string().optional().catch(undefined),
    q: z.coerce.string().optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./pages/matters/matters-page.tsx'), 'MattersPage'),
});

export const matter = createRoute({
  getParentRoute: () => office,
  path: paths.matter,
  component: lazyRouteComponent(() => import('./pages/matters/matter-page.tsx'), 'MatterPage'),
});

export const meetings = createRoute({
  getParentRoute: () => office,
  path: paths.meetings,
  component: lazyRouteComponent(() => import('./pages/meetings/meetings-page.tsx'), 'MeetingsPage'),
});

export const comparisons = createRoute({
  getParentRoute: () => office,
  path: paths.comparisons,
  component: lazyRouteComponent(() => import('./pages/comparisons/comparisons-page.tsx'), 'ComparisonsPage'),
});

export const publicNotices = createRoute({
  getParentRoute: () => office,
  path: paths.publicNotices,
  validateSearch: z.object({ tab: z.enum(noticeTabs).optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('./pages/public-notices/public-notices-page.tsx'), 'PublicNoticesPage'),
});

export const greenChannel = createRoute({
  getParentRoute: () => office,
  path: paths.greenChannel,
  component: lazyRouteComponent(() => import('./pages/public-notices/green-channel-page.tsx'), 'GreenChannelPage'),
});
