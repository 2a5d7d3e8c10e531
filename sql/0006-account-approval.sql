-- A new account waits until the security administrator has approved it: who makes accounts does not let them in.
alter table accounts add column approved_by uuid references accounts;
alter table accounts add column created_by uuid references accounts;
comment on column accounts.approved_by is 'Security administrator who let the account in; null for the first administrators and while it waits (disabled_at is set then).';
