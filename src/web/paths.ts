/** Every address of the office client. A page not listed here cannot be reached; tests open each of them. */
export const paths = {
  home: '/',
  signIn: '/sign-in',
  password: '/password',
  ledger: '/ledger',
  leadEntry: '/leads/new',
  register: '/households',
  household: '/households/$id',
  filing: '/filing',
  dispatch: '/dispatch',
  feeds: '/feeds',
  feedBatch: '/feeds/batches/$id',
  feedCalendar: '/feed-calendar',
  feedResults: '/feed-results',
  imports: '/imports',
  import: '/imports/$id',
  matters: '/matters',
  matter: '/matters/$id',
  rules: '/policy/rules',
  parameters: '/policy/parameters',
  documents: '/policy/documents',
  calendar: '/policy/calendar',
  nationalEntry: '/national-entry',
  accounts: '/system/accounts',
} as const;

export type PathName = keyof typeof paths;
