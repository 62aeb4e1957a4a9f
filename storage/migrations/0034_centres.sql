-- Many centres in one deployment: what a centre owns and units do not already bound. A centre goes by the id of its
-- top unit; '' is the whole deployment, which is what everything has that was there before.
alter table training_class add column centre text not null default '';
alter table material add column centre text not null default '';
alter table lecturer add column centre text not null default '';
alter table faq_entry add column centre text not null default '';
alter table question_cluster add column centre text not null default '';
alter table notice add column centre text not null default '';
