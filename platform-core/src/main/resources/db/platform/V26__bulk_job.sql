-- The same change to many records: one job, each record in a transaction of its own, in which its row here is marked as well, so
-- that a job whose node was killed goes on where it was, and changes nothing twice.
create table platform.bulk_job (
    id uuid primary key,
    account_id uuid not null references platform.account,
    entity text collate "C" not null,
    content jsonb not null check (jsonb_typeof(content) = 'object'),
    reason text,
    language text collate "C" not null,
    extent text collate "C" not null,
    modules text[] not null,
    state text collate "C" not null check (state in ('RUNNING', 'DONE', 'CANCELLED', 'STOPPED')),
    records int not null check (records > 0),
    begun_at timestamptz not null,
    touched_at timestamptz not null,
    ended_at timestamptz,
    check ((state = 'RUNNING') = (ended_at is null))
);
create index on platform.bulk_job (account_id, begun_at desc);
create index on platform.bulk_job (touched_at) where state = 'RUNNING';
comment on table platform.bulk_job is 'Changes of many records at once, as one person asked for them.';
comment on column platform.bulk_job.content is 'The values that each record gets.';
comment on column platform.bulk_job.extent is 'With modules: how much of the account''s rights the credential carried by which it was asked for.';
comment on column platform.bulk_job.state is 'STOPPED: whoever asked for it may sign in no more.';
comment on column platform.bulk_job.touched_at is 'When some node last worked at it: one that was left is taken up by any.';

create table platform.bulk_row (
    job_id uuid not null references platform.bulk_job on delete cascade,
    place int not null,
    record_id uuid not null,
    version bigint not null,
    state text collate "C" not null check (state in ('WAITING', 'CHANGED', 'FAILED')),
    problems jsonb,
    primary key (job_id, place),
    check ((state = 'FAILED') = (problems is not null))
);
create index on platform.bulk_row (job_id, place) where state = 'WAITING';
create index on platform.bulk_row (job_id, place) where state = 'FAILED';
comment on column platform.bulk_row.version is 'Of the record when it was chosen; one that was changed since is not changed again.';
comment on column platform.bulk_row.problems is 'Why it was not changed, in the language of whoever asked: [{pointer, code, message}].';

alter table platform.bulk_job enable row level security;
create policy own on platform.bulk_job to casewright_app
    using (account_id = (select nullif(current_setting('casewright.user', true), '')::uuid))
    with check (account_id = (select nullif(current_setting('casewright.user', true), '')::uuid));
create policy engine on platform.bulk_job to casewright_app
    using ((select nullif(current_setting('casewright.engine', true), '')) = 'on')
    with check ((select nullif(current_setting('casewright.engine', true), '')) = 'on');
grant select, insert, delete on platform.bulk_job to casewright_app;
grant update (state, touched_at, ended_at) on platform.bulk_job to casewright_app;

alter table platform.bulk_row enable row level security;
create policy own on platform.bulk_row to casewright_app
    using (exists (select 1 from platform.bulk_job j where j.id = bulk_row.job_id))
    with check (exists (select 1 from platform.bulk_job j where j.id = bulk_row.job_id));
grant select, insert on platform.bulk_row to casewright_app;
grant update (state, problems) on platform.bulk_row to casewright_app;
