-- The platform's own tables: those that no definition file speaks of.
-- The owner's role runs this; casewright_app exists, owns nothing, and passes by no policy.

grant usage on schema platform to casewright_app;

-- Units and accounts -------------------------------------------------------------------------------------------------

create table platform.unit (
    number int primary key generated always as identity,
    id uuid not null unique,
    code text collate "C" not null unique check (code ~ '^[A-Z][A-Z0-9]{1,7}$'),
    name text collate "C" not null check (length(name) between 1 and 200),
    parent int references platform.unit,
    zone text collate "C" not null default 'UTC',
    calendar text collate "C",
    status text collate "C" not null default 'ACTIVE' check (status in ('ACTIVE', 'CLOSED')),
    -- 64 row classes a unit, in one int: unit * 64 + class.
    check (number between 1 and 30000000),
    check (parent is distinct from number)
);
create index on platform.unit (parent);
comment on table platform.unit is 'Business units, a tree. Numbers stand on records, so that moving a unit rewrites none.';

create table platform.account (
    id uuid primary key,
    name text collate "C" not null unique check (length(name) between 1 and 100 and name = lower(name)),
    title text collate "C" not null check (length(title) between 1 and 200),
    unit_no int references platform.unit,
    status text collate "C" not null default 'ACTIVE' check (status in ('ACTIVE', 'DISABLED', 'SYSTEM')),
    created_at timestamptz not null default now(),
    check (status = 'SYSTEM' or unit_no is not null)
);
create index on platform.account (unit_no);
comment on table platform.account is
    'People who sign in, and the engine and processes, who never do. Never deleted: records and history name them.';
insert into platform.account (id, name, title, status) values
    ('00000000-0000-0000-0000-000000000001', 'engine', 'System', 'SYSTEM');

create table platform.credential (
    account_id uuid primary key references platform.account,
    hash text collate "C" not null,
    changed_at timestamptz not null default now(),
    must_change boolean not null default false
);
comment on table platform.credential is 'Password hashes; apart, so that nothing else reads them.';

create table platform.sign_in_failure (
    name_hash bytea primary key check (length(name_hash) = 32),
    failures int not null,
    last_at timestamptz not null,
    locked_until timestamptz
);
create index on platform.sign_in_failure (last_at);
comment on table platform.sign_in_failure is
    'Failed sign-ins by SHA-256 of the name that was given, whether or not there is such an account: both answer alike.';

create table platform.account_role (
    account_id uuid not null references platform.account,
    role text collate "C" not null,
    primary key (account_id, role)
);
comment on table platform.account_role is 'Roles by their global ids, as modules declare them.';

create table platform.account_unit (
    account_id uuid not null references platform.account,
    unit_no int not null references platform.unit,
    until timestamptz,
    primary key (account_id, unit_no)
);
comment on table platform.account_unit is 'Units for which an account acts beside its own; until null: without end.';

create table platform.token (
    id uuid primary key,
    account_id uuid not null references platform.account,
    title text collate "C" not null check (length(title) between 1 and 200),
    hash bytea not null unique check (length(hash) = 32),
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    revoked_at timestamptz
);
create index on platform.token (account_id);
comment on table platform.token is 'Personal access tokens: SHA-256 of 256 random bits, never the token.';

-- Whatever decides what an actor may do raises the version, so that what is remembered about actors can be forgotten.
create table platform.access_version (
    one boolean primary key default true check (one),
    version bigint not null
);
insert into platform.access_version (version) values (1);
comment on table platform.access_version is 'One row; raised at each change of units, accounts, roles, passwords and tokens.';

create function platform.raise_access_version() returns trigger
    language plpgsql security definer set search_path = platform, pg_temp as $$
begin
    update platform.access_version set version = version + 1;
    return null;
end $$;
revoke execute on function platform.raise_access_version() from public;

create trigger access_version after insert or update or delete on platform.unit
    for each statement execute function platform.raise_access_version();
create trigger access_version after insert or update or delete on platform.account
    for each statement execute function platform.raise_access_version();
create trigger access_version after insert or update or delete on platform.account_role
    for each statement execute function platform.raise_access_version();
create trigger access_version after insert or update or delete on platform.account_unit
    for each statement execute function platform.raise_access_version();
create trigger access_version after update or delete on platform.token
    for each statement execute function platform.raise_access_version();
create trigger access_version after update of hash, must_change on platform.credential
    for each statement execute function platform.raise_access_version();

grant select, insert, update on platform.unit, platform.account, platform.credential, platform.token to casewright_app;
grant select, insert, update, delete on platform.account_role, platform.account_unit, platform.sign_in_failure to casewright_app;
grant select on platform.access_version to casewright_app;

-- Releases -----------------------------------------------------------------------------------------------------------

create table platform.release (
    number bigint primary key check (number > 0),
    hash text collate "C" not null check (hash ~ '^[0-9a-f]{64}$'),
    state text collate "C" not null check (state in ('SWITCHED', 'FINISHED')),
    author text collate "C" not null,
    at timestamptz not null default now(),
    files bytea not null,
    plan jsonb not null
);
comment on table platform.release is 'Each release: the files as a zip, their SHA-256, and the plan that was carried out.';
comment on column platform.release.state is 'SWITCHED: served, its reference data still to be brought in; FINISHED: all done.';

