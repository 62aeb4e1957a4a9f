-- A confirmed result that somebody wants taken back: it counts until a second person agrees.
alter table class_result add column undo_by text;
alter table class_result add column undo_why text not null default '';
