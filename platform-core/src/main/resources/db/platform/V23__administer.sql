-- More than one privilege over the platform: the code names them, and nobody but the command line grants them.

alter table platform.account_privilege drop constraint if exists account_privilege_privilege_check;
alter table platform.account_privilege
    add constraint account_privilege_privilege_check check (privilege ~ '^[a-z][a-z_]{0,39}$');