create table platform.demo (
    module text collate "C" primary key,
    at timestamptz not null
);
comment on table platform.demo is 'Modules whose demonstration records are in the database.';

create table platform.row_class (
    entity text collate "C" not null,
    name text collate "C" not null,
    number smallint not null check (number between 1 and 63),
    primary key (entity, name),
    unique (entity, number)
);
comment on table platform.row_class is 'Numbers of row classes, given once; 0 stands for every class that has none.';

create table platform.setting (
    module text collate "C" not null,
    name text collate "C" not null,
    unit_no int not null default 0,
    value jsonb not null,
    primary key (module, name, unit_no)
);
comment on table platform.setting is 'Values that an organisation set; unit 0 is everywhere. What has no row has the definition''s default.';

create table platform.sequence (
    scope text collate "C" primary key,
    next bigint not null check (next > 0)
);
comment on table platform.sequence is 'The next number of each scope; gaps are allowed, reuse is not.';

grant select on platform.release, platform.row_class to casewright_app;
grant select, insert on platform.demo to casewright_app;
grant select, insert, update, delete on platform.setting to casewright_app;
grant select, insert, update on platform.sequence to casewright_app;

-- The registry of records --------------------------------------------------------------------------------------------

create table platform.record (
    id uuid primary key,
    entity text collate "C" not null,
    table_ref text collate "C" not null,
    number text collate "C",
    unit_no int not null,
    row_class smallint not null default 0,
    access_key int not null,
    owner_user uuid,
    title text collate "C",
    updated_at timestamptz not null,
    retired boolean not null default false
);
create index on platform.record (number);
comment on table platform.record is 'One thin row a record of any entity, for look-up by number, tasks, history and recent lists.';
comment on column platform.record.table_ref is 'schema.table: which setting holds the access keys that open the row.';

alter table platform.record enable row level security;
-- Unlike an entity's own table, each row names its setting; rows are found by id or number, so that costs little.
create policy access on platform.record to casewright_app
    using (
        (select nullif(current_setting('casewright.engine', true), '')) = 'on'
        or unit_no = 0
        or access_key = any (nullif(current_setting('casewright.read.' || table_ref, true), '')::int[])
        or row_class = any (nullif(current_setting('casewright.read.' || table_ref, true), '')::int[])
        or (owner_user = (select nullif(current_setting('casewright.user', true), '')::uuid)
            and -1 - row_class = any (nullif(current_setting('casewright.read.' || table_ref, true), '')::int[]))
    )
    with check ((select nullif(current_setting('casewright.engine', true), '')) = 'on');
grant select, insert, update on platform.record to casewright_app;

-- History ------------------------------------------------------------------------------------------------------------

create sequence platform.history_id;

create table platform.history (
    id bigint not null default nextval('platform.history_id'),
    record_id uuid not null,
    entity text collate "C" not null,
    at timestamptz not null,
    action text collate "C" not null,
    actor_id uuid not null,
    actor_name text collate "C" not null,
    reason text collate "C",
    step text collate "C",
    version bigint not null,
    release bigint not null,
    field_class text collate "C",
    changes jsonb not null,
    primary key (id, at)
) partition by range (at);
create index on platform.history (record_id, at desc, id desc);
-- Takes what falls outside the months made ahead, so that no write ever fails for want of a partition.
create table platform.history_other partition of platform.history default;
comment on table platform.history is 'One row a change and field class: {property: [old, new]}. Nothing is ever updated or deleted.';

alter table platform.history enable row level security;
create policy reading on platform.history for select to casewright_app
    using (
        (select nullif(current_setting('casewright.engine', true), '')) = 'on'
        or exists (select 1 from platform.record r where r.id = history.record_id)
    );
create policy writing on platform.history for insert to casewright_app
    with check ((select nullif(current_setting('casewright.engine', true), '')) = 'on');
grant select, insert on platform.history to casewright_app;
grant usage on sequence platform.history_id to casewright_app;

create function platform.make_history_partitions(first date, months int) returns int
    language plpgsql set search_path = platform, pg_temp as $$
declare
    since timestamptz;
    till timestamptz;
    partition text;
    made int := 0;
begin
    perform pg_advisory_xact_lock(hashtext('casewright history partitions'));
    for i in 0 .. months - 1 loop
        since := (date_trunc('month', first::timestamp) + make_interval(months => i)) at time zone 'UTC';
        till := (date_trunc('month', first::timestamp) + make_interval(months => i + 1)) at time zone 'UTC';
        partition := 'history_' || to_char(since at time zone 'UTC', 'YYYY_MM');
        continue when to_regclass('platform.' || partition) is not null;
        execute format('create table platform.%I (like platform.history including defaults including constraints)', partition);
        execute format('with moved as (delete from platform.history_other where at >= %L and at < %L returning *) '
            'insert into platform.%I select * from moved', since, till, partition);
        execute format('alter table platform.history attach partition platform.%I for values from (%L) to (%L)',
            partition, since, till);
        made := made + 1;
    end loop;
    return made;
end $$;
revoke execute on function platform.make_history_partitions(date, int) from public;
comment on function platform.make_history_partitions(date, int) is
    'Makes the monthly partitions that are missing, and moves into each what the catch-all partition holds for it.';
select platform.make_history_partitions(current_date, 3);
