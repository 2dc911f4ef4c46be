-- Articles as they are published. TEXT columns are cut into words for searching, STRING columns are exact values.
CREATE STREAM news (
  id STRING NOT NULL,
  title TEXT,
  body TEXT ANALYZER 'english',
  section STRING,
  company STRING,
  words INT,
  breaking BOOLEAN,
  ts TIMESTAMP(3) NOT NULL,
  WATERMARK FOR ts AS ts - INTERVAL '1' SECOND
);

CREATE PATTERN story_develops COMMENT 'Two articles about one company within ten minutes, then a breaking one' AS
SELECT company, first_title, last_title
FROM news MATCH_RECOGNIZE (
  PARTITION BY company
  ORDER BY ts
  MEASURES FIRST(A.title) AS first_title, B.title AS last_title
  AFTER MATCH SKIP PAST LAST ROW
  PATTERN (RELAXED(A{2}) -> B) WITHIN INTERVAL '10' MINUTE
  DEFINE A AS NOT A.breaking, B AS B.breaking
) AS m;
