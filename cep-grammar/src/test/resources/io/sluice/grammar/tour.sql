-- One statement or more of every kind of use, to be read without an error.
CREATE STREAM payments (pay_id STRING NOT NULL, account STRING, shop STRING, land STRING, cents BIGINT, ok BOOLEAN, at TIMESTAMP(3),
  WATERMARK FOR at AS at - INTERVAL '5' SECONDS IDLE AFTER INTERVAL '30' SECOND, PARTITION KEY (account)) LATE TO payments_late RETAIN INTERVAL '30' DAYS;
CREATE OR REPLACE STREAM pulses (machine VARCHAR(40), hall CHAR(3), at TIMESTAMP(3), WATERMARK FOR at AS at) LATE DROP RETAIN 5 GB WITH ('open' = 'true', buckets = 12);
CREATE TABLE ceilings (model CHARACTER VARYING(20) PRIMARY KEY, top DOUBLE PRECISION, tags ARRAY<STRING>, more MAP<STRING, DECIMAL(4,2)>,
  at TIMESTAMP(3) WITH LOCAL TIME ZONE, PRIMARY KEY (model) NOT ENFORCED) WITH ('feed' = 'file');
CREATE STREAM stories (id STRING, ticker STRING, headline TEXT, article TEXT ANALYZER 'english', at TIMESTAMP(3));
CREATE VIEW big AS SELECT * FROM payments WHERE cents > 100000;

-- small tries, then a big one
CREATE PATTERN tries_then_hit (tiny INTEGER DEFAULT 200, big BIGINT DEFAULT 20000) COMMENT 'a stolen card is tried' AS
INSERT INTO alarms
SELECT account, since, tries, shops, lost
FROM payments MATCH_RECOGNIZE (
  PARTITION BY account
  ORDER BY at
  MEASURES FIRST(TRY.at) AS since, COUNT(TRY.*) AS tries, COUNT(DISTINCT TRY.shop) AS shops, HIT.cents AS lost
  ONE ROW PER MATCH
  AFTER MATCH SKIP PAST LAST ROW
  PATTERN (RELAXED(TRY{3,}) -> HIT) WITHIN INTERVAL '10' MINUTES
  DEFINE TRY AS TRY.cents < :tiny, HIT AS HIT.cents > :big AND HIT.ok
) AS m;

-- two places, too far apart
CREATE PATTERN too_fast AS
SELECT account, KM_BETWEEN(la0, lo0, la1, lo1) AS km
FROM logins MATCH_RECOGNIZE (
  PARTITION BY account ORDER BY at
  MEASURES HERE.lat AS la0, HERE.lon AS lo0, THERE.lat AS la1, THERE.lon AS lo1
  AFTER MATCH SKIP TO LAST THERE
  PATTERN (HERE THERE) WITHIN INTERVAL '12' HOUR
  DEFINE THERE AS THERE.land <> HERE.land AND KM_BETWEEN(HERE.lat, HERE.lon, THERE.lat, THERE.lon) > 900 * GREATEST(SECONDS_BETWEEN(HERE.at, THERE.at) / 3600.0, .05)
);

-- several streams, and what must not happen in between
CREATE PATTERN stolen_account AS
INSERT INTO alarms (account, amount)
SELECT account, amount
FROM MERGE (logins AS l, banking) MATCH_RECOGNIZE (
  PARTITION BY account ORDER BY at
  MEASURES SEND.amount AS amount
  PATTERN (RESET -> LOGIN -> NOT PROOF -> PAYEE -> NOT PROOF -> SEND) WITHIN INTERVAL '1' HOUR
  DEFINE RESET ON l AS RESET.kind = 'reset',
         LOGIN ON l AS LOGIN.kind = 'login' AND LOGIN.fresh_device,
         PROOF ON l AS PROOF.kind = 'proof',
         PAYEE ON banking AS PAYEE.kind = 'payee',
         SEND ON banking AS SEND.kind = 'transfer' AND SEND.payee = PAYEE.payee
) AS m;

-- silence
CREATE PATTERN silent AS
SELECT machine, seen FROM pulses MATCH_RECOGNIZE (
  PARTITION BY machine ORDER BY at MEASURES PULSE.at AS seen
  AFTER MATCH SKIP TO NEXT ROW
  PATTERN (PULSE -> NOT NEXT_ONE) WITHIN INTERVAL '30' SECOND
  DEFINE NEXT_ONE AS TRUE) m;

-- plain ISO
SELECT * FROM quotes MATCH_RECOGNIZE (
  PARTITION BY sym ORDER BY at
  MEASURES S.at AS t0, FINAL LAST(D.at) AS t1, LAST(U.at) AS t2, MATCH_NUMBER() AS n, CLASSIFIER() AS c, PREV(U.px, 2) AS p
  ALL ROWS PER MATCH OMIT EMPTY MATCHES
  AFTER MATCH SKIP TO FIRST U
  PATTERN (^ S (D+ | {- X -}) U{2,5}? PERMUTE(A, B C) Z??)
  SUBSET DU = (D, U)
  DEFINE D AS D.px < PREV(D.px), U AS U.px > PREV(U.px) AND RUNNING AVG(DU.px) > 10
);

-- one of two must come
SELECT ordered FROM MERGE (orders, parcels, cancels) MATCH_RECOGNIZE (
  PARTITION BY order_no ORDER BY at MEASURES O.at AS ordered, MATCH_ROWTIME() AS due
  ONE ROW PER MATCH SHOW TIMEOUT MATCHES
  PATTERN (O -> NOT (P | C)) WITHIN INTERVAL '2' DAY
  DEFINE O ON orders AS O.total > 0, P ON parcels AS TRUE, C ON cancels AS TRUE);

