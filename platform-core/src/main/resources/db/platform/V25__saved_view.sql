-- Lists as somebody has arranged them, for oneself or for others. A view opens no record and no field: whoever looks at a list
-- through it sees what is open to them.
create table platform.saved_view (
    id uuid primary key,
    entity text collate "C" not null,
    owner_id uuid not null references platform.account,
    title text collate "C" not null check (length(title) between 1 and 100),
    content jsonb not null check (jsonb_typeof(content) = 'object'),
    audience text collate "C",
    updated_at timestamptz not null,
    unique (owner_id, entity, title)
);
create index on platform.saved_view (entity, audience) where audience is not null;
comment on table platform.saved_view is 'Columns, filter and order of a list under a name, as one person keeps them.';
comment on column platform.saved_view.audience is
    'For whom besides its owner: everybody, unit: and a number, team: and the id of a team, role: and a role; null for nobody.';

alter table platform.saved_view enable row level security;
create policy reading on platform.saved_view for select to casewright_app
    using (
        owner_id = (select nullif(current_setting('casewright.user', true), '')::uuid)
        or audience = any ((select nullif(current_setting('casewright.audiences', true), '')::text[])::text[])
    );
create policy adding on platform.saved_view for insert to casewright_app
    with check (owner_id = (select nullif(current_setting('casewright.user', true), '')::uuid));
create policy changing on platform.saved_view for update to casewright_app
    using (owner_id = (select nullif(current_setting('casewright.user', true), '')::uuid))
    with check (owner_id = (select nullif(current_setting('casewright.user', true), '')::uuid));
create policy removing on platform.saved_view for delete to casewright_app
    using (owner_id = (select nullif(current_setting('casewright.user', true), '')::uuid));
grant select, insert, delete on platform.saved_view to casewright_app;
grant update (title, content, audience, updated_at) on platform.saved_view to casewright_app;

create table platform.first_view (
    account_id uuid not null references platform.account,
    entity text collate "C" not null,
    view text collate "C" not null check (length(view) between 1 and 100),
    primary key (account_id, entity)
);
comment on table platform.first_view is 'With which view a list opens for somebody who chose one: its name in the module, or the id of a saved one.';

alter table platform.first_view enable row level security;
create policy own on platform.first_view to casewright_app
    using (account_id = (select nullif(current_setting('casewright.user', true), '')::uuid))
    with check (account_id = (select nullif(current_setting('casewright.user', true), '')::uuid));
grant select, insert, update, delete on platform.first_view to casewright_app;
