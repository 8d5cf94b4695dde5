-- What was done because of an operation, or of another record's process, says so: that is how it is found and undone.
alter table platform.history add column cause uuid;
create index on platform.history (cause) where cause is not null;
comment on column platform.history.cause is
    'The record whose process or operation did it; of an operation''s own line (operation, undo): the record that it made.';

create table platform.daily_start (
    process text collate "C" not null,
    record_id uuid not null,
    day date not null,
    primary key (process, record_id, day)
);
create index on platform.daily_start (day);
comment on table platform.daily_start is
    'Which processes a day began with which records, so that none begins twice. Rows of past days are of no use.';
grant select, insert, delete on platform.daily_start to casewright_app;

create table platform.waiting (
    execution text collate "C" primary key,
    case_id uuid not null
);
create index on platform.waiting (case_id);
comment on table platform.waiting is 'Steps of processes that wait until a condition over their record is true.';
grant select, insert, delete on platform.waiting to casewright_app;