-- windows
CREATE PATTERN flood AS
INSERT INTO alarms
SELECT target, window_start, window_end, COUNT(*) AS flows, COUNT(DISTINCT source) AS sources
FROM HOP(TABLE flows, DESCRIPTOR(at), INTERVAL '10' SECOND, INTERVAL '1' MINUTE)
GROUP BY target, window_start, window_end
HAVING COUNT(*) > 100000 AND COUNT(DISTINCT source) > 1000
EMIT EARLY EVERY INTERVAL '1' SECOND;
SELECT a, SUM(b) FROM t GROUP BY a, TUMBLE(at, INTERVAL '5' MINUTES) EMIT CHANGES LIMIT 10;
SELECT x FROM SESSION(TABLE (SELECT * FROM t) PARTITION BY who, DESCRIPTOR(at), INTERVAL '30' MINUTE) AS s UNION ALL SELECT y FROM u;
SELECT SUM(v) OVER (PARTITION BY k ORDER BY at RANGE BETWEEN INTERVAL '1' HOUR PRECEDING AND CURRENT ROW) AS s FROM t;

-- joins
CREATE TABLE rates AS
SELECT test, arm, window_start, COUNT(*) AS shown, CAST(COUNT(click) AS DOUBLE) / COUNT(*) AS rate
FROM TUMBLE(TABLE (
  SELECT s.test, s.arm, s.at, c.click FROM shows AS s LEFT OUTER JOIN clicks AS c ON c.show = s.show AND c.at BETWEEN s.at AND s.at + INTERVAL '30' MINUTE
), DESCRIPTOR(at), INTERVAL '1' HOUR)
GROUP BY test, arm, window_start, window_end
EMIT FINAL;
CREATE PATTERN overheated AS
SELECT sensor, since, peak FROM (
  SELECT r.sensor, r.celsius, r.at, c.top FROM readings AS r JOIN ceilings FOR SYSTEM_TIME AS OF r.at AS c ON c.model = r.model
) MATCH_RECOGNIZE (
  PARTITION BY sensor ORDER BY at MEASURES FIRST(HOT.at) AS since, MAX(HOT.celsius) AS peak
  PATTERN (HOT{5,}) GAP INTERVAL '2' MINUTE DEFINE HOT AS HOT.celsius > HOT.top) EMIT EARLY;

-- text
INSERT INTO mails
SELECT s.who, HIGHLIGHT(n.article, s.q) AS snippet, SCORE((n.headline, n.article), s.q) AS score
FROM stories AS n JOIN searches FOR SYSTEM_TIME AS OF n.at AS s ON MATCHES((n.headline, n.article), s.q, ANALYZER => 'english');
SELECT id FROM stories WHERE MATCHES(*, '"rate cut"~2 OR bank*') AND headline NOT LIKE '%draft\%' ESCAPE '\';

-- a chain without a key
CREATE PATTERN layers AS
SELECT hops FROM transfers MATCH_RECOGNIZE (
  ORDER BY at MEASURES ARRAY_AGG(CHAIN.dst) AS hops
  AFTER MATCH NO SKIP
  PATTERN (T1 ->> T2 ->> T3) WITHIN INTERVAL '72' HOUR GAP INTERVAL '24' HOUR
  SUBSET CHAIN = (T1, T2)
  DEFINE T2 AS T2.src = T1.dst AND T2.amount BETWEEN 0.85 * T1.amount AND T1.amount, T3 AS T3.src = T2.dst);

-- managing
ALTER PATTERN tries_then_hit SET tiny = 300, big = 30000;
ALTER PATTERN silent AS SELECT a FROM b CARRY STATE DRY RUN;
PAUSE PATTERN silent; RESUME PATTERN silent; DROP PATTERN IF EXISTS silent;
SHOW PATTERNS LIKE 's%'; SHOW STREAMS; DESCRIBE EXTENDED payments;
EXPLAIN AUTOMATON SELECT a FROM b; EXPLAIN SHOW TABLES;
EXPLAIN WHY NOT PATTERN silent FOR (machine = 'm1') BETWEEN TIMESTAMP '2026-01-01 00:00:00' AND TIMESTAMP '2026-01-02 00:00:00';
REPLAY PATTERN silent FROM NOW() - INTERVAL '7' DAY TO NOW() INTO tried;
DIFF PATTERN silent VERSION 3 WITH SELECT a FROM b FROM NOW() - INTERVAL '1' DAY;
TEST PATTERN silent GIVEN pulses VALUES ('m1', 'A'), ('m2', 'B'), other VALUES (1) ADVANCE TO TIMESTAMP '2026-01-01 00:01:00' EXPECT EXACTLY ('m1', NULL);
TEST PATTERN silent GIVEN pulses VALUES ('m1') EXPECT NOTHING;
INSERT INTO pulses (machine, hall) VALUES ('m1', 'A'), ('m2', CASE WHEN TRUE THEN 'B' ELSE 'C' END);
WITH t AS (SELECT a FROM b) SELECT DISTINCT a, t.*, m['k'], ARRAY[1, 2], EXTRACT(HOUR FROM at) FROM t WHERE a IS NOT UNKNOWN AND b IS DISTINCT FROM c OR NOT d IN (1, 2) ORDER BY at DESC NULLS LAST;
SELECT a FROM b WHERE c IN (SELECT d FROM e) AND EXISTS (SELECT 1 FROM f) AND g != (SELECT MAX(h) FROM i)
