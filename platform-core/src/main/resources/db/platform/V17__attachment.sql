-- Files that records hold. A record's own row says what is known of its file; the content lies here, in the same database, so
-- that both commit together and one backup has both.

-- What stands in a record's row; a type of its own, so that no other JSON is ever taken for a file.
create domain platform.attached as jsonb check (
    value is null
    or (jsonb_typeof(value -> 'id') = 'string'
        and jsonb_typeof(value -> 'name') = 'string'
        and jsonb_typeof(value -> 'type') = 'string'
        and jsonb_typeof(value -> 'size') = 'number'
        and jsonb_typeof(value -> 'sha256') = 'string')
);

create table platform.attachment (
    id uuid primary key,
    name text collate "C" not null check (length(name) between 1 and 200),
    media_type text collate "C" not null check (length(media_type) between 3 and 150),
    size bigint not null check (size > 0),
    sha256 text collate "C" not null check (sha256 ~ '^[0-9a-f]{64}$'),
    created_at timestamptz not null,
    created_by uuid not null,
    record_id uuid,
    table_ref text collate "C",
    column_name text collate "C",
    bound_at timestamptz,
    check (num_nulls(record_id, table_ref, column_name, bound_at) in (0, 4))
);
create index on platform.attachment (created_by, created_at) where record_id is null;
create index on platform.attachment (created_at) where record_id is null;
create index on platform.attachment (record_id) where record_id is not null;
create index on platform.attachment (table_ref, column_name) where record_id is not null;
comment on table platform.attachment is
    'Files: uploads that belong to nobody but who sent them, until a record takes one; from then on nothing of it changes.';
comment on column platform.attachment.table_ref is 'schema.table and column that took it; kept though the record may hold another by now.';

create table platform.attachment_part (
    attachment_id uuid not null references platform.attachment on delete cascade,
    number int not null check (number >= 0),
    content bytea not null check (length(content) between 1 and 262144),
    primary key (attachment_id, number)
);
-- What people attach is compressed already.
alter table platform.attachment_part alter column content set storage external;
comment on table platform.attachment_part is 'Contents in pieces, so that no file is ever whole in memory.';

alter table platform.attachment enable row level security;
create policy reading on platform.attachment for select to casewright_app
    using (
        (select nullif(current_setting('casewright.engine', true), '')) = 'on'
        or (record_id is null and created_by = (select nullif(current_setting('casewright.user', true), '')::uuid))
        or exists (select 1 from platform.record r where r.id = record_id)
    );
create policy adding on platform.attachment for insert to casewright_app
    with check (
        record_id is null
        and ((select nullif(current_setting('casewright.engine', true), '')) = 'on'
            or created_by = (select nullif(current_setting('casewright.user', true), '')::uuid))
    );
-- Taken once, by the engine, when access was decided; never again.
create policy taking on platform.attachment for update to casewright_app
    using (record_id is null and (select nullif(current_setting('casewright.engine', true), '')) = 'on')
    with check (record_id is not null);
create policy forgetting on platform.attachment for delete to casewright_app
    using (record_id is null and (select nullif(current_setting('casewright.engine', true), '')) = 'on');
grant select, insert, delete on platform.attachment to casewright_app;
grant update (record_id, table_ref, column_name, bound_at) on platform.attachment to casewright_app;

alter table platform.attachment_part enable row level security;
create policy reading on platform.attachment_part for select to casewright_app
    using (exists (select 1 from platform.attachment a where a.id = attachment_id));
create policy adding on platform.attachment_part for insert to casewright_app
    with check (exists (select 1 from platform.attachment a where a.id = attachment_id and a.record_id is null));
grant select, insert on platform.attachment_part to casewright_app;
