// Made by tools/generate-schema.ts from the migrated database. Do not edit.
import type { ColumnType, Generated, GeneratedAlways } from 'kysely';
import type { PlainDate } from '#domain/values/plain-date.ts';

/** Read as a value, written as JSON text. */
export type Json = ColumnType<unknown, string, string>;

export interface AccountsTable {
  id: string;
  login: string;
  name: string;
  role: string;
  policy: Generated<boolean>;
  county: number | null;
  area: number | null;
  department: string | null;
  person: string;
  office: Generated<string>;
  password_hash: string;
  must_change_password: Generated<boolean>;
  failed_logins: Generated<number>;
  locked_until: number | null;
  disabled_at: number | null;
  created_at: number;
  approved_by: string | null;
  created_by: string | null;
}

export interface ActSealsTable {
  county: number;
  matter: string;
  seq: number;
  seal: number;
  position: number;
}

export interface ActValuesTable {
  county: number;
  matter: string;
  seq: number;
  field: string;
  cipher: Buffer | null;
  salt: Buffer | null;
}

export interface ActsTable {
  county: number;
  matter: string;
  seq: number;
  kind: string;
  body: string;
  actor: string;
  at: number;
  prev_hash: Buffer;
  hash: Buffer;
}

export interface AreasTable {
  area: number;
  from_on: Generated<PlainDate>;
  to_on: PlainDate | null;
  county: number | null;
  level: string;
  code: string | null;
  name: string;
  parent: number | null;
  name_initials: Generated<string>;
  sort_key: Generated<string>;
}

export interface AuditLogTable {
  id: GeneratedAlways<number>;
  county: number;
  at: number;
  actor: string;
  kind: string;
  subject: Generated<string[]>;
  result: string;
  reason: string | null;
  request_id: string | null;
  address: string | null;
}

export interface AuditSealsTable {
  county: number;
  place: number;
  entry: number;
  prev_hash: Buffer;
  hash: Buffer;
}

export interface BatchRowsTable {
  county: number;
  batch: string;
  sheet: Generated<string>;
  row_no: number;
  outcome: string;
  faults: Generated<Json>;
  cells: Buffer | null;
  matter: string | null;
  household: string | null;
}

export interface BatchesTable {
  county: number;
  id: string;
  kind: string;
  feed: string | null;
  department: string | null;
  period: string | null;
  file: string | null;
  file_name: string;
  content_digest: string;
  state: string;
  town: number;
  receipt_no: string | null;
  columns: Generated<Json>;
  counts: Generated<Json>;
  rows_total: Generated<number>;
  rows_done: Generated<number>;
  due_on: PlainDate | null;
  shape: string | null;
  as_of: PlainDate | null;
  area: number | null;
  preview: Buffer | null;
  error: string | null;
  created_by: string;
  created_at: number;
  applied_at: number | null;
  applied_on: PlainDate | null;
  undoes: string | null;
}

export interface CalendarYearsTable {
  year: number;
  version: number;
  notice: string | null;
  published_on: PlainDate | null;
  holidays: PlainDate[];
  make_up_days: PlainDate[];
  loaded_at: number;
  loaded_by: string;
  body: string;
}

export interface ClocksTable {
  county: number;
  matter: string;
  clock: string;
  step: string;
  holder: string | null;
  town: number;
  village: number | null;
  started_on: PlainDate | null;
  due_on: PlainDate | null;
  stop_on: PlainDate | null;
  paused_on: PlainDate | null;
  done_on: PlainDate | null;
  unit: string | null;
  why: string | null;
  clause: string | null;
  inferred: string | null;
  calendar_version: string;
  provisional: Generated<boolean>;
}

export interface ComparisonResultsTable {
  county: number;
  id: string;
  matter: string;
  household: string;
  person: string;
  town: number;
  village: number | null;
  item: string;
  office: string;
  on_day: PlainDate;
  found: boolean;
  result: Buffer;
  by_account: string;
  at: number;
}

