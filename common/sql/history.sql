-- Who changed what, and in which request, is looked for in the contexts of the field history.
CREATE INDEX common_history_actor ON pghistory_context ((metadata->>'actor'));
CREATE INDEX common_history_name ON pghistory_context ((metadata->>'actor_name') text_pattern_ops);
CREATE INDEX common_history_request ON pghistory_context ((metadata->>'request_id'));
