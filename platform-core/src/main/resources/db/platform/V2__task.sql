-- What the inbox, the workflow bar and the timeline show, written in the transaction that moves the process.
-- The workflow engine's own tables (schema camunda) are never asked for them.

create table platform.task (
    id text collate "C" primary key,
    instance text collate "C" not null,
    process text collate "C" not null,
    step text collate "C" not null,
    name text collate "C" not null,
    case_id uuid not null,
    record_id uuid not null,
    entity text collate "C" not null,
    table_ref text collate "C" not null,
    unit_no int not null,
    row_class smallint not null,
    access_key int not null,
    owner_user uuid,
    roles text[] not null,
    assignee uuid,
    due timestamptz,
    priority int not null,
    created_at timestamptz not null,
    form text collate "C",
    outcomes jsonb not null,
    comment text collate "C",
    -- The inbox's order as plain columns: late first, then urgent; what is never late comes last.
    late_at timestamptz not null generated always as (coalesce(due, 'infinity'::timestamptz)) stored,
    urgency int not null generated always as (-priority) stored
);
create index on platform.task (assignee, late_at, urgency, id);
create index on platform.task (unit_no, late_at, urgency, id) where assignee is null;
create index on platform.task (record_id);
create index on platform.task (case_id);
comment on table platform.task is 'Open tasks; the row goes when the task is done or cancelled.';
comment on column platform.task.case_id is 'The process''s record; record_id is the one that the task is about.';

alter table platform.task enable row level security;
-- Keys as in platform.record, but of the privilege to run, by the table of the task's record.
create policy access on platform.task to casewright_app
    using (
        (select nullif(current_setting('casewright.engine', true), '')) = 'on'
        or assignee = (select nullif(current_setting('casewright.user', true), '')::uuid)
        or access_key = any (nullif(current_setting('casewright.run.' || table_ref, true), '')::int[])
        or row_class = any (nullif(current_setting('casewright.run.' || table_ref, true), '')::int[])
        or (owner_user = (select nullif(current_setting('casewright.user', true), '')::uuid)
            and -1 - row_class = any (nullif(current_setting('casewright.run.' || table_ref, true), '')::int[]))
    )
    with check ((select nullif(current_setting('casewright.engine', true), '')) = 'on');
grant select, insert, update, delete on platform.task to casewright_app;

create table platform.step (
    id uuid primary key,
    case_id uuid not null,
    record_id uuid not null,
    instance text collate "C" not null,
    definition text collate "C" not null,
    process text collate "C" not null,
    kind text collate "C" not null check (kind in ('START', 'TASK', 'MILESTONE', 'END')),
    step text collate "C" not null,
    name text collate "C" not null,
    actor_id uuid not null,
    actor_name text collate "C" not null,
    outcome text collate "C",
    comment text collate "C",
    at timestamptz not null
);
create index on platform.step (case_id, at, id);
create index on platform.step (record_id, at, id) where record_id <> case_id;
comment on table platform.step is 'The way that each process went, kept when the engine has cleaned up. Nothing is ever updated or deleted.';

alter table platform.step enable row level security;
create policy reading on platform.step for select to casewright_app
    using (
        (select nullif(current_setting('casewright.engine', true), '')) = 'on'
        or exists (select 1 from platform.record r where r.id = case_id)
        or exists (select 1 from platform.record r where r.id = record_id)
    );
create policy writing on platform.step for insert to casewright_app
    with check ((select nullif(current_setting('casewright.engine', true), '')) = 'on');
grant select, insert on platform.step to casewright_app;