export interface CorrectionsTable {
  county: number;
  id: string;
  household: string;
  person: string | null;
  reason: Buffer;
  evidence: Generated<string[]>;
  made_by: string;
  made_by_name: string;
  made_on: PlainDate;
  at: number;
  town: number;
  village: number | null;
}

export interface CountiesTable {
  county: number;
  added_at: number;
}

export interface DataKeysTable {
  key_id: GeneratedAlways<number>;
  county: number;
  year: number;
  master_id: string;
  wrapped: Buffer;
  created_at: number;
}

export interface DepartmentKeysTable {
  county: number;
  id: string;
  department: string;
  label: string;
  secret: Buffer;
  created_by: string;
  created_at: number;
  revoked_by: string | null;
  revoked_at: number | null;
}

export interface DispatchesTable {
  county: number;
  id: string;
  town: number;
  on_day: PlainDate;
  receipt_no: string;
  leads: number;
  by_account: string;
  at: number;
}

export interface EvidenceTable {
  county: number;
  id: string;
  matter: string;
  batch: string | null;
  feed: string | null;
  department: string | null;
  file_name: string | null;
  row_no: number | null;
  facts: Buffer;
  clause: string | null;
  on_day: PlainDate;
  town: number;
  village: number | null;
  at: number;
  withdrawn_on: PlainDate | null;
}

export interface FeedContactsTable {
  county: number;
  department: string;
  name: string;
  phone: Buffer;
  set_by: string;
  set_at: number;
}

export interface FeedFactsTable {
  county: number;
  id: GeneratedAlways<number>;
  department: string;
  feed: string;
  period: string;
  batch: string;
  person_index: Buffer | null;
  household: string | null;
  facts: Json;
  town: number;
  village: number | null;
  row_digest: Buffer | null;
  sheet: string | null;
  row_no: number | null;
  judged: string | null;
}

export interface FeedReceiptsTable {
  county: number;
  period: string;
  feed: string;
  department: string;
  due_on: PlainDate | null;
  received_on: PlainDate;
  nil: boolean;
  made_at: number;
}

export interface FiguresTable {
  county: number;
  town: number;
  day: PlainDate;
  measure: string;
  n: number;
  made_at: number;
}

export interface FilesTable {
  county: number;
  id: string;
  name_cipher: Buffer;
  media_type: string;
  bytes: number;
  hash: Buffer;
  stored_as: string;
  purpose: string;
  town: number;
  village: number | null;
  uploaded_by: string;
  at: number;
  deleted_at: number | null;
}

export interface FilingsTable {
  county: number;
  id: string;
  town: number;
  month: string;
  due_on: PlainDate;
  filed_on: PlainDate;
  filed_by: string;
  filed_by_name: string;
  scan: string;
  rows: number;
  sheet: Buffer;
  sheet_hash: Buffer;
  at: number;
}

export interface HouseholdChangesTable {
  county: number;
  change: string;
  side: number;
  kind: string;
  on_day: PlainDate;
  household: string;
  other: string | null;
  person: string | null;
  households: number;
  persons: number;
  monitored: boolean;
  reason: Buffer | null;
  evidence: Generated<string[]>;
  before: Generated<Json>;
  after: Generated<Json>;
  actor: string;
  actor_name: string;
  at: number;
  undoes: string | null;
  town: number;
  village: number | null;
}

export interface HouseholdMonthsTable {
  county: number;
  month: string;
  household: string;
  town: number;
  village: number | null;
  status: string;
  facts: Json;
  kept_at: number;
}

export interface HouseholdsTable {
  county: number;
  id: string;
  town: number;
  village: number | null;
  head_person: string | null;
  head_name: string;
  head_pinyin: Generated<string>;
  head_initials: Generated<string>;
  member_count: Generated<number>;
  provisional: Generated<boolean>;
  household_number: string | null;
  local_number: string | null;
  village_group: string | null;
  natural_village: string | null;
  address: Buffer | null;
  phone: Buffer | null;
  phone_index: Buffer | null;
  phone_tail: Buffer | null;
  household_type: string | null;
  keeps_policies: boolean | null;
  monitored_category: string | null;
  relocation_site: string | null;
  no_labour_safety_net: boolean | null;
  risks: string[] | null;
  disaster_kind: string | null;
  poverty_cause: string | null;
  identification_standard: string | null;
  first_identified_on: string | null;
  identified_on: string | null;
  risk_cleared: boolean | null;
  clearance_manner: string | null;
  cleared_on: string | null;
  dangerous_housing: boolean | null;
  safe_water: boolean | null;
  net_income_per_person_fen: number | bigint | null;
  monitoring_contact: Buffer | null;
  status: Generated<string>;
  status_since: PlainDate | null;
  episode: Generated<number>;
  left_on: PlainDate | null;
  entered_on: PlainDate | null;
}

