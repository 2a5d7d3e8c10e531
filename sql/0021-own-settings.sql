-- Values offices set are public and read by everybody whose rules they change: a city's by all its counties. They are
-- entered and confirmed for the own area only.
create function my_area() returns integer language sql stable parallel safe
  as $$ select nullif(current_setting('app.area', true), '')::integer $$;

alter table policy_settings enable row level security;
alter table policy_settings force row level security;
create policy policy_settings_owner on policy_settings to shouwang_owner using (true) with check (true);
create policy policy_settings_read on policy_settings for select to shouwang_app using (true);
create policy policy_settings_enter on policy_settings for insert to shouwang_app with check (area = (select my_area()));
create policy policy_settings_confirm on policy_settings for update to shouwang_app
  using (area = (select my_area())) with check (area = (select my_area()));
