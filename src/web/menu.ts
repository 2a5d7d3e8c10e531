import type { Permission } from '#domain/access/permissions.ts';
import type { SentenceKey } from '#words/sentences.ts';
import { type PathName, paths } from './paths.ts';

type MenuLabel = Extract<SentenceKey, `menu.${string}`>;
type Entry = { label: MenuLabel; path: PathName; needs: Permission };
type Group = { label: MenuLabel; entries: readonly Entry[] };

/** The menu of the office, in the order of its groups. An entry stands here when its page works. */
const menu: readonly Group[] = [
  { label: 'menu.home', entries: [{ label: 'menu.home', path: 'home', needs: 'home.read' }] },
  {
    label: 'menu.leads',
    entries: [
      { label: 'menu.ledger', path: 'ledger', needs: 'ledger.read' },
      { label: 'menu.lead-entry', path: 'leadEntry', needs: 'lead.register' },
      { label: 'menu.dispatch', path: 'dispatch', needs: 'lead.dispatch' },
      { label: 'menu.fill-sheet', path: 'fillSheet', needs: 'lead.decide' },
      { label: 'menu.filing', path: 'filing', needs: 'filing.read' },
    ],
  },
  {
    label: 'menu.monitored',
    entries: [
      { label: 'menu.identification', path: 'matters', needs: 'matter.read' },
      { label: 'menu.deliberation', path: 'meetings', needs: 'matter.read' },
      { label: 'menu.comparison', path: 'comparisons', needs: 'comparison.read' },
      { label: 'menu.publishing', path: 'publicNotices', needs: 'matter.read' },
      { label: 'menu.green', path: 'greenChannel', needs: 'matter.read' },
      { label: 'menu.national-entry', path: 'nationalEntry', needs: 'national-entry.read' },
    ],
  },
  {
    label: 'menu.households',
    entries: [
      { label: 'menu.register', path: 'register', needs: 'household.read' },
      { label: 'menu.differences', path: 'differences', needs: 'registry.decide' },
      { label: 'menu.register-import', path: 'imports', needs: 'registry.import' },
      { label: 'menu.quality', path: 'quality', needs: 'quality.read' },
      { label: 'menu.changes', path: 'changes', needs: 'household.read' },
    ],
  },
  {
    label: 'menu.feeds',
    entries: [
      { label: 'menu.feed-calendar', path: 'feedCalendar', needs: 'feed.read' },
      { label: 'menu.feed-calendar', path: 'feedTimeliness', needs: 'feed.calendar' },
      { label: 'menu.feed-offices', path: 'feedOffices', needs: 'feed.offices' },
      { label: 'menu.feed-upload', path: 'feeds', needs: 'feed.submit' },
      { label: 'menu.feed-results', path: 'feedResults', needs: 'feed.read' },
      { label: 'menu.pushes', path: 'pushes', needs: 'push.read' },
    ],
  },
  { label: 'menu.papers', entries: [{ label: 'menu.printing', path: 'papers', needs: 'paper.read' }] },
  {
    label: 'menu.supervision',
    entries: [
      { label: 'menu.reminders', path: 'reminders', needs: 'reminder.read' },
      { label: 'menu.why-late', path: 'whyLate', needs: 'ledger.export' },
      { label: 'menu.report', path: 'report', needs: 'figures.read' },
    ],
  },
  {
    label: 'menu.policy',
    entries: [
      { label: 'menu.documents', path: 'documents', needs: 'policy.read' },
      { label: 'menu.local-rules', path: 'rules', needs: 'policy.read' },
      { label: 'menu.compare', path: 'compare', needs: 'policy.read' },
      { label: 'menu.parameters', path: 'parameters', needs: 'policy.read' },
      { label: 'menu.calendar', path: 'calendar', needs: 'calendar.read' },
      { label: 'menu.trial', path: 'whatIf', needs: 'what-if.read' },
    ],
  },
  {
    label: 'menu.system',
    entries: [
      { label: 'menu.accounts', path: 'accounts', needs: 'accounts.read' },
      { label: 'menu.audit', path: 'audit', needs: 'audit.read' },
    ],
  },
];

/** The groups and entries an account with these permissions sees. Groups without an entry are left out. */
export function menuFor(permissions: readonly string[]) {
  return menu
    .map((group) => ({
      label: group.label,
      entries: group.entries
        .filter((entry) => permissions.includes(entry.needs))
        .map((entry) => ({ label: entry.label, to: paths[entry.path] })),
    }))
    .filter((group) => group.entries.length > 0);
}
