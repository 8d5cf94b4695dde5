create schema "library";
grant usage on schema "library" to "casewright_app";
create table "library"."book" (
  "id" uuid not null,
  "number" text collate "C" unique,
  "unit_no" integer not null,
  "row_class" smallint default 0 not null,
  "access_key" integer not null,
  "owner_user" uuid,
  "owner_team" uuid,
  "partner" uuid,
  "version" bigint not null,
  "created_at" timestamp with time zone not null,
  "created_by" uuid not null,
  "updated_at" timestamp with time zone not null,
  "updated_by" uuid not null,
  "retired_at" timestamp with time zone,
  "retired_by" uuid,
  "title" text collate "C",
  "language" uuid,
  primary key ("id"),
  constraint "ck_book_access_key_40b5b6" check ("access_key" = "unit_no" * 64 + "row_class" and "row_class" between 0 and 63),
  constraint "ck_book_unit_no_65f867" check ("unit_no" >= 1)
);
comment on table "library"."book" is 'book';
create table "library"."language" (
  "id" uuid not null,
  "number" text collate "C" unique,
  "unit_no" integer not null,
  "row_class" smallint default 0 not null,
  "access_key" integer not null,
  "owner_user" uuid,
  "owner_team" uuid,
  "partner" uuid,
  "version" bigint not null,
  "created_at" timestamp with time zone not null,
  "created_by" uuid not null,
  "updated_at" timestamp with time zone not null,
  "updated_by" uuid not null,
  "retired_at" timestamp with time zone,
  "retired_by" uuid,
  "code" text collate "C",
  "title" text collate "C",
  primary key ("id"),
  constraint "ck_language_access_key_fffa6b" check ("access_key" = "unit_no" * 64 + "row_class" and "row_class" between 0 and 63),
  constraint "ck_language_unit_no_94f19d" check ("unit_no" = 0),
  constraint "ck_language_code_cf00a6" check (char_length("code") <= 3),
  constraint "ck_language_title_78c607" check (char_length("title") <= 80)
);
comment on table "library"."language" is 'language';
create table "library"."loan" (
  "id" uuid not null,
  "number" text collate "C" unique,
  "unit_no" integer not null,
  "row_class" smallint default 0 not null,
  "access_key" integer not null,
  "owner_user" uuid,
  "owner_team" uuid,
  "partner" uuid,
  "version" bigint not null,
  "created_at" timestamp with time zone not null,
  "created_by" uuid not null,
  "updated_at" timestamp with time zone not null,
  "updated_by" uuid not null,
  "retired_at" timestamp with time zone,
  "retired_by" uuid,
  "status_reason" text collate "C",
  "status_date" timestamp with time zone,
  "book" uuid,
  "reader" uuid,
  "lent_by" uuid,
  "state" text collate "C",
  "lent_on" date,
  "returned_at" timestamp with time zone,
  "days" bigint,
  "fee" numeric(38,2),
  "lost" boolean,
  "at" time without time zone,
  "extra" jsonb,
  "pick_up_desk" text collate "C",
  primary key ("id"),
  constraint "ck_loan_access_key_c6b4c4" check ("access_key" = "unit_no" * 64 + "row_class" and "row_class" between 0 and 63),
  constraint "ck_loan_unit_no_cc8f6f" check ("unit_no" >= 1),
  constraint "ck_loan_days_1047fe" check ("days" >= 0 and "days" <= 365),
  constraint "ck_loan_fee_09d963" check ("fee" >= 0),
  constraint "ck_loan_pick_up_desk_a27f74" check (char_length("pick_up_desk") <= 40)
);
comment on table "library"."loan" is 'loan';
create table "library"."loan_damages" (
  "id" uuid not null,
  "parent_id" uuid not null,
  "position" integer not null,
  "page" bigint,
  "what" text collate "C" not null,
  "seen_by" uuid,
  primary key ("id"),
  constraint "ck_loan_damages_page_0c5a84" check ("page" >= 1),
  constraint "ck_loan_damages_what_8d7fe8" check (char_length("what") <= 200)
);
comment on table "library"."loan_damages" is 'loan: damages';
create table "library"."reader" (
  "id" uuid not null,
  "number" text collate "C" unique,
  "unit_no" integer not null,
  "row_class" smallint default 0 not null,
  "access_key" integer not null,
  "owner_user" uuid,
  "owner_team" uuid,
  "partner" uuid,
  "version" bigint not null,
  "created_at" timestamp with time zone not null,
  "created_by" uuid not null,
  "updated_at" timestamp with time zone not null,
  "updated_by" uuid not null,
  "retired_at" timestamp with time zone,
  "retired_by" uuid,
  "name" text collate "C",
  "card" text collate "C",
  "languages" text[] collate "C",
  "nicknames" text[] collate "C",
  primary key ("id"),
  constraint "ck_reader_access_key_553930" check ("access_key" = "unit_no" * 64 + "row_class" and "row_class" between 0 and 63),
  constraint "ck_reader_unit_no_2dcb59" check ("unit_no" >= 1),
  constraint "ck_reader_name_a387d6" check (char_length("name") <= 100),
  constraint "ck_reader_card_a979df" check (char_length("card") >= 4 and char_length("card") <= 12)
);
comment on table "library"."reader" is 'reader';
create table "library"."reader_search" (
  "key" text collate "C" not null,
  "kind" smallint not null,
  "property" text collate "C" not null,
  "record_id" uuid not null,
  "unit_no" integer not null,
  primary key ("key", "kind", "property", "record_id")
);
comment on table "library"."reader_search" is 'reader: search keys (kind 1 name, 2 text, 3 exact, 4 prefix, 5 block of duplicates)';
alter table "library"."book" add constraint "fk_book_language_960e5f" foreign key ("language") references "library"."language" ("id") deferrable initially deferred;
create index "ix_book_unit_updated_2dfaff" on "library"."book" ("unit_no", "updated_at" desc, "id" desc);
create index "ix_book_updated_7765e5" on "library"."book" ("updated_at" desc, "id" desc);
create index "ix_book_language_6150a4" on "library"."book" ("language", "id");
alter table "library"."book" enable row level security;
create policy "access_4fa172" on "library"."book" for all to "casewright_app"
  using ((select nullif(current_setting('casewright.engine', true), '')) = 'on'
  or "access_key" = any ((select nullif(current_setting('casewright.read.library.book', true), '')::int[])::int[])
  or "row_class" = any ((select nullif(current_setting('casewright.read.library.book', true), '')::int[])::int[])
  or (("owner_user" = (select nullif(current_setting('casewright.user', true), '')::uuid) or "owner_user" = any ((select nullif(current_setting('casewright.teams', true), '')::uuid[])::uuid[])) and -1 - "row_class" = any ((select nullif(current_setting('casewright.read.library.book', true), '')::int[])::int[])))
  with check ((select nullif(current_setting('casewright.engine', true), '')) = 'on'
  or "access_key" = any ((select nullif(current_setting('casewright.read.library.book', true), '')::int[])::int[])
  or "row_class" = any ((select nullif(current_setting('casewright.read.library.book', true), '')::int[])::int[])
  or (("owner_user" = (select nullif(current_setting('casewright.user', true), '')::uuid) or "owner_user" = any ((select nullif(current_setting('casewright.teams', true), '')::uuid[])::uuid[])) and -1 - "row_class" = any ((select nullif(current_setting('casewright.read.library.book', true), '')::int[])::int[])));