export interface IncomesTable {
  county: number;
  id: string;
  household: string;
  town: number;
  village: number | null;
  kind: string;
  window_from: PlainDate | null;
  window_to: PlainDate | null;
  persons: number;
  lines: Json;
  net_fen: number | bigint | null;
  reference_fen: number | bigint | null;
  source: string;
  on_day: PlainDate;
  matter: string | null;
}

export interface InstallationTable {
  only_row: Generated<boolean>;
  kind: string;
  blind_index: string;
  demo_today: PlainDate | null;
  created_at: number;
}

export interface LeadLinesTable {
  county: number;
  matter: string;
  town: number;
  village: number | null;
  household: string | null;
  stage: string;
  channel: string;
  source: string;
  ticket: string | null;
  text: Buffer;
  department: string | null;
  batch: string | null;
  found_on: PlainDate;
  registered_on: PlainDate;
  dispatched_on: PlainDate | null;
  received_on: PlainDate | null;
  feedback_on: PlainDate | null;
  visited_on: PlainDate | null;
  verdict: string | null;
  proposed_verdict: string | null;
  reason: Buffer | null;
  told_on: PlainDate | null;
  told_how: string | null;
  told_written: boolean | null;
  verifiers: Generated<string[]>;
  finished_on: PlainDate | null;
  ended_on: PlainDate | null;
  merged_into: string | null;
  identification: string | null;
  urgent_cause: string | null;
  registered_by: string | null;
  proposed_into: string | null;
  repeats: string | null;
  repeat_state: string | null;
}

export interface MattersTable {
  county: number;
  matter: string;
  no: string;
  procedure: string;
  subject: string;
  household: string | null;
  town: number;
  village: number | null;
  channel: string | null;
  state: string;
  open_steps: Generated<string[]>;
  last_seq: number;
  opened_on: PlainDate;
  closed_on: PlainDate | null;
  policy_hash: string;
}

export interface MeetingsTable {
  county: number;
  id: string;
  town: number;
  village: number | null;
  on_day: PlainDate;
  matters: string[];
  content: Buffer;
  by_account: string;
  at: number;
}

export interface PaperSeriesTable {
  county: number;
  office: number;
  series: string;
  year: number;
  last: number;
}

export interface PapersTable {
  county: number;
  id: string;
  town: number;
  village: number | null;
  form: string;
  title: string;
  office: number;
  issuer: string;
  series: string;
  year: number;
  no: number;
  number: string;
  household: string | null;
  matter: string | null;
  on_day: PlainDate;
  pages: number;
  file: string;
  word: string | null;
  hash: Buffer;
  code: string;
  replaces: string | null;
  reason: Buffer | null;
  policy_hash: string;
  by_account: string;
  by_name: string;
  at: number;
}

export interface PersonDirectoryTable {
  id_index: Buffer;
  county: number;
  person: string;
}

export interface PersonHealthTable {
  county: number;
  person: string;
  household: string;
  town: number;
  village: number | null;
  health: string[] | null;
  disability_category: string | null;
  disability_grade: string | null;
  disability_card: Buffer | null;
  labour: string | null;
  work_place: string | null;
  work_months: number | null;
  employer: string | null;
  public_post: string | null;
  public_post_months: number | null;
  resident_insurance: boolean | null;
  employee_insurance: boolean | null;
  serious_illness_insurance: boolean | null;
  commercial_insurance: boolean | null;
  medical_assistance: boolean | null;
  pension_insurance: boolean | null;
  minimum_allowance: boolean | null;
  extreme_poverty_care: boolean | null;
  extreme_poverty_care_manner: string | null;
  marginal_allowance: boolean | null;
  temporary_assistance: boolean | null;
  orphan: boolean | null;
  unsupported_child: boolean | null;
  compared_on: PlainDate | null;
}

