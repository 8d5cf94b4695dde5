-- Records that somebody opens for some hours by saying why, and what people are told in the application itself.

comment on column platform.record_grant.source is
    'What gave it: module/entity#n is the n-th of the entity''s grants; breakGlass, that the grantee broke the glass.';
comment on column platform.record_grant.profile is
    'module/PROFILE: the list of visible properties; breakGlass: what the entity opens then; empty for all that have no field class.';

alter table platform.history add column until timestamptz;
comment on column platform.history.until is 'When what was opened closes again; null for all other lines.';

create table platform.notice (
    id uuid primary key,
    account_id uuid not null references platform.account,
    text_key text collate "C" not null check (length(text_key) between 1 and 100),
    arguments jsonb not null check (jsonb_typeof(arguments) = 'object'),
    entity text collate "C",
    record_id uuid,
    at timestamptz not null,
    read_at timestamptz,
    check (num_nulls(entity, record_id) in (0, 2))
);
create index on platform.notice (account_id, id);
create index on platform.notice (account_id) where read_at is null;
create index on platform.notice (record_id) where record_id is not null;
comment on table platform.notice is
    'What somebody is told in the application; the record''s title is looked up by whoever reads it, under its access.';
comment on column platform.notice.text_key is 'Which sentence it is; what stands in it are the arguments, never markup.';

alter table platform.notice enable row level security;
create policy reading on platform.notice for select to casewright_app
    using (
        (select nullif(current_setting('casewright.engine', true), '')) = 'on'
        or account_id = (select nullif(current_setting('casewright.user', true), '')::uuid)
    );
create policy adding on platform.notice for insert to casewright_app
    with check ((select nullif(current_setting('casewright.engine', true), '')) = 'on');
create policy marking on platform.notice for update to casewright_app
    using (account_id = (select nullif(current_setting('casewright.user', true), '')::uuid));
grant select, insert on platform.notice to casewright_app;
grant update (read_at) on platform.notice to casewright_app;