grant select, insert, update on "library"."book" to "casewright_app";
create index "ix_language_updated_61d1ac" on "library"."language" ("updated_at" desc, "id" desc);
create unique index "uq_language_code_e9a645" on "library"."language" ("code") where "retired_at" is null;
alter table "library"."language" enable row level security;
create policy "reading_75c642" on "library"."language" for select to "casewright_app" using (true);
create policy "adding_ca87c9" on "library"."language" for insert to "casewright_app" with check ((select nullif(current_setting('casewright.engine', true), '')) = 'on');
create policy "changing_4391d2" on "library"."language" for update to "casewright_app" using ((select nullif(current_setting('casewright.engine', true), '')) = 'on') with check ((select nullif(current_setting('casewright.engine', true), '')) = 'on');
grant select, insert, update on "library"."language" to "casewright_app";
alter table "library"."loan" add constraint "fk_loan_book_ba7f08" foreign key ("book") references "library"."book" ("id") deferrable initially deferred;
alter table "library"."loan" add constraint "fk_loan_reader_3171ca" foreign key ("reader") references "library"."reader" ("id") deferrable initially deferred;
alter table "library"."loan" add constraint "fk_loan_lent_by_8d9f23" foreign key ("lent_by") references "platform"."account" ("id") deferrable initially deferred;
create index "ix_loan_unit_updated_c9660b" on "library"."loan" ("unit_no", "updated_at" desc, "id" desc);
create index "ix_loan_updated_1a2c74" on "library"."loan" ("updated_at" desc, "id" desc);
create index "ix_loan_owner_9a4ee5" on "library"."loan" ("owner_user", "updated_at" desc, "id" desc);
create index "ix_loan_book_e1764b" on "library"."loan" ("book", "id");
create index "ix_loan_reader_db1b53" on "library"."loan" ("reader", "id");
create index "ix_loan_lent_by_22c3c1" on "library"."loan" ("lent_by", "id");
create index "ix_loan_lent_on_3aba01" on "library"."loan" ("lent_on", "id");
create index "ix_loan_unit_lent_on_f8980e" on "library"."loan" ("unit_no", "lent_on", "id");
create unique index "uq_loan_book_lent_on_e0cef0" on "library"."loan" ("book", "lent_on") where "retired_at" is null;
create unique index "uq_loan_book_4df72a" on "library"."loan" ("book") where "retired_at" is null and (("state" in ('OUT', 'HELD')) and ("returned_at" is null) and ("pick_up_desk" <> 'it''s'));
alter table "library"."loan" enable row level security;
create policy "access_d40417" on "library"."loan" for all to "casewright_app"
  using ((select nullif(current_setting('casewright.engine', true), '')) = 'on'
  or "access_key" = any ((select nullif(current_setting('casewright.read.library.loan', true), '')::int[])::int[])
  or "row_class" = any ((select nullif(current_setting('casewright.read.library.loan', true), '')::int[])::int[])
  or (("owner_user" = (select nullif(current_setting('casewright.user', true), '')::uuid) or "owner_user" = any ((select nullif(current_setting('casewright.teams', true), '')::uuid[])::uuid[])) and -1 - "row_class" = any ((select nullif(current_setting('casewright.read.library.loan', true), '')::int[])::int[])))
  with check ((select nullif(current_setting('casewright.engine', true), '')) = 'on'
  or "access_key" = any ((select nullif(current_setting('casewright.read.library.loan', true), '')::int[])::int[])
  or "row_class" = any ((select nullif(current_setting('casewright.read.library.loan', true), '')::int[])::int[])
  or (("owner_user" = (select nullif(current_setting('casewright.user', true), '')::uuid) or "owner_user" = any ((select nullif(current_setting('casewright.teams', true), '')::uuid[])::uuid[])) and -1 - "row_class" = any ((select nullif(current_setting('casewright.read.library.loan', true), '')::int[])::int[])));
