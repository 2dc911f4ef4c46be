package io.sluice.benchmarks.cep;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/**
 * W2: of one user three failed logins, a change of the password and a transfer above 1,000 within
 * 30 minutes, other events between; a match may start at every failed login.
 */
final class AccountTakeover implements Workload<AccountTakeover.Action> {
  private static final int EVENTS = 2_000_000;
  private static final int USERS = 50_000;
  private static final long WITHIN = 1_800_005;
  private static final String FAILED = "login_failed";
  private static final String PASSWORD = "password_changed";
  private static final String TRANSFER = "transfer";
  private static final String[] TAKEOVER = {FAILED, FAILED, FAILED, FAILED, PASSWORD, TRANSFER};

  record Action(long n, long time, String user, String kind, double amount) implements Timed {}

  @Override
  public List<Action> events() {
    var random = new Random(2);
    String[] users = Names.of("user", USERS);
    var under = new ArrayDeque<int[]>();
    var events = new ArrayList<Action>(EVENTS);
    for (int n = 0; n < EVENTS; n++) {
      int user = random.nextInt(USERS);
      int roll = random.nextInt(100);
      String kind = roll < 5 ? FAILED : roll < 7 ? PASSWORD : roll < 25 ? TRANSFER : "view";
      double amount = kind.equals(TRANSFER) ? Math.exp(4 + random.nextGaussian()) : 0;
      if (random.nextInt(500) == 0) {
        under.add(new int[] {user, 0});
      }
      if (!under.isEmpty() && random.nextInt(40) == 0) {
        int[] takeover = under.remove();
        user = takeover[0];
        kind = TAKEOVER[takeover[1]++];
        amount = kind.equals(TRANSFER) ? 800 + random.nextInt(2000) : 0;
        if (takeover[1] < TAKEOVER.length) {
          under.add(takeover);
        }
      }
      events.add(new Action(n, n * 10L, users[user], kind, amount));
    }
    return events;
  }

  @Override
  public List<String> columns() {
    return List.of("user STRING", "kind STRING", "amount DOUBLE");
  }

  @Override
  public Object[] values(Action event) {
    return new Object[] {event.user, event.kind, event.amount};
  }

  @Override
  public List<String> patterns() {
    return List.of(
        """
        CREATE PATTERN r0 AS SELECT a, b, c FROM s MATCH_RECOGNIZE (
          PARTITION BY user ORDER BY ts
          MEASURES F1.n AS a, P.n AS b, T.n AS c
          AFTER MATCH SKIP TO NEXT ROW
          PATTERN (F1 -> F2 -> F3 -> P -> T) WITHIN INTERVAL '1800.005' SECOND
          DEFINE F1 AS F1.kind = 'login_failed', F2 AS F2.kind = 'login_failed',
            F3 AS F3.kind = 'login_failed', P AS P.kind = 'password_changed',
            T AS T.kind = 'transfer' AND T.amount > 1000) AS m""");
  }

  /** A partial match: its first row, its password change, and how many rows it has. */
  private static final class Attempt {
    private final Action first;
    private long password;
    private int rows = 1;

    Attempt(Action first) {
      this.first = first;
    }
  }

  @Override
  public Consumer<Action> loop(Found found) {
    Map<String, ArrayDeque<Attempt>> users = new HashMap<>();
    return event -> {
      boolean failed = event.kind.equals(FAILED);
      ArrayDeque<Attempt> attempts = users.get(event.user);
      if (attempts == null) {
        if (failed) {
          attempts = new ArrayDeque<>(4);
          attempts.add(new Attempt(event));
          users.put(event.user, attempts);
        }
        return;
      }
      while (!attempts.isEmpty() && event.time - attempts.peek().first.time >= WITHIN) {
        attempts.remove();
      }
      if (failed) {
        for (Attempt attempt : attempts) {
          if (attempt.rows < 3) {
            attempt.rows++;
          }
        }
        attempts.add(new Attempt(event));
      } else if (event.kind.equals(PASSWORD)) {
        for (Attempt attempt : attempts) {
          if (attempt.rows == 3) {
            attempt.rows = 4;
            attempt.password = event.n;
          }
        }
      } else if (event.kind.equals(TRANSFER) && event.amount > 1000) {
        for (Iterator<Attempt> at = attempts.iterator(); at.hasNext(); ) {
          Attempt attempt = at.next();
          if (attempt.rows == 4) {
            found.match(SluiceDriver.rule(0), attempt.first.n, attempt.password, event.n);
            at.remove();
          }
        }
      }
      if (attempts.isEmpty()) {
        users.remove(event.user);
      }
    };
  }

  private static boolean failed(Action event) {
    return event.kind.equals(FAILED);
  }

  private static boolean password(Action event) {
    return event.kind.equals(PASSWORD);
  }

  private static boolean large(Action event) {
    return event.kind.equals(TRANSFER) && event.amount > 1000;
  }

  @Override
  public List<FlinkRule<Action>> flink() {
    return List.of(
        FlinkRule.<Action>of(0, WITHIN, Action::user)
            .filter(e -> failed(e) || password(e) || large(e))
            .begin("a", AccountTakeover::failed)
            .followedBy("f2", AccountTakeover::failed)
            .followedBy("f3", AccountTakeover::failed)
            .followedBy("b", AccountTakeover::password)
            .followedBy("c", AccountTakeover::large));
  }

  @Override
  public String siddhi() {
    return """
        partition with (user of S) begin
        from every a=S[kind == 'login_failed'] -> x=S[kind == 'login_failed']
          -> y=S[kind == 'login_failed'] -> b=S[kind == 'password_changed']
          -> c=S[kind == 'transfer' and amount > 1000.0]
        within 1800005 milliseconds
        select 0 as rule, a.n as a, b.n as b, c.n as c insert into Out;
        end;
        """;
  }
}
