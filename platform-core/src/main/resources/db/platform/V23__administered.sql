-- Privileges over the platform for single modules, and what is done to units, people, teams and partners as lines of the history.

alter table platform.account_privilege add column module text collate "C" not null default '';
alter table platform.account_privilege
    drop constraint account_privilege_pkey,
    add primary key (account_id, privilege, module),
    add check (module = '' or module ~ '^[a-z][a-z0-9-]{0,62}$'),
    add check (module = '' or privilege <> 'administer');
comment on column platform.account_privilege.module is
    'For which module it is held, there yet or not; empty: for all of them, and then for none by name.';

-- Deeds ---------------------------------------------------------------------------------------------------------------

create function platform.note_deed(of_entity text, subject uuid, deed text, said jsonb) returns void
    language plpgsql security definer set search_path = platform, pg_temp as $$
declare
    salt bytea := uuid_send(gen_random_uuid());
    doer text := nullif(current_setting('casewright.by', true), '');
    texts jsonb;
    line bigint := nextval('platform.history_id');
begin
    select coalesce(jsonb_object_agg(c.key, c.value::text), '{}') into texts from jsonb_each(said) c
     where c.value <> '[null, null]' and (deed <> 'update' or c.value -> 0 is distinct from c.value -> 1);
    if deed = 'update' and texts = '{}' then
        return;
    end if;
    if texts <> '{}' then
        insert into history_values (id, at, record_id, salt, texts) values (line, now(), subject, salt, texts);
    end if;
    insert into history (id, record_id, entity, at, action, actor_id, actor_name, version, release, digest)
    values (line, subject, of_entity, now(), deed,
        coalesce(split_part(doer, ' ', 1)::uuid, '00000000-0000-0000-0000-000000000001'),
        coalesce(substr(doer, 38), case when session_user = 'casewright_app' then 'engine' else session_user end),
        0, (select coalesce(max(number), 0) from release),
        (select sha256(string_agg(
                   int4send(octet_length(convert_to(t.key, 'UTF8'))) || convert_to(t.key, 'UTF8')
                       || sha256(substr(sha256(salt || convert_to(t.key, 'UTF8')), 1, 16) || convert_to(t.value, 'UTF8')),
                   '' order by t.key collate "C"))
           from jsonb_each_text(texts) t));
end $$;
revoke execute on function platform.note_deed(text, uuid, text, jsonb) from public;
comment on function platform.note_deed(text, uuid, text, jsonb) is
    'A line of the history that says what was done to a unit, an account, a team or a partner: name -> [old, new]. By whom says the'
    ' setting casewright.by, an id and a name; without it the role of the database does, which is the application''s own.';
create index on platform.history (at desc, id desc) where entity like 'platform/%';

create function platform.unit_code(wanted int) returns text
    language sql stable security definer set search_path = platform, pg_temp
    return (select code from platform.unit where number = wanted);
create function platform.partner_code(wanted uuid) returns text
    language sql stable security definer set search_path = platform, pg_temp
    return (select code from platform.partner where id = wanted);
create function platform.account_name(wanted uuid) returns text
    language sql stable security definer set search_path = platform, pg_temp
    return (select name from platform.account where id = wanted);
revoke execute on function platform.unit_code(int), platform.partner_code(uuid), platform.account_name(uuid) from public;

create function platform.pair_of(gone jsonb, come jsonb, name text) returns jsonb
    language sql immutable
    return jsonb_build_array(gone -> name, come -> name);

-- A row that is not there is null, and so is all that stands in it.
create function platform.note_row() returns trigger
    language plpgsql security definer set search_path = platform, pg_temp as $$
declare
    gone jsonb := to_jsonb(old);
    come jsonb := to_jsonb(new);
    deed text := case tg_op when 'INSERT' then 'create' else 'update' end;
    account uuid := coalesce(come ->> 'account_id', gone ->> 'account_id')::uuid;
    doer uuid := split_part(nullif(current_setting('casewright.by', true), ''), ' ', 1)::uuid;
    units jsonb := jsonb_build_array(unit_code((gone ->> 'unit_no')::int), unit_code((come ->> 'unit_no')::int));
