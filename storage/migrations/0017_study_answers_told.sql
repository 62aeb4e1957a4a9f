-- When whoever asked a unit was told what became of it. What was answered until now counts as known.

alter table study_request add column told_at bigint;
update study_request set told_at = coalesce(answered_at, asked_at) where state <> 'asked';
create index study_request_untold on study_request (asked_by) where told_at is null and state <> 'asked';