export interface PersonsTable {
  county: number;
  id: string;
  household: string;
  town: number;
  village: number | null;
  name: string;
  name_pinyin: Generated<string>;
  name_initials: Generated<string>;
  name_initials_other: string | null;
  id_kind: string | null;
  id_number: Buffer | null;
  id_index: Buffer | null;
  id_tail: Buffer | null;
  id_masked: string | null;
  person_number: string | null;
  sex: string | null;
  born_on: PlainDate | null;
  ethnicity: string | null;
  political_status: string | null;
  relation: string | null;
  education: string | null;
  schooling: string | null;
  dropout_reason: string | null;
  phone: Buffer | null;
  phone_index: Buffer | null;
  relocated: boolean | null;
  recognised_on: string | null;
  joined_on: PlainDate | null;
  left_on: PlainDate | null;
  left_why: string | null;
}

export interface PolicyPacksTable {
  hash: string;
  pack: string;
  body: string;
  stored_at: number;
  activated_on: PlainDate | null;
  activated_by: string | null;
  confirmed_by: string | null;
}

export interface PolicySettingsTable {
  id: string;
  area: number;
  name: string;
  value: string;
  unit: string | null;
  from_on: PlainDate;
  set_by: string;
  set_by_account: string;
  set_by_office: string;
  document: string | null;
  reason: string;
  confirmed_by: string | null;
  at: number;
  basis: Generated<string[]>;
  suspicious: Generated<string[]>;
  confirmed_note: string | null;
}

export interface PolicyVersionsTable {
  policy_hash: string;
  area_code: string;
  pack_hashes: string[];
  stored_at: number;
}

export interface PrintRunsTable {
  county: number;
  id: string;
  town: number;
  village: number | null;
  what: string;
  title: string;
  items: string[];
  done: Generated<number>;
  failed: Generated<Json>;
  file: string | null;
  pages: Generated<number>;
  by_account: string;
  started_at: number;
  ended_at: number | null;
}

export interface PushListsTable {
  county: number;
  id: string;
  town: number;
  department: string;
  duty: string;
  period: string;
  fields: string[];
  rows: number;
  receipt_no: string;
  due_on: PlainDate | null;
  made_on: PlainDate;
  made_by: string;
  made_by_name: string;
  at: number;
  signed_on: PlainDate | null;
  signed_at: number | null;
  signed_by: string | null;
  signed_by_name: string | null;
}

export interface PushRowsTable {
  county: number;
  list: string;
  no: number;
  department: string;
  town: number;
  event: string;
  on_day: PlainDate;
  cells: Buffer;
}

export interface QualityExceptionsTable {
  county: number;
  id: string;
  household: string;
  person: string | null;
  rule: string;
  reason: Buffer;
  made_by: string;
  made_by_name: string;
  made_on: PlainDate;
  at: number;
  revoked_on: PlainDate | null;
  revoked_by: string | null;
  revoked_by_name: string | null;
  revoke_reason: Buffer | null;
  town: number;
  village: number | null;
}

export interface QualityFindingsTable {
  county: number;
  id: GeneratedAlways<number>;
  household: string;
  person: string | null;
  rule: string;
  rule_group: number;
  cells: string[];
  facts: Generated<Json>;
  blocks: Generated<boolean>;
  found_on: PlainDate;
  found_by: string;
  batch: string | null;
  mended_on: PlainDate | null;
  town: number;
  village: number | null;
}

export interface QualityRunsTable {
  county: number;
  kind: string;
  about: string;
  on_day: PlainDate;
  households: number;
  findings: number;
  at: number;
}

