-- Papers: numbered without gaps, kept as printed; a queue for printing many.

create table paper_series (
  county integer not null references counties,
  office integer not null,
  series text not null,
  year integer not null,
  last integer not null,
  primary key (county, office, series, year)
);
comment on table paper_series is 'The last number given by an area''s office in a series and year: counted up in the transaction that keeps the paper, so that no number is missing.';
alter table paper_series enable row level security;
alter table paper_series force row level security;
create policy paper_series_owner on paper_series to shouwang_owner using (true) with check (true);
create policy paper_series_county on paper_series to shouwang_app
  using (county = (select my_county())) with check (county = (select my_county()));
grant select, insert, update (last) on paper_series to shouwang_app;

create table papers (
  county integer not null,
  id uuid not null,
  town integer not null,
  village integer,
  form text not null,
  title text not null,
  office integer not null,
  issuer text not null,
  series text not null,
  year integer not null,
  no integer not null,
  number text not null,
  household uuid,
  matter uuid,
  on_day date not null,
  pages integer not null,
  file uuid not null,
  word uuid,
  hash bytea not null,
  code text not null,
  replaces uuid,
  reason bytea,
  policy_hash text not null,
  by_account uuid not null,
  by_name text not null,
  at bigint not null,
  primary key (county, id),
  constraint papers_numbered_once unique (county, office, series, year, no),
  constraint papers_replaced_once unique (county, replaces)
);
comment on table papers is 'Papers given out: the bytes stand in files, hash is SM3 of them. Never changed: a corrected paper is another one that says which it replaces. reason is encrypted.';
create index papers_by_code on papers (county, code);
create index papers_by_town on papers (county, town, at);
create index papers_by_village on papers (county, village, at);
create index papers_by_household on papers (county, household);
create index papers_by_matter on papers (county, matter);
alter table papers enable row level security;
alter table papers force row level security;
create policy papers_owner on papers to shouwang_owner using (true) with check (true);
create policy papers_area on papers to shouwang_app
  using (county = (select my_county()) and (town = any ((select my_towns())::integer[]) or village = any ((select my_villages())::integer[])))
  with check (county = (select my_county()) and (town = any ((select my_towns())::integer[]) or village = any ((select my_villages())::integer[])));
grant select, insert on papers to shouwang_app;

create table print_runs (
  county integer not null,
  id uuid not null,
  town integer not null,
  village integer,
  what text not null,
  title text not null,
  items text[] not null,
  done integer not null default 0,
  failed jsonb not null default '[]',
  file uuid,
  pages integer not null default 0,
  by_account uuid not null,
  started_at bigint not null,
  ended_at bigint,
  primary key (county, id)
);
comment on table print_runs is 'Printing many: what is to be printed (ids), how far it has come, what could not be printed and why, and the one file in the end.';
create index print_runs_by_town on print_runs (county, town, started_at);
alter table print_runs enable row level security;
alter table print_runs force row level security;
create policy print_runs_owner on print_runs to shouwang_owner using (true) with check (true);
create policy print_runs_area on print_runs to shouwang_app
  using (county = (select my_county()) and (town = any ((select my_towns())::integer[]) or village = any ((select my_villages())::integer[])))
  with check (county = (select my_county()) and (town = any ((select my_towns())::integer[]) or village = any ((select my_villages())::integer[])));
grant select, insert, update (done, failed, file, pages, ended_at) on print_runs to shouwang_app;
