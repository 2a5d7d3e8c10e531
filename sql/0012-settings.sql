-- A value that looks wrong waits for a second person; a value may have to say what it rests on.
alter table policy_settings
  add column basis text[] not null default '{}',
  add column suspicious text[] not null default '{}',
  add column confirmed_note text;
comment on column policy_settings.suspicious is 'Why the value looked wrong when it was entered: it counts only once confirmed_by is filled, by another account.';
grant update (confirmed_note) on policy_settings to shouwang_app;
