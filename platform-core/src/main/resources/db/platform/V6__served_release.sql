-- A change is made on the release that its node served when it began. When another one has been switched to meanwhile, the
-- change is undone, and done once more on that one.

create function platform.expect_release(expected bigint) returns void
    language plpgsql stable set search_path = platform, pg_temp as $$
declare
    served bigint;
begin
    select max(number) into served from release where state in ('SWITCHED', 'FINISHED');
    if served > expected then
        raise exception using errcode = 'CWREL',
            message = format('release %s is served, and this was made on release %s', served, expected);
    end if;
end $$;
revoke execute on function platform.expect_release(bigint) from public;
grant execute on function platform.expect_release(bigint) to casewright_app;
comment on function platform.expect_release(bigint) is 'Refuses (CWREL) what was made on an older release than the one served.';
