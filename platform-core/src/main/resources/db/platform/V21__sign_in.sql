-- How people and programs come in: what tokens carry, who is signed in where, and whom an identity provider vouches for.

alter table platform.token
    add column extent text collate "C" not null default 'ALL' check (extent in ('READ', 'WRITE', 'ALL')),
    add column modules text[] not null default '{}',
    add column used_at timestamptz;
-- Those made before carried everything; each new one says what it carries.
alter table platform.token alter column extent drop default, alter column modules drop default;
comment on column platform.token.modules is 'In which modules it opens something; empty for all.';
comment on column platform.token.used_at is 'When it was last looked up; within five minutes of that it may have been used again.';

-- That a token was used changes nobody's rights.
drop trigger access_version on platform.token;
create trigger access_version after update of revoked_at, expires_at, extent, modules or delete on platform.token
    for each statement execute function platform.raise_access_version();

create table platform.session (
    id uuid primary key,
    account_id uuid not null references platform.account,
    way text collate "C" not null check (way in ('PASSWORD', 'PROVIDER')),
    address text collate "C" not null check (length(address) <= 100),
    agent text collate "C" not null check (length(agent) <= 500),
    started_at timestamptz not null,
    seen_at timestamptz not null,
    ended_at timestamptz
);
create index on platform.session (account_id, seen_at) where ended_at is null;
create index on platform.session (seen_at);
comment on table platform.session is
    'Who is signed in at the pages, on whichever node. Each request looks here, so that what is ended here is over everywhere.';
grant select, insert, update, delete on platform.session to casewright_app;

create table platform.account_link (
    issuer text collate "C" not null check (length(issuer) between 1 and 500),
    subject text collate "C" not null check (length(subject) between 1 and 255),
    account_id uuid not null references platform.account,
    linked_at timestamptz not null,
    primary key (issuer, subject),
    unique (account_id, issuer)
);
comment on table platform.account_link is 'Which account somebody has whom an identity provider calls by a subject.';
grant select, insert, delete on platform.account_link to casewright_app;
create trigger access_version after update or delete on platform.account_link
    for each statement execute function platform.raise_access_version();

-- Which privileges there are is said in one place, where they are asked for.
alter table platform.account_privilege drop constraint account_privilege_privilege_check;
alter table platform.account_privilege
    add constraint account_privilege_privilege_check check (privilege ~ '^[a-z][a-z_]{0,39}$');