begin
    case tg_table_name
    when 'unit' then
        perform note_deed('platform/unit', new.id, deed, jsonb_build_object(
            'code', pair_of(gone, come, 'code'), 'name', pair_of(gone, come, 'name'),
            'parent', jsonb_build_array(unit_code((gone ->> 'parent')::int), unit_code((come ->> 'parent')::int)),
            'timeZone', pair_of(gone, come, 'zone'), 'status', pair_of(gone, come, 'status')));
    when 'partner' then
        perform note_deed('platform/partner', new.id, deed, jsonb_build_object(
            'code', pair_of(gone, come, 'code'), 'name', pair_of(gone, come, 'title'),
            'from', pair_of(gone, come, 'agreed_from'), 'until', pair_of(gone, come, 'agreed_until')));
    when 'account' then
        if new.status <> 'SYSTEM' then
            perform note_deed(case new.status when 'TEAM' then 'platform/team' else 'platform/account' end, new.id, deed,
                jsonb_build_object(
                    'signsInAs', pair_of(gone, come, 'name'), 'name', pair_of(gone, come, 'title'), 'unit', units,
                    'status', pair_of(gone, come, 'status'),
                    'partner', jsonb_build_array(
                        partner_code((gone ->> 'partner_id')::uuid), partner_code((come ->> 'partner_id')::uuid))));
        end if;
    when 'account_role' then
        perform note_deed('platform/account', account, 'role', jsonb_build_object('role', pair_of(gone, come, 'role')));
    when 'account_privilege' then
        perform note_deed('platform/account', account, 'privilege', jsonb_build_object(
            'privilege', pair_of(gone, come, 'privilege'), 'module', pair_of(gone, come, 'module')));
    when 'account_unit' then
        perform note_deed('platform/account', account, 'lend', jsonb_build_object(
            'unit', units, 'until', pair_of(gone, come, 'until')));
    when 'team_member' then
        perform note_deed('platform/team', coalesce(come ->> 'team_id', gone ->> 'team_id')::uuid, 'member', jsonb_build_object(
            'member', jsonb_build_array(
                account_name((gone ->> 'account_id')::uuid), account_name((come ->> 'account_id')::uuid)),
            'until', pair_of(gone, come, 'until')));
    when 'account_link' then
        perform note_deed('platform/account', account, 'link', jsonb_build_object(
            'issuer', pair_of(gone, come, 'issuer'), 'subject', pair_of(gone, come, 'subject')));
    when 'credential' then
        -- That there is another password, and never which.
        if gone -> 'hash' is distinct from come -> 'hash' then
            perform note_deed('platform/account', account, 'password', jsonb_build_object(
                'toBeChanged', pair_of(gone, come, 'must_change')));
        end if;
    when 'token' then
        if gone is null then
            perform note_deed('platform/account', account, 'token', jsonb_build_object(
                'token', pair_of(gone, come, 'title'), 'scope', pair_of(gone, come, 'extent'),
                'modules', pair_of(gone, come, 'modules'), 'until', pair_of(gone, come, 'expires_at')));
        elsif gone -> 'revoked_at' is distinct from come -> 'revoked_at' then
            perform note_deed('platform/account', account, 'token', jsonb_build_object('token', pair_of(gone, null, 'title')));
        end if;
    when 'sign_in_failure' then
        -- Whoever signs in is let in again without anybody's doing.
        if doer is not null then
            perform note_deed('platform/account', a.id, 'unlock', '{}') from account a
             where sha256(convert_to(a.name, 'UTF8')) = old.name_hash and a.id <> doer;
        end if;
    else
        raise exception 'no deed is noted of %', tg_table_name;
    end case;
    return null;
end $$;
revoke execute on function platform.note_row() from public;

-- One's own sessions one ends without anybody's help.
create function platform.note_ended_sessions() returns trigger
    language plpgsql security definer set search_path = platform, pg_temp as $$
declare
    doer uuid := split_part(nullif(current_setting('casewright.by', true), ''), ' ', 1)::uuid;
begin
    if doer is not null then
        perform note_deed('platform/account', ended.account_id, 'sessions', jsonb_build_object(
            'ended', jsonb_build_array(null, ended.many)))
          from (select n.account_id, count(*) as many from now_ended n join were_open o using (id)
                 where n.ended_at is not null and o.ended_at is null and n.account_id <> doer group by n.account_id) ended;
    end if;
    return null;
end $$;
revoke execute on function platform.note_ended_sessions() from public;

create trigger deed after insert or update on platform.unit for each row execute function platform.note_row();
create trigger deed after insert or update on platform.partner for each row execute function platform.note_row();
create trigger deed after insert or update on platform.account for each row execute function platform.note_row();
create trigger deed after insert or update or delete on platform.account_role for each row execute function platform.note_row();
create trigger deed after insert or update or delete on platform.account_privilege for each row execute function platform.note_row();
create trigger deed after insert or update or delete on platform.account_unit for each row execute function platform.note_row();
create trigger deed after insert or update or delete on platform.team_member for each row execute function platform.note_row();
create trigger deed after insert or delete on platform.account_link for each row execute function platform.note_row();
create trigger deed after insert or update of hash on platform.credential for each row execute function platform.note_row();
create trigger deed after insert or update of revoked_at on platform.token for each row execute function platform.note_row();
create trigger deed after delete on platform.sign_in_failure for each row execute function platform.note_row();
create trigger deed after update on platform.session
    referencing old table as were_open new table as now_ended
    for each statement execute function platform.note_ended_sessions();