export interface RegistryChangesTable {
  county: number;
  id: GeneratedAlways<number>;
  subject: string;
  subject_id: string;
  household: string;
  field: string;
  old_value: string | null;
  new_value: string | null;
  cipher: Buffer | null;
  source: string;
  source_on: PlainDate | null;
  batch: string | null;
  matter: string | null;
  seq: number | null;
  actor: string;
  at: number;
  town: number;
  village: number | null;
}

export interface RegistryDifferencesTable {
  county: number;
  id: GeneratedAlways<number>;
  batch: string;
  subject: string;
  subject_id: string;
  household: string;
  field: string;
  current_value: string | null;
  current_source: string;
  offered_value: string | null;
  offered_source: string;
  offered_on: PlainDate | null;
  reason: string | null;
  cipher: Buffer | null;
  decided: string | null;
  decided_by: string | null;
  decided_at: number | null;
  town: number;
  village: number | null;
  target: string | null;
  note: Buffer | null;
}

export interface RequestsTable {
  county: number;
  request_id: string;
  actor: string;
  digest: string;
  answer: string | null;
  at: number;
}

export interface SealsTable {
  county: number;
  no: number;
  root: Buffer;
  prev_root: Buffer;
  count: number;
  at: number;
}

export interface SessionsTable {
  token_hash: Buffer;
  account: string;
  created_at: number;
  seen_at: number;
  ends_at: number;
  address: string | null;
}

export interface StaffTable {
  county: number;
  id: string;
  area: number;
  name: string;
  created_at: number;
  left_on: PlainDate | null;
}

export interface TransfersTable {
  county: number;
  id: string;
  direction: string;
  other_county: number;
  other_name: string;
  household: string | null;
  state: string;
  payload: Buffer | null;
  reason: Buffer | null;
  answer: Buffer | null;
  asked_on: PlainDate;
  answered_on: PlainDate | null;
  actor: string;
  at: number;
  town: number;
  village: number | null;
}

export interface WhatIfsTable {
  county: number;
  id: string;
  question: Json;
  answer: Json;
  made_by: string;
  made_by_name: string;
  made_on: PlainDate;
  at: number;
}

export interface Database {
  accounts: AccountsTable;
  act_seals: ActSealsTable;
  act_values: ActValuesTable;
  acts: ActsTable;
  areas: AreasTable;
  audit_log: AuditLogTable;
  audit_seals: AuditSealsTable;
  batch_rows: BatchRowsTable;
  batches: BatchesTable;
  calendar_years: CalendarYearsTable;
  clocks: ClocksTable;
  comparison_results: ComparisonResultsTable;
  corrections: CorrectionsTable;
  counties: CountiesTable;
  data_keys: DataKeysTable;
  department_keys: DepartmentKeysTable;
  dispatches: DispatchesTable;
  evidence: EvidenceTable;
  feed_contacts: FeedContactsTable;
  feed_facts: FeedFactsTable;
  feed_receipts: FeedReceiptsTable;
  figures: FiguresTable;
  files: FilesTable;
  filings: FilingsTable;
  household_changes: HouseholdChangesTable;
  household_months: HouseholdMonthsTable;
  households: HouseholdsTable;
  incomes: IncomesTable;
  installation: InstallationTable;
  lead_lines: LeadLinesTable;
  matters: MattersTable;
  meetings: MeetingsTable;
  paper_series: PaperSeriesTable;
  papers: PapersTable;
  person_directory: PersonDirectoryTable;
  person_health: PersonHealthTable;
  persons: PersonsTable;
  policy_packs: PolicyPacksTable;
  policy_settings: PolicySettingsTable;
  policy_versions: PolicyVersionsTable;
  print_runs: PrintRunsTable;
  push_lists: PushListsTable;
  push_rows: PushRowsTable;
  quality_exceptions: QualityExceptionsTable;
  quality_findings: QualityFindingsTable;
  quality_runs: QualityRunsTable;
  registry_changes: RegistryChangesTable;
  registry_differences: RegistryDifferencesTable;
  requests: RequestsTable;
  seals: SealsTable;
  sessions: SessionsTable;
  staff: StaffTable;
  transfers: TransfersTable;
  what_ifs: WhatIfsTable;
}
