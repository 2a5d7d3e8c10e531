-- Rows are added and changed only where they may be seen: not only the county, the township and village are checked too.
-- Files are left out: a department hands a file in for the county to read.

alter policy matters_area on matters
  with check (county = (select my_county()) and (town = any ((select my_towns())::integer[]) or village = any ((select my_villages())::integer[])));
alter policy clocks_area on clocks
  with check (county = (select my_county()) and (town = any ((select my_towns())::integer[]) or village = any ((select my_villages())::integer[])));
alter policy households_area on households
  with check (county = (select my_county()) and (town = any ((select my_towns())::integer[]) or village = any ((select my_villages())::integer[])));
alter policy persons_area on persons
  with check (county = (select my_county()) and (town = any ((select my_towns())::integer[]) or village = any ((select my_villages())::integer[])));
alter policy person_health_area on person_health
  with check (county = (select my_county()) and (town = any ((select my_towns())::integer[]) or village = any ((select my_villages())::integer[])));
alter policy incomes_area on incomes
  with check (county = (select my_county()) and (town = any ((select my_towns())::integer[]) or village = any ((select my_villages())::integer[])));
alter policy registry_changes_area on registry_changes
  with check (county = (select my_county()) and (town = any ((select my_towns())::integer[]) or village = any ((select my_villages())::integer[])));
alter policy registry_differences_area on registry_differences
  with check (county = (select my_county()) and (town = any ((select my_towns())::integer[]) or village = any ((select my_villages())::integer[])));
alter policy lead_lines_area on lead_lines
  with check (county = (select my_county()) and (town = any ((select my_towns())::integer[]) or village = any ((select my_villages())::integer[])));
alter policy evidence_area on evidence
  with check (county = (select my_county()) and (town = any ((select my_towns())::integer[]) or village = any ((select my_villages())::integer[])
    or department = nullif(current_setting('app.department', true), '')));
alter policy feed_facts_scope on feed_facts
  with check (county = (select my_county()) and (town = any ((select my_towns())::integer[])
    or department = nullif(current_setting('app.department', true), '')));
alter policy batches_county on batches
  with check (county = (select my_county()) and (town = any ((select my_towns())::integer[])
    or department = nullif(current_setting('app.department', true), '')));
alter policy dispatches_area on dispatches
  with check (county = (select my_county()) and town = any ((select my_towns())::integer[]));
alter policy filings_area on filings
  with check (county = (select my_county()) and town = any ((select my_towns())::integer[]));

-- What hangs on a matter or a batch is added to one that is seen.
alter policy acts_append on acts
  with check (county = (select my_county()) and exists (select 1 from matters m where m.county = acts.county and m.matter = acts.matter));
alter policy act_values_append on act_values
  with check (county = (select my_county()) and exists (select 1 from matters m where m.county = act_values.county and m.matter = act_values.matter));
alter policy batch_rows_of_visible_batches on batch_rows
  with check (county = (select my_county()) and exists (select 1 from batches b where b.county = batch_rows.county and b.id = batch_rows.batch));

comment on table act_seals is 'Which seal an act went into, and its place among the leaves of that seal''s tree.';
comment on table persons is 'People of the register, those who left included. Numbers and phones are encrypted, found by blind index.';
comment on table policy_versions is 'What a matter is pinned to: the ordered documents of an area behind one policy hash.';
