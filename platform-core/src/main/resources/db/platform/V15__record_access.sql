-- To whom a record is open beyond what units, row classes and owners say, and who never reaches it. Worked out by the
-- application when the record is written, in its transaction; policies read nothing else.

create table platform.record_bar (
    account uuid not null,
    record_id uuid not null,
    primary key (account, record_id)
);
create index on platform.record_bar (record_id);
comment on table platform.record_bar is 'Accounts that never reach a record, whatever else opens it.';

alter table platform.record_bar enable row level security;
create policy access on platform.record_bar to casewright_app
    using (
        (select nullif(current_setting('casewright.engine', true), '')) = 'on'
        or account = (select nullif(current_setting('casewright.user', true), '')::uuid)
    )
    with check ((select nullif(current_setting('casewright.engine', true), '')) = 'on');
grant select, insert, delete on platform.record_bar to casewright_app;

create table platform.record_grant (
    record_id uuid not null,
    source text collate "C" not null,
    grantee text collate "C" not null,
    gate text collate "C" not null,
    privileges text[] not null,
    profile text collate "C" not null default '',
    until timestamptz,
    primary key (record_id, source, grantee, gate)
);
create index on platform.record_grant (grantee, record_id);
comment on table platform.record_grant is 'Single records that are open to an account or a unit, until a moment.';
comment on column platform.record_grant.source is 'What gave it: module/entity#n is the n-th of the entity''s grants.';
comment on column platform.record_grant.grantee is 'The id of an account, or unit: and the number of a unit.';
comment on column platform.record_grant.gate is 'role@class: helps who has the role, and by it the row class at depth own or more.';
comment on column platform.record_grant.profile is 'module/PROFILE: the list of visible properties; empty for all that have no field class.';

alter table platform.record_grant enable row level security;
create policy access on platform.record_grant to casewright_app
    using (
        (select nullif(current_setting('casewright.engine', true), '')) = 'on'
        or (grantee = any ((select nullif(current_setting('casewright.grantees', true), '')::text[])::text[])
            and (until is null
                 or until > (select coalesce(nullif(current_setting('casewright.now', true), '')::timestamptz, now()))))
    )
    with check ((select nullif(current_setting('casewright.engine', true), '')) = 'on');
grant select, insert, delete on platform.record_grant to casewright_app;

drop policy access on platform.record;
create policy access on platform.record to casewright_app
    using (
        (select nullif(current_setting('casewright.engine', true), '')) = 'on'
        or ((unit_no = 0
             or access_key = any (nullif(current_setting('casewright.read.' || table_ref, true), '')::int[])
             or row_class = any (nullif(current_setting('casewright.read.' || table_ref, true), '')::int[])
             or (owner_user = (select nullif(current_setting('casewright.user', true), '')::uuid)
                 and -1 - row_class = any (nullif(current_setting('casewright.read.' || table_ref, true), '')::int[]))
             or (nullif(current_setting('casewright.granted.' || table_ref, true), '') is not null
                 and exists (select 1 from platform.record_grant g where g.record_id = record.id
                             and 'read' = any (g.privileges)
                             and g.gate = any (nullif(current_setting('casewright.granted.' || table_ref, true), '')::text[]))))
            and id <> all (array(select b.record_id from platform.record_bar b
                                 where b.account = (select nullif(current_setting('casewright.user', true), '')::uuid))))
    )
    with check ((select nullif(current_setting('casewright.engine', true), '')) = 'on');

drop policy access on platform.task;
create policy access on platform.task to casewright_app
    using (
        (select nullif(current_setting('casewright.engine', true), '')) = 'on'
        or ((assignee = (select nullif(current_setting('casewright.user', true), '')::uuid)
             or access_key = any (nullif(current_setting('casewright.run.' || table_ref, true), '')::int[])
             or row_class = any (nullif(current_setting('casewright.run.' || table_ref, true), '')::int[])
             or (owner_user = (select nullif(current_setting('casewright.user', true), '')::uuid)
                 and -1 - row_class = any (nullif(current_setting('casewright.run.' || table_ref, true), '')::int[])))
            and record_id <> all (array(select b.record_id from platform.record_bar b
                                        where b.account = (select nullif(current_setting('casewright.user', true), '')::uuid)))
            and case_id <> all (array(select b.record_id from platform.record_bar b
                                      where b.account = (select nullif(current_setting('casewright.user', true), '')::uuid))))
    )
    with check ((select nullif(current_setting('casewright.engine', true), '')) = 'on');
