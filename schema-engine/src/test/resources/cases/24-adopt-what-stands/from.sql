CREATE TYPE mood AS ENUM ('fine', 'sad');
CREATE TABLE users (
  id int4 NOT NULL CONSTRAINT pk_users PRIMARY KEY,
  name varchar(40) NOT NULL DEFAULT 'x',
  price decimal(8,2) CHECK (price > 0),
  feels mood NOT NULL DEFAULT 'fine',
  made timestamp with time zone NOT NULL DEFAULT now()
);
CREATE TABLE notes (
  id serial PRIMARY KEY,
  user_id int REFERENCES users ON DELETE CASCADE,
  body text
);
CREATE INDEX notes_body ON notes (lower(body)) WHERE body IS NOT NULL;
