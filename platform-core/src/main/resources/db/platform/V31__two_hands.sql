-- Where something takes two people, an account is no second one to whom the first has given it, or a way into it.
create function platform.is_one_hand(one uuid, other uuid) returns boolean
    language sql stable security definer set search_path = platform, pg_temp
    return exists (
        select from history
         where entity = 'platform/account' and action in ('create', 'password', 'link', 'token', 'privilege')
           and ((record_id = one and actor_id = other) or (record_id = other and actor_id = one)));
revoke execute on function platform.is_one_hand(uuid, uuid) from public;
grant execute on function platform.is_one_hand(uuid, uuid) to casewright_app;
comment on function platform.is_one_hand(uuid, uuid) is
    'Whether one of two accounts has ever made the other, or given it a password, a linked sign-in, a token or a privilege; the history knows.';