grant select, insert, update on "library"."loan" to "casewright_app";
alter table "library"."loan_damages" add constraint "fk_loan_damages_parent_id_9d12f4" foreign key ("parent_id") references "library"."loan" ("id") on delete cascade deferrable initially deferred;
alter table "library"."loan_damages" add constraint "fk_loan_damages_seen_by_adf882" foreign key ("seen_by") references "library"."reader" ("id") deferrable initially deferred;
create index "ix_loan_damages_parent_id_bc1756" on "library"."loan_damages" ("parent_id", "position");
create index "ix_loan_damages_seen_by_cfa7be" on "library"."loan_damages" ("seen_by");
alter table "library"."loan_damages" enable row level security;
create policy "access_4c98da" on "library"."loan_damages" for all to "casewright_app"
  using ((select nullif(current_setting('casewright.engine', true), '')) = 'on'
  or exists (select 1 from "library"."loan" p where p."id" = "library"."loan_damages"."parent_id"))
  with check ((select nullif(current_setting('casewright.engine', true), '')) = 'on'
  or exists (select 1 from "library"."loan" p where p."id" = "library"."loan_damages"."parent_id"));
grant select, insert, update, delete on "library"."loan_damages" to "casewright_app";
create index "ix_reader_unit_updated_434d7d" on "library"."reader" ("unit_no", "updated_at" desc, "id" desc);
create index "ix_reader_updated_32c4bd" on "library"."reader" ("updated_at" desc, "id" desc);
create index "ix_reader_name_ec773e" on "library"."reader" ("name" collate "und-x-icu", "id");
create index "ix_reader_unit_name_81748c" on "library"."reader" ("unit_no", "name" collate "und-x-icu", "id");
create index "ix_reader_name_d464f5" on "library"."reader" ("name", "id");
create unique index "uq_reader_card_a8f20d" on "library"."reader" ("card") where "retired_at" is null;
alter table "library"."reader" enable row level security;
create policy "access_926298" on "library"."reader" for all to "casewright_app"
  using ((select nullif(current_setting('casewright.engine', true), '')) = 'on'
  or "access_key" = any ((select nullif(current_setting('casewright.read.library.reader', true), '')::int[])::int[])
  or "row_class" = any ((select nullif(current_setting('casewright.read.library.reader', true), '')::int[])::int[])
  or (("owner_user" = (select nullif(current_setting('casewright.user', true), '')::uuid) or "owner_user" = any ((select nullif(current_setting('casewright.teams', true), '')::uuid[])::uuid[])) and -1 - "row_class" = any ((select nullif(current_setting('casewright.read.library.reader', true), '')::int[])::int[])))
  with check ((select nullif(current_setting('casewright.engine', true), '')) = 'on'
  or "access_key" = any ((select nullif(current_setting('casewright.read.library.reader', true), '')::int[])::int[])
  or "row_class" = any ((select nullif(current_setting('casewright.read.library.reader', true), '')::int[])::int[])
  or (("owner_user" = (select nullif(current_setting('casewright.user', true), '')::uuid) or "owner_user" = any ((select nullif(current_setting('casewright.teams', true), '')::uuid[])::uuid[])) and -1 - "row_class" = any ((select nullif(current_setting('casewright.read.library.reader', true), '')::int[])::int[])));
