create table platform.daily_refresh (
    zone text collate "C" primary key,
    day date not null,
    begun_at timestamptz not null,
    done boolean not null default false
);
comment on table platform.daily_refresh is
    'Up to which day the values that change with the day were worked out again, for the units of a time zone.';
grant select, insert, update on platform.daily_refresh to casewright_app;
