-- Answers to requests with an Idempotency-Key, kept a day: a repeated request gets the answer of the first.

create table platform.idempotency (
    actor uuid not null,
    key text collate "C" not null check (length(key) between 1 and 200),
    request bytea not null check (length(request) = 32),
    status smallint,
    head jsonb,
    body bytea,
    created_at timestamptz not null default now(),
    primary key (actor, key)
);
create index on platform.idempotency (created_at);
comment on table platform.idempotency is 'One row a key and actor, written in the transaction of what was asked; request: SHA-256 of method, address and body.';

grant select, insert, update, delete on platform.idempotency to casewright_app;