grant select, insert, update on "library"."reader" to "casewright_app";
alter table "library"."reader_search" add constraint "fk_reader_search_record_id_2cd97f" foreign key ("record_id") references "library"."reader" ("id") on delete cascade deferrable initially deferred;
create index "ix_reader_search_record_id_217ce0" on "library"."reader_search" ("record_id");
alter table "library"."reader_search" enable row level security;
create policy "access_d575e6" on "library"."reader_search" for all to "casewright_app"
  using ((select nullif(current_setting('casewright.engine', true), '')) = 'on'
  or exists (select 1 from "library"."reader" p where p."id" = "library"."reader_search"."record_id"))
  with check ((select nullif(current_setting('casewright.engine', true), '')) = 'on'
  or exists (select 1 from "library"."reader" p where p."id" = "library"."reader_search"."record_id"));
grant select, insert, update, delete on "library"."reader_search" to "casewright_app";
insert into platform.mapping (entity, path, table_schema, table_name, column_name, type, since, until) values
  ('library/book', '', 'library', 'book', '', 'table', 1, null),
  ('library/language', '', 'library', 'language', '', 'table', 1, null),
  ('library/loan', '', 'library', 'loan', '', 'table', 1, null),
  ('library/reader', '', 'library', 'reader', '', 'table', 1, null),
  ('library/loan', 'damages', 'library', 'loan_damages', '', 'table', 1, null),
  ('library/book', 'title', 'library', 'book', 'title', 'text', 1, null),
  ('library/book', 'language', 'library', 'book', 'language', 'uuid', 1, null),
  ('library/language', 'code', 'library', 'language', 'code', 'text', 1, null),
  ('library/language', 'title', 'library', 'language', 'title', 'text', 1, null),
  ('library/loan', 'book', 'library', 'loan', 'book', 'uuid', 1, null),
  ('library/loan', 'reader', 'library', 'loan', 'reader', 'uuid', 1, null),
  ('library/loan', 'lentBy', 'library', 'loan', 'lent_by', 'uuid', 1, null),
  ('library/loan', 'state', 'library', 'loan', 'state', 'text', 1, null),
  ('library/loan', 'lentOn', 'library', 'loan', 'lent_on', 'date', 1, null),
  ('library/loan', 'returnedAt', 'library', 'loan', 'returned_at', 'timestamp with time zone', 1, null),
  ('library/loan', 'days', 'library', 'loan', 'days', 'bigint', 1, null),
  ('library/loan', 'fee', 'library', 'loan', 'fee', 'numeric(38,2)', 1, null),
  ('library/loan', 'lost', 'library', 'loan', 'lost', 'boolean', 1, null),
  ('library/loan', 'at', 'library', 'loan', 'at', 'time without time zone', 1, null),
  ('library/loan', 'extra', 'library', 'loan', 'extra', 'jsonb', 1, null),
  ('library/loan', 'pickUp.desk', 'library', 'loan', 'pick_up_desk', 'text', 1, null),
  ('library/loan', 'damages.page', 'library', 'loan_damages', 'page', 'bigint', 1, null),
  ('library/loan', 'damages.what', 'library', 'loan_damages', 'what', 'text', 1, null),
  ('library/loan', 'damages.seenBy', 'library', 'loan_damages', 'seen_by', 'uuid', 1, null),
  ('library/reader', 'name', 'library', 'reader', 'name', 'text', 1, null),
  ('library/reader', 'card', 'library', 'reader', 'card', 'text', 1, null),
  ('library/reader', 'languages', 'library', 'reader', 'languages', 'text[]', 1, null),
  ('library/reader', 'nicknames', 'library', 'reader', 'nicknames', 'text[]', 1, null);
