/**
 * Tables with a column `county` that need no row-level security, each with its reason. Any other table with that column
 * must have it: a new one fails by name.
 */
export const openToAll: Readonly<Record<string, string>> = {
  counties: 'numbers of counties, no people',
  areas: 'published divisions, no people',
  accounts: 'signing in asks for the account before any scope is known',
  department_keys:
    'a signed call names its key before any scope is known; secrets are sealed with the key of the county',
  data_keys: 'wrapped keys: useless without the master key, which is no part of the database',
  person_directory: 'blind index to county across counties, for people who moved; answers the county only',
};

/** Tables without a column `county`, each with its reason. */
export const withoutCounty: Readonly<Record<string, string>> = {
  installation: 'one row for the whole installation',
  sessions: 'of accounts; only hashes of tokens',
  policy_settings: 'values offices of any level set; no people',
  policy_packs: 'documents',
  policy_versions: 'lists of documents',
  calendar_years: 'State Council notices',
  schema_migrations: 'which files of sql/ have run',
};

/** Secured tables whose key does not begin with the county, each with its reason. */
export const keyWithoutCounty: Readonly<Record<string, string>> = {
  audit_log: 'one order over all counties, sign-ins belong to none; read by the index (county, at)',
};

/** Tables of which the application may add rows and never change or take away any. */
export const appendOnly: readonly string[] = [
  'acts',
  'act_values',
  'act_seals',
  'seals',
  'audit_log',
  'audit_seals',
  'registry_changes',
  'household_changes',
  'corrections',
  'quality_runs',
  'filings',
  'papers',
  'incomes',
  'meetings',
  'comparison_results',
  'feed_facts',
  'household_months',
  'what_ifs',
  'push_rows',
  'dispatches',
  'policy_packs',
  'policy_versions',
  'calendar_years',
  'data_keys',
  'counties',
  'person_directory',
];

/** Append-only but for single columns that say what became of the row. */
export const appendOnlyBut: Readonly<Record<string, readonly string[]>> = {
  policy_settings: ['confirmed_by', 'confirmed_note'],
  installation: ['demo_today'],
  areas: ['to_on'],
  files: ['deleted_at'],
  push_lists: ['signed_on', 'signed_at', 'signed_by', 'signed_by_name'],
  department_keys: ['revoked_by', 'revoked_at'],
  requests: ['answer'],
  paper_series: ['last'],
  print_runs: ['done', 'failed', 'file', 'pages', 'ended_at'],
};
