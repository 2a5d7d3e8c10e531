-- Leads as ledger lines, their evidence, and the monthly filing of the ledger.

create table lead_lines (
  county integer not null,
  matter uuid not null,
  town integer not null,
  village integer,
  household uuid,
  stage text not null,
  channel text not null,
  source text not null,
  ticket text,
  text bytea not null,
  department text,
  batch uuid,
  found_on date not null,
  registered_on date not null,
  dispatched_on date,
  received_on date,
  feedback_on date,
  visited_on date,
  verdict text,
  proposed_verdict text,
  reason bytea,
  told_on date,
  told_how text,
  told_written boolean,
  verifiers uuid[] not null default '{}',
  finished_on date,
  ended_on date,
  merged_into uuid,
  identification uuid,
  urgent_cause text,
  registered_by uuid,
  primary key (county, matter)
);
comment on column lead_lines.finished_on is '办结日期, column 13';
comment on column lead_lines.ended_on is 'Day the line left the books: written off, returned, merged, withdrawn or moved out';
comment on table lead_lines is 'Projection of a lead''s acts: one line of 台账. Rebuild must find no difference. text and reason are encrypted.';
create index lead_lines_by_town on lead_lines (county, town, stage);
create index lead_lines_by_village on lead_lines (county, village, stage);
create index lead_lines_by_household on lead_lines (county, household);
create unique index lead_lines_one_gathering on lead_lines (county, household) where stage = 'gathering' and household is not null;
create unique index lead_lines_ticket_once on lead_lines (county, source, ticket) where ticket is not null and stage <> 'withdrawn';

create table evidence (
  county integer not null,
  id uuid not null,
  matter uuid not null,
  batch uuid,
  feed text,
  department text,
  file_name text,
  row_no integer,
  facts bytea not null,
  clause text,
  on_day date not null,
  town integer not null,
  village integer,
  at bigint not null,
  primary key (county, id)
);
comment on table evidence is 'Why a lead exists: file, row, values (encrypted JSON of label to value), clause, day.';
create index evidence_by_matter on evidence (county, matter);

create table feed_facts (
  county integer not null,
  id bigint generated always as identity,
  department text not null,
  feed text not null,
  period text not null,
  batch uuid not null,
  person_index bytea,
  household uuid,
  facts jsonb not null,
  town integer not null,
  village integer,
  primary key (county, id)
);
comment on table feed_facts is 'What departments delivered, kept even where it raised nothing. facts hold coded values only.';
create index feed_facts_by_person on feed_facts (county, person_index, feed);

create table dispatches (
  county integer not null,
  id uuid not null,
  town integer not null,
  on_day date not null,
  receipt_no text not null,
  leads integer not null,
  by_account uuid not null,
  at bigint not null,
  primary key (county, id)
);
comment on table dispatches is '汇总下发: one act of the county, one receipt a township.';

create table filings (
  county integer not null,
  id uuid not null,
  town integer not null,
  month text not null,
  due_on date not null,
  filed_on date not null,
  filed_by uuid not null,
  filed_by_name text not null,
  scan uuid not null,
  rows integer not null,
  sheet bytea not null,
  sheet_hash bytea not null,
  at bigint not null,
  primary key (county, id),
  constraint filings_once unique (county, town, month)
);
comment on table filings is '台账报备: sheet = the encrypted frozen rows as JSON; later changes of these lines are corrections, computed against it.';

alter table lead_lines enable row level security;
alter table lead_lines force row level security;
create policy lead_lines_owner on lead_lines to shouwang_owner using (true) with check (true);
create policy lead_lines_area on lead_lines to shouwang_app
  using (county = (select my_county()) and (town = any ((select my_towns())::integer[]) or village = any ((select my_villages())::integer[])))
  with check (county = (select my_county()));
alter table evidence enable row level security;
alter table evidence force row level security;
create policy evidence_owner on evidence to shouwang_owner using (true) with check (true);
create policy evidence_area on evidence to shouwang_app
  using (county = (select my_county()) and (town = any ((select my_towns())::integer[]) or village = any ((select my_villages())::integer[])
    or department = nullif(current_setting('app.department', true), '')))
  with check (county = (select my_county()));
alter table feed_facts enable row level security;
alter table feed_facts force row level security;
create policy feed_facts_owner on feed_facts to shouwang_owner using (true) with check (true);
create policy feed_facts_scope on feed_facts to shouwang_app
  using (county = (select my_county()) and (town = any ((select my_towns())::integer[])
    or department = nullif(current_setting('app.department', true), '')))
  with check (county = (select my_county()));
alter table dispatches enable row level security;
alter table dispatches force row level security;
create policy dispatches_owner on dispatches to shouwang_owner using (true) with check (true);
create policy dispatches_area on dispatches to shouwang_app
  using (county = (select my_county()) and town = any ((select my_towns())::integer[]))
  with check (county = (select my_county()));
alter table filings enable row level security;
alter table filings force row level security;
create policy filings_owner on filings to shouwang_owner using (true) with check (true);
create policy filings_area on filings to shouwang_app
  using (county = (select my_county()) and town = any ((select my_towns())::integer[]))
  with check (county = (select my_county()));

grant select, insert, update on lead_lines, evidence to shouwang_app;
grant select, insert on feed_facts, dispatches, filings to shouwang_app;
