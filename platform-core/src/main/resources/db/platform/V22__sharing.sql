-- Units that take nothing more, teams, partners, and records that somebody shares.

alter table platform.unit drop constraint unit_status_check;
alter table platform.unit add check (status in ('ACTIVE', 'READ_ONLY', 'CLOSED'));
comment on column platform.unit.status is
    'READ_ONLY: its records are read and reassigned, and nothing else; CLOSED: nobody acts for it either.';

create table platform.partner (
    id uuid primary key,
    code text collate "C" not null unique check (code ~ '^[A-Z][A-Z0-9-]{1,19}$'),
    title text collate "C" not null check (length(title) between 1 and 200),
    agreed_from date not null,
    agreed_until date,
    check (agreed_until >= agreed_from)
);
comment on table platform.partner is 'Organisations with an agreement: their people see what is shared with them, and what is their own.';
comment on column platform.partner.agreed_until is 'The last day of the agreement, UTC; null: without end. Behind it its people are nobody.';

alter table platform.account drop constraint account_status_check;
alter table platform.account add check (status in ('ACTIVE', 'DISABLED', 'SYSTEM', 'TEAM'));
alter table platform.account add column partner_id uuid references platform.partner;
create index on platform.account (partner_id) where partner_id is not null;
comment on table platform.account is
    'People who sign in; the engine, processes and teams, who never do. Never deleted: records and history name them.';
comment on column platform.account.partner_id is 'Of whose people or teams it is; null: the organisation''s own.';

create table platform.team_member (
    team_id uuid not null references platform.account,
    account_id uuid not null references platform.account,
    until timestamptz,
    primary key (team_id, account_id),
    check (team_id <> account_id)
);
create index on platform.team_member (account_id);
comment on table platform.team_member is 'People of teams, which own records and to which records are shared; until null: without end.';

create trigger access_version after insert or update or delete on platform.partner
    for each statement execute function platform.raise_access_version();
create trigger access_version after insert or update or delete on platform.team_member
    for each statement execute function platform.raise_access_version();
grant select, insert, update on platform.partner to casewright_app;
grant select, insert, update, delete on platform.team_member to casewright_app;

create table platform.share (
    id uuid primary key,
    entity text collate "C" not null,
    record_id uuid not null,
    grantee text collate "C" not null,
    privileges text[] not null check (cardinality(privileges) > 0),
    profile text collate "C" not null default '',
    purpose text collate "C" not null check (length(purpose) between 1 and 2000),
    consent uuid,
    until timestamptz,
    shared_at timestamptz not null,
    shared_by uuid not null references platform.account,
    ended_at timestamptz,
    ended_by uuid references platform.account,
    check (num_nulls(ended_at, ended_by) in (0, 2))
);
create index on platform.share (record_id);
create index on platform.share (grantee) where ended_at is null;
create index on platform.share (consent) where consent is not null and ended_at is null;
comment on table platform.share is
    'Records that somebody has opened to an account, a unit, a team or a partner; the policies read what follows in record_grant.';
comment on column platform.share.grantee is 'As in record_grant.';
comment on column platform.share.consent is 'The record by which the person agrees; when it retires or goes, the share ends.';

alter table platform.share enable row level security;
create policy access on platform.share to casewright_app
    using ((select nullif(current_setting('casewright.engine', true), '')) = 'on')
    with check ((select nullif(current_setting('casewright.engine', true), '')) = 'on');
grant select, insert on platform.share to casewright_app;
grant update (ended_at, ended_by) on platform.share to casewright_app;

comment on column platform.record_grant.source is
    'What gave it: module/entity#n is the n-th of the entity''s grants; breakGlass, that the grantee broke the glass; share: and an id.';
comment on column platform.record_grant.grantee is
    'The id of an account or a team; or unit: and the number of a unit, partner: and the id of a partner.';
comment on column platform.record_grant.gate is
    'role@class: helps who has the role, and by it the row class at depth own or more; *@class: any role of which that is true.';

-- What a team owns is its people's own.
drop policy access on platform.record;
create policy access on platform.record to casewright_app
    using (
        (select nullif(current_setting('casewright.engine', true), '')) = 'on'
        or ((unit_no = 0
             or access_key = any (nullif(current_setting('casewright.read.' || table_ref, true), '')::int[])
             or row_class = any (nullif(current_setting('casewright.read.' || table_ref, true), '')::int[])
             or ((owner_user = (select nullif(current_setting('casewright.user', true), '')::uuid)
                  or owner_user = any ((select nullif(current_setting('casewright.teams', true), '')::uuid[])::uuid[]))
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
             or ((owner_user = (select nullif(current_setting('casewright.user', true), '')::uuid)
                  or owner_user = any ((select nullif(current_setting('casewright.teams', true), '')::uuid[])::uuid[]))
                 and -1 - row_class = any (nullif(current_setting('casewright.run.' || table_ref, true), '')::int[])))
            and record_id <> all (array(select b.record_id from platform.record_bar b
                                        where b.account = (select nullif(current_setting('casewright.user', true), '')::uuid)))
            and case_id <> all (array(select b.record_id from platform.record_bar b
                                      where b.account = (select nullif(current_setting('casewright.user', true), '')::uuid))))
    )
    with check ((select nullif(current_setting('casewright.engine', true), '')) = 'on');
