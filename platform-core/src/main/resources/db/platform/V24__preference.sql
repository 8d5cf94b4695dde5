create table platform.preference (
    account_id uuid primary key references platform.account,
    locale text collate "C"
);
comment on table platform.preference is 'What somebody chose about how the application is for them alone; no deed, and no matter of access.';
comment on column platform.preference.locale is 'BCP 47; null for what the browser asks for.';
grant select, insert, update on platform.preference to casewright_app;
