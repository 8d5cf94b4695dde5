-- The history that can be proven: lines that nobody changes, values beside them that the law may take away, seals over both.

-- What stays of a line when its values are erased.
alter table platform.history
    add column tx bigint not null default 0,
    add column door text collate "C",
    add column digest bytea check (length(digest) = 32);
comment on table platform.history is
    'One line a change and field class, and one a logged reading. Nothing is ever updated or deleted; what may be erased is in history_values.';
comment on column platform.history.tx is
    'The transaction that wrote it, as a number that only grows: (tx, id) is a line''s place. Transactions older than the oldest that runs add nothing more, so that a seal over them is final.';
comment on column platform.history.door is 'By what a record was read: record, list, history, title, file, task, change; null for all but readings.';
comment on column platform.history.digest is 'SHA-256 over the salted digests of the values in history_values; null where there are none.';

create table platform.history_values (
    id bigint not null,
    at timestamptz not null,
    record_id uuid not null,
    salt bytea check (length(salt) = 16),
    salts jsonb,
    texts jsonb not null check (jsonb_typeof(texts) = 'object'),
    erased jsonb check (jsonb_typeof(erased) = 'object'),
    primary key (id, at),
    check (num_nulls(salt, salts) = 1 and (salts is null) = (erased is null))
) partition by range (at);
create table platform.history_values_other partition of platform.history_values default;
comment on table platform.history_values is
    'What a line of the history says: property -> its [old, new] as text; "" -> the reason. Only an erasure changes it.';
comment on column platform.history_values.salt is 'From it the salt of each text follows; null once something is erased.';
comment on column platform.history_values.salts is 'Instead: text''s name -> the salt of what is left.';
comment on column platform.history_values.erased is 'Name -> {digest, by}: the salted digest that is left, and the id of the line of the erasure.';

alter table platform.history_values enable row level security;
create policy reading on platform.history_values for select to casewright_app
    using (
        (select nullif(current_setting('casewright.engine', true), '')) = 'on'
        or exists (select 1 from platform.record r where r.id = history_values.record_id)
    );
create policy writing on platform.history_values for insert to casewright_app
    with check ((select nullif(current_setting('casewright.engine', true), '')) = 'on');
grant select, insert on platform.history_values to casewright_app;

create table platform.history_seal (
    number bigint primary key check (number > 0),
    last_tx bigint not null,
    last_id bigint not null,
    entries int not null check (entries > 0),
    root bytea not null check (length(root) = 32),
    previous bytea not null check (length(previous) = 32),
    hash bytea not null check (length(hash) = 32),
    at timestamptz not null,
    leaves bytea not null check (length(leaves) = 48 * entries)
);
comment on table platform.history_seal is
    'Seals, each over all lines between the one before it and its last, and over the hash of the one before it.';
comment on column platform.history_seal.root is 'Root of the Merkle tree over the leaves.';
comment on column platform.history_seal.leaves is 'A line each: tx, id, SHA-256 of the line; by it one finds which line was changed.';

-- Only ever added to: the application by its rights, the owner by triggers. -------------------------------------------

create function platform.refuse_history_change() returns trigger
    language plpgsql set search_path = platform, pg_temp as $$
begin
    if tg_op = 'DELETE' and current_setting('casewright.moving_history', true) = 'on' then
        return old;
    end if;
    raise exception 'the history is only ever added to: % refused on %', lower(tg_op), tg_table_name
        using errcode = 'insufficient_privilege';
end $$;
revoke execute on function platform.refuse_history_change() from public;

create function platform.refuse_unlawful_erasure() returns trigger
    language plpgsql set search_path = platform, pg_temp as $$
begin
    if tg_op = 'DELETE' and current_setting('casewright.moving_history', true) = 'on' then
        return old;
    end if;
    if tg_op = 'UPDATE'
        and (new.id, new.at, new.record_id) = (old.id, old.at, old.record_id)
        and old.texts @> new.texts
        and coalesce(new.erased, '{}') @> coalesce(old.erased, '{}')
        and (select count(*) from jsonb_object_keys(old.texts)) + (select count(*) from jsonb_object_keys(coalesce(old.erased, '{}')))
            = (select count(*) from jsonb_object_keys(new.texts)) + (select count(*) from jsonb_object_keys(new.erased))
        and not exists (
            select from jsonb_each(new.erased) e
             where not exists (select from history h
                                where h.id = (e.value ->> 'by')::bigint and h.record_id = new.record_id
                                  and h.action = 'erase'))
    then
        return new;
    end if;
    raise exception 'values of the history are only ever erased, and by a line that says so: % refused', lower(tg_op)
        using errcode = 'insufficient_privilege';
end $$;
revoke execute on function platform.refuse_unlawful_erasure() from public;

create trigger append_only before update or delete on platform.history
    for each row execute function platform.refuse_history_change();
create trigger erased_only before update or delete on platform.history_values
    for each row execute function platform.refuse_unlawful_erasure();
create trigger append_only before update or delete on platform.history_seal
    for each row execute function platform.refuse_history_change();

-- Months of both tables -----------------------------------------------------------------------------------------------

create function platform.keep_from_truncation(tables text[]) returns void
    language plpgsql set search_path = platform, pg_temp as $$
declare
    each text;
begin
    foreach each in array tables loop
        execute format('create trigger no_truncation before truncate on platform.%I '
            'for each statement execute function platform.refuse_history_change()', each);
    end loop;
