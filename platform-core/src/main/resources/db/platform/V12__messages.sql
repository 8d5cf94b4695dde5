-- Messages that processes send stand among their steps.
alter table platform.step drop constraint step_kind_check;
alter table platform.step add constraint step_kind_check
    check (kind in ('START', 'TASK', 'MILESTONE', 'MESSAGE', 'END'));
