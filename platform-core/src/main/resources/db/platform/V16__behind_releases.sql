-- Who and what stands behind a release; and who may, of people who see no records by it.

create table platform.account_privilege (
    account_id uuid not null references platform.account,
    privilege text collate "C" not null check (privilege in ('deploy')),
    granted_at timestamptz not null default now(),
    primary key (account_id, privilege)
);
comment on table platform.account_privilege is
    'Privileges over the platform itself, apart from roles: they open no record, and no module can give them.';
grant select, insert, delete on platform.account_privilege to casewright_app;

alter table platform.release
    add column approver text collate "C",
    add column origin jsonb,
    add column overridden jsonb;
comment on column platform.release.approver is 'The second person, where two had to agree; the author is the first.';
comment on column platform.release.origin is 'The release of another installation whose files were applied: number, hash, author, at.';
comment on column platform.release.overridden is 'Scenarios that failed and the reason why it was applied all the same.';
