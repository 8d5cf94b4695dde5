-- Ranges of what PostgreSQL has none for: a key that holds for a time asks whether two values are equal by whether the
-- ranges of one value overlap (GiST has no equality of its own without an extension).
create type platform.text_range as range (subtype = text, collation = "C");
create type platform.uuid_range as range (subtype = uuid);
create type platform.time_range as range (subtype = time);
