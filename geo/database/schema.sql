-- A register in PostGIS: `twozones` has a table for each file of the data folder, `twozones_desk`
-- what is kept about them. A change of this file is a new number in geo/database/layout.py.

CREATE SCHEMA twozones;
CREATE SCHEMA twozones_desk;

CREATE TABLE twozones_desk.state (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  layout integer NOT NULL,
  revision bigint NOT NULL DEFAULT 0,
  since timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- how each file is written back: from the table that `relation` names, or from `content`
CREATE TABLE twozones_desk.file (
  name text PRIMARY KEY,
  relation text UNIQUE,
  columns text[] NOT NULL,
  details jsonb NOT NULL,
  content bytea,
  CHECK ((relation IS NULL) <> (content IS NULL))
);

-- history: `who` is what the program says, `login` what the database knows
CREATE TABLE twozones_desk.change (
  id text PRIMARY KEY,
  revision bigint NOT NULL UNIQUE,
  moment timestamptz NOT NULL DEFAULT clock_timestamp(),
  who text NOT NULL,
  login text NOT NULL DEFAULT session_user,
  why text NOT NULL,
  source text NOT NULL,
  undoes text
);

-- one row of a table, whole, before and after a change; NULL is no row
CREATE TABLE twozones_desk.row_change (
  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  change text NOT NULL REFERENCES twozones_desk.change,
  relation text NOT NULL,
  record text NOT NULL,
  before jsonb,
  after jsonb
);
CREATE INDEX ON twozones_desk.row_change (relation, record);

CREATE TABLE twozones_desk.proposal (
  id text PRIMARY KEY,
  state text NOT NULL,
  stated jsonb NOT NULL
);

-- Opens the change of this transaction, once: a new revision, its row, and the notice to servers.
-- The program says who, why and which source by settings of the transaction; in any other
-- session it is the login that changes the register, for no reason given.
CREATE FUNCTION twozones_desk.touch() RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = twozones_desk, pg_temp AS $$
DECLARE
  opened text := nullif(current_setting('twozones.opened', true), '');
  number bigint;
BEGIN
  IF opened IS NOT NULL THEN
    RETURN opened;
  END IF;
  UPDATE state SET revision = revision + 1 RETURNING revision INTO number;
  INSERT INTO change (id, revision, who, why, source, undoes) VALUES (
    coalesce(
      nullif(current_setting('twozones.change', true), ''),
      to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYYMMDDHH24MISSUS')
        || '-' || substr(md5(random()::text), 1, 8)
    ),
    number,
    coalesce(nullif(current_setting('twozones.who', true), ''), session_user),
    coalesce(current_setting('twozones.why', true), ''),
    coalesce(current_setting('twozones.source', true), ''),
    nullif(current_setting('twozones.undoes', true), '')
  ) RETURNING id INTO opened;
  PERFORM set_config('twozones.opened', opened, true);
  PERFORM pg_notify('twozones', number::text);
  RETURN opened;
END $$;

-- Whoever may change a table writes its history by that, and may do so in no other way.
CREATE FUNCTION twozones_desk.keep_row() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = twozones_desk, pg_temp AS $$
DECLARE
  ours CONSTANT text[] := '{_key,_position,_point,_shape}';
  was jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END;
  is_ jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END;
  record text := coalesce(is_ ->> '_key', was ->> '_key');
BEGIN
  IF was ? '_shape' THEN
    was := was || jsonb_build_object('geometry', OLD._shape::text);
  END IF;
  IF is_ ? '_shape' THEN
    is_ := is_ || jsonb_build_object('geometry', NEW._shape::text);
  END IF;
  IF was - '_position' IS DISTINCT FROM is_ - '_position' THEN
    INSERT INTO row_change (change, relation, record, before, after)
    VALUES (touch(), TG_TABLE_NAME, record, was - ours, is_ - ours);
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION twozones_desk.keep_file() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = twozones_desk, pg_temp AS $$
BEGIN
  PERFORM touch();
  RETURN NULL;
END $$;

CREATE TRIGGER keep AFTER INSERT OR UPDATE OR DELETE ON twozones_desk.file
FOR EACH ROW EXECUTE FUNCTION twozones_desk.keep_file();

-- triggers run them for everybody; nobody calls them by name
REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA twozones_desk FROM PUBLIC;
