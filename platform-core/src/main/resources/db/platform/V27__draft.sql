-- What somebody has begun to enter and not saved yet, and which records somebody has opened lately. Nobody else reads it, not
-- even the engine; no history knows of it.

create table platform.draft (
    id uuid primary key,
    account_id uuid not null references platform.account,
    place text collate "C" not null check (length(place) between 1 and 1000),
    entity text collate "C" not null,
    record_id uuid,
    version bigint,
    content jsonb not null check (jsonb_typeof(content) = 'object'),
    begun_at timestamptz not null,
    saved_at timestamptz not null,
    check (num_nulls(record_id, version) in (0, 2))
);
create index on platform.draft (account_id, saved_at);
create index on platform.draft (saved_at);
comment on table platform.draft is 'Forms with input that is not saved; gone when it is saved or discarded, and some days after its last change.';
comment on column platform.draft.place is 'The address of the page, below the application''s own.';
comment on column platform.draft.version is 'Of the record, when the form was opened; null for a new record.';

create table platform.recent (
    account_id uuid not null references platform.account,
    record_id uuid not null,
    entity text collate "C" not null,
    at timestamptz not null,
    primary key (account_id, record_id)
);
create index on platform.recent (account_id, at);
comment on table platform.recent is 'Records whose pages somebody has opened lately, to find them again.';

alter table platform.draft enable row level security;
create policy own on platform.draft to casewright_app
    using (account_id = (select nullif(current_setting('casewright.user', true), '')::uuid))
    with check (account_id = (select nullif(current_setting('casewright.user', true), '')::uuid));
grant select, insert, update, delete on platform.draft to casewright_app;
alter table platform.recent enable row level security;
create policy own on platform.recent to casewright_app
    using (account_id = (select nullif(current_setting('casewright.user', true), '')::uuid))
    with check (account_id = (select nullif(current_setting('casewright.user', true), '')::uuid));
grant select, insert, update, delete on platform.recent to casewright_app;

-- Those of people who do not come back go too, though nobody but them could see which they are.
create function platform.forget_drafts(before timestamptz) returns int
    language plpgsql security definer set search_path = platform, pg_temp as $$
declare
    gone int;
begin
    delete from draft where saved_at < before;
    get diagnostics gone = row_count;
    return gone;
end $$;
revoke execute on function platform.forget_drafts(timestamptz) from public;
grant execute on function platform.forget_drafts(timestamptz) to casewright_app;
