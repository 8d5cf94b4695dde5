-- What people write about a record beside its values. Nothing that was written goes away: what was changed stands behind what
-- it was, and what was struck out says who did it.

create table platform.note (
    id uuid primary key,
    record_id uuid not null,
    entity text collate "C" not null,
    account_id uuid not null references platform.account,
    written_at timestamptz not null,
    struck_at timestamptz,
    struck_by uuid references platform.account,
    check (num_nulls(struck_at, struck_by) in (0, 2))
);
create index on platform.note (record_id, written_at);
comment on table platform.note is 'Notes on records, read as the records are; the history says that one was written, not what.';

create table platform.note_text (
    note_id uuid not null references platform.note on delete cascade,
    number int not null check (number > 0),
    words text not null check (length(words) between 1 and 10000),
    at timestamptz not null,
    primary key (note_id, number)
);
comment on table platform.note_text is 'What notes say, and have said: the last number holds.';

alter table platform.note enable row level security;
create policy reading on platform.note for select to casewright_app
    using (
        (select nullif(current_setting('casewright.engine', true), '')) = 'on'
        or exists (select 1 from platform.record r where r.id = record_id)
    );
create policy adding on platform.note for insert to casewright_app
    with check ((select nullif(current_setting('casewright.engine', true), '')) = 'on');
create policy striking on platform.note for update to casewright_app
    using ((select nullif(current_setting('casewright.engine', true), '')) = 'on' and struck_at is null)
    with check (struck_at is not null);
grant select, insert on platform.note to casewright_app;
grant update (struck_at, struck_by) on platform.note to casewright_app;

alter table platform.note_text enable row level security;
create policy reading on platform.note_text for select to casewright_app
    using (exists (select 1 from platform.note n where n.id = note_id));
create policy adding on platform.note_text for insert to casewright_app
    with check ((select nullif(current_setting('casewright.engine', true), '')) = 'on');
grant select, insert on platform.note_text to casewright_app;
