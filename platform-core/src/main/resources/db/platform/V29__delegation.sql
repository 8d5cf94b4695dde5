-- Who is away, and to whom the tasks of theirs are offered meanwhile. It gives nobody a right: whoever stands in is offered what
-- the own roles offer, as if the one who is away had given it back.

create table platform.delegation (
    id uuid primary key,
    account_id uuid not null references platform.account,
    delegate_id uuid not null references platform.account,
    until timestamptz not null,
    begun_at timestamptz not null,
    begun_by uuid not null references platform.account,
    ended_at timestamptz,
    ended_by uuid references platform.account,
    check (account_id <> delegate_id),
    check (until > begun_at),
    check (num_nulls(ended_at, ended_by) in (0, 2))
);
create unique index on platform.delegation (account_id) where ended_at is null;
comment on table platform.delegation is 'Who was away, till when, and who stood in; kept when it is over.';

-- Every node remembers who is away, until something changes.
create trigger access_version after insert or update on platform.delegation
    for each statement execute function platform.raise_access_version();
grant select, insert on platform.delegation to casewright_app;
grant update (ended_at, ended_by) on platform.delegation to casewright_app;
