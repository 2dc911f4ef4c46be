-- Everything that happens to a card: purchases, and what its holder does with the account.
CREATE STREAM card_tx (
  tx_id STRING NOT NULL,
  card STRING NOT NULL,
  kind STRING NOT NULL,
  merchant STRING,
  category STRING,
  channel STRING,
  country STRING,
  lat DOUBLE,
  lon DOUBLE,
  amount DECIMAL(12,2),
  approved BOOLEAN,
  ts TIMESTAMP(3) NOT NULL,
  WATERMARK FOR ts AS ts - INTERVAL '1' SECOND
);

-- Purchases where the card itself was in a shop; fed from card_tx by the pattern below.
CREATE STREAM present_tx (
  tx_id STRING,
  card STRING,
  merchant STRING,
  country STRING,
  lat DOUBLE,
  lon DOUBLE,
  amount DECIMAL(12,2),
  ts TIMESTAMP(3),
  WATERMARK FOR ts AS ts
);

CREATE PATTERN present COMMENT 'Card-present purchases, for impossible_travel' AS
INSERT INTO present_tx
SELECT tx_id, card, merchant, country, lat, lon, amount, ts
FROM card_tx
WHERE kind = 'purchase' AND channel = 'present' AND approved;

CREATE PATTERN card_testing (small DECIMAL(12,2) DEFAULT 2.00, large DECIMAL(12,2) DEFAULT 200.00)
COMMENT 'A stolen number is tried with small payments, then used' AS
SELECT card, probes, merchants, first_ts, loss
FROM card_tx MATCH_RECOGNIZE (
  PARTITION BY card
  ORDER BY ts
  MEASURES COUNT(PROBE.*) AS probes, COUNT(DISTINCT PROBE.merchant) AS merchants,
    FIRST(PROBE.ts) AS first_ts, BIG.amount AS loss
  AFTER MATCH SKIP PAST LAST ROW
  PATTERN (RELAXED(PROBE{3,}) -> BIG) WITHIN INTERVAL '10' MINUTE
  DEFINE PROBE AS PROBE.kind = 'purchase' AND PROBE.amount < :small,
         BIG AS BIG.kind = 'purchase' AND BIG.amount > :large AND BIG.approved
) AS m;

CREATE PATTERN impossible_travel COMMENT 'One card in two shops that are too far apart' AS
SELECT card, c0, c1, km, minutes
FROM present_tx MATCH_RECOGNIZE (
  PARTITION BY card
  ORDER BY ts
  MEASURES A.country AS c0, B.country AS c1,
    ROUND(GEO_DISTANCE_KM(A.lat, A.lon, B.lat, B.lon)) AS km,
    ROUND(SECONDS_BETWEEN(A.ts, B.ts) / 60.0) AS minutes
  AFTER MATCH SKIP TO LAST B
  PATTERN (A B) WITHIN INTERVAL '12' HOUR
  DEFINE B AS B.country <> A.country
    AND GEO_DISTANCE_KM(A.lat, A.lon, B.lat, B.lon) > 900.0 * GREATEST(SECONDS_BETWEEN(A.ts, B.ts) / 3600.0, 0.05)
) AS m;

CREATE PATTERN velocity COMMENT 'Six purchases within two minutes' AS
SELECT card, purchases, total, first_ts
FROM card_tx MATCH_RECOGNIZE (
  PARTITION BY card
  ORDER BY ts
  MEASURES COUNT(BUY.*) AS purchases, SUM(BUY.amount) AS total, FIRST(BUY.ts) AS first_ts
  AFTER MATCH SKIP PAST LAST ROW
  PATTERN (RELAXED(BUY{6})) WITHIN INTERVAL '2' MINUTE
  DEFINE BUY AS BUY.kind = 'purchase' AND BUY.amount >= 10
) AS m;

CREATE PATTERN account_takeover COMMENT 'Password reset, a new device that nobody confirmed, then a large purchase' AS
SELECT card, reset_ts, merchant, amount
FROM card_tx MATCH_RECOGNIZE (
  PARTITION BY card
  ORDER BY ts
  MEASURES RESET.ts AS reset_ts, PAY.merchant AS merchant, PAY.amount AS amount
  AFTER MATCH SKIP PAST LAST ROW
  PATTERN (RESET -> DEVICE -> NOT CONFIRMED -> PAY) WITHIN INTERVAL '1' HOUR
  DEFINE RESET AS RESET.kind = 'password_reset',
         DEVICE AS DEVICE.kind = 'device_added',
         CONFIRMED AS CONFIRMED.kind = 'device_confirmed',
         PAY AS PAY.kind = 'purchase' AND PAY.amount > 500 AND PAY.approved
) AS m;
