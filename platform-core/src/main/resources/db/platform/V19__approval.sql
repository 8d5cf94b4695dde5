-- What a second person has agreed to before somebody else applies it.

create table platform.release_approval (
    hash text collate "C" not null check (hash ~ '^[0-9a-f]{64}$'),
    basis bigint not null check (basis >= 0),
    account_id uuid not null references platform.account,
    at timestamptz not null default now(),
    primary key (hash, basis, account_id)
);
comment on table platform.release_approval is
    'Agreement to these files on top of this release, and to nothing else: the next release makes it void, and so does a day.';
