-- When the form and the topic were last kept; a form left since before this was added counts as left long ago.

alter table dialog add column touched_at bigint not null default 0;