end $$;
revoke execute on function platform.keep_from_truncation(text[]) from public;
select platform.keep_from_truncation(array['history', 'history_values', 'history_values_other', 'history_seal']);
select platform.keep_from_truncation(array(
    select c.relname::text from pg_inherits i join pg_class c on c.oid = i.inhrelid
     where i.inhparent = 'platform.history'::regclass));

create or replace function platform.make_history_partitions(first date, months int) returns int
    language plpgsql set search_path = platform, pg_temp as $$
declare
    since timestamptz;
    till timestamptz;
    parent text;
    partition text;
    made int := 0;
begin
    perform pg_advisory_xact_lock(hashtext('casewright history partitions'));
    perform set_config('casewright.moving_history', 'on', true);
    for i in 0 .. months - 1 loop
        since := (date_trunc('month', first::timestamp) + make_interval(months => i)) at time zone 'UTC';
        till := (date_trunc('month', first::timestamp) + make_interval(months => i + 1)) at time zone 'UTC';
        foreach parent in array array['history_values', 'history'] loop
            partition := parent || '_' || to_char(since at time zone 'UTC', 'YYYY_MM');
            continue when to_regclass('platform.' || partition) is not null;
            execute format('create table platform.%I (like platform.%I including defaults including constraints)',
                partition, parent);
            execute format('with moved as (delete from platform.%I where at >= %L and at < %L returning *) '
                'insert into platform.%I select * from moved', parent || '_other', since, till, partition);
            execute format('alter table platform.%I attach partition platform.%I for values from (%L) to (%L)',
                parent, partition, since, till);
            perform keep_from_truncation(array[partition]);
            made := made + (parent = 'history')::int;
        end loop;
    end loop;
    perform set_config('casewright.moving_history', '', true);
    return made;
end $$;
comment on function platform.make_history_partitions(date, int) is
    'Makes the monthly partitions that are missing, and moves into each what the catch-all partition holds for it.';
select platform.make_history_partitions(to_date(substr(c.relname, 9), 'YYYY_MM'), 1)
  from pg_inherits i join pg_class c on c.oid = i.inhrelid
 where i.inhparent = 'platform.history'::regclass and c.relname ~ '^history_\d{4}_\d{2}$';

-- What there is already -----------------------------------------------------------------------------------------------

alter table platform.history disable trigger append_only;
with lines as materialized (
    select h.id, h.at, h.record_id, uuid_send(gen_random_uuid()) as salt,
           coalesce((select jsonb_object_agg(c.key, c.value::text) from jsonb_each(h.changes) c), '{}')
               || case when h.reason is null then '{}' else jsonb_build_object('', h.reason) end as texts
      from platform.history h
     where h.changes <> '{}' or h.reason is not null
), kept as (
    insert into platform.history_values (id, at, record_id, salt, texts)
    select id, at, record_id, salt, texts from lines
)
update platform.history h
   set digest = (
           select sha256(string_agg(
                      int4send(octet_length(convert_to(t.key, 'UTF8'))) || convert_to(t.key, 'UTF8')
                          || sha256(substr(sha256(l.salt || convert_to(t.key, 'UTF8')), 1, 16) || convert_to(t.value, 'UTF8')),
                      '' order by t.key collate "C"))
             from jsonb_each_text(l.texts) t)
  from lines l
 where h.id = l.id and h.at = l.at;
alter table platform.history enable trigger append_only;
alter table platform.history drop column changes, drop column reason;

-- Reads do not stand in the way of changes, nor changes in that of reads.
drop index platform.history_record_id_at_id_idx;
create index on platform.history (record_id, at desc, id desc) where action <> 'read';
create index on platform.history (record_id, at desc, id desc) where action = 'read';
create index on platform.history (tx, id);

revoke insert on platform.history from casewright_app;
grant insert (id, record_id, entity, at, action, actor_id, actor_name, step, version, release, field_class, cause, until,
              door, digest)
    on platform.history to casewright_app;

-- Transactions as numbers that only grow, whatever server the database is brought to ------------------------------------

create table platform.history_era (
    one boolean primary key default true check (one),
    server bigint not null,
    base bigint not null
);
comment on table platform.history_era is
    'The server whose transaction numbers history.tx is made of, and what is added to them: another server begins behind the last line.';
insert into platform.history_era (server, base) select system_identifier, 0 from pg_control_system();
alter table platform.history alter column tx set default pg_current_xact_id()::text::bigint;

create function platform.renew_history_era() returns boolean
    language plpgsql set search_path = platform, pg_temp as $$
declare
    present bigint := (select system_identifier from pg_control_system());
    next bigint;
begin
    if exists (select from history_era where server = present) then
        return false;
    end if;
    perform pg_advisory_xact_lock(hashtext('casewright history era'));
    lock table history in access exclusive mode;
    if exists (select from history_era where server = present) then
        return false;
    end if;
    next := greatest((select max(tx) from history), (select base from history_era)) + 1;
    execute format('alter table platform.history alter column tx set default %s + pg_current_xact_id()::text::bigint', next);
    update history_era set server = present, base = next;
    return true;
end $$;
revoke execute on function platform.renew_history_era() from public;
comment on function platform.renew_history_era() is
    'Called before anything is written: on a restored copy of the database transactions are counted from the start again.';

alter table platform.account_privilege drop constraint account_privilege_privilege_check;
alter table platform.account_privilege
    add constraint account_privilege_privilege_check check (privilege in ('deploy', 'audit'));
