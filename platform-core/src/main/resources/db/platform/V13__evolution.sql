-- How a schema goes from one release to the next: where values are stored under which name, and the steps of an application.

create table platform.mapping (
    id bigint primary key generated always as identity,
    entity text collate "C" not null,
    path text collate "C" not null,
    table_schema text collate "C" not null,
    table_name text collate "C" not null,
    column_name text collate "C" not null,
    type text collate "C" not null,
    since bigint not null,
    until bigint check (until > since)
);
create unique index on platform.mapping (entity, path) where until is null;
create unique index on platform.mapping (table_schema, table_name, column_name) where until is null;
comment on table platform.mapping is
    'Entity and path -> table and column, from one release on until another. Columns never change their name: a property that is renamed gets a second row. What has no row without an end is retired.';
comment on column platform.mapping.path is 'Empty for the entity''s own table; a property, structure.property, group (a table), group.property.';
comment on column platform.mapping.column_name is 'Empty where a table is meant.';

create table platform.release_preparation (
    one boolean primary key default true check (one),
    release bigint not null,
    hash text collate "C" not null check (hash ~ '^[0-9a-f]{64}$'),
    plan jsonb not null,
    at timestamptz not null default now()
);
comment on table platform.release_preparation is 'The release that is being prepared and is not served yet; one at a time.';

create table platform.release_step (
    release bigint not null,
    number int not null check (number > 0),
    phase text collate "C" not null check (phase in ('PREPARE', 'SWITCH', 'FINISH')),
    kind text collate "C" not null,
    sentence text collate "C" not null,
    subject text collate "C" not null,
    statements text[] not null,
    undo text[] not null,
    state text collate "C" not null default 'WAITING' check (state in ('WAITING', 'DONE', 'DROPPED')),
    progress text collate "C",
    rows bigint not null default 0,
    done_at timestamptz,
    primary key (release, number)
);
comment on table platform.release_step is
    'What the application of a release does, in order; a killed application goes on with the first that is not done.';

create table platform.shape (
    table_schema text collate "C" not null,
    table_name text collate "C" not null,
    kind text collate "C" not null,
    name text collate "C" not null,
    definition text collate "C" not null,
    primary key (table_schema, table_name, kind, name)
);
comment on table platform.shape is 'The tables as the last release left them, in the server''s own words; what differs now was changed by hand.';

-- Says whether a text can be read as a type, which older servers cannot be asked.
create function platform.reads_as(value text, type text) returns boolean
    language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
    case type
        when 'date' then perform value::date;
        when 'timestamptz' then perform value::timestamptz;
        when 'time' then perform value::time;
    end case;
    return true;
exception when data_exception then
    return false;
end $$;
revoke execute on function platform.reads_as(text, text) from public;

grant select on platform.release_step, platform.release_preparation, platform.mapping to casewright_app;
