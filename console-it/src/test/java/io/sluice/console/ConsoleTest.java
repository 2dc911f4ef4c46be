package io.sluice.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.sluice.server.ServerConfig;
import io.sluice.server.SluiceServer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main flow of the console, and every page in both themes. */
class ConsoleTest {
  private static final String STREAM =
      "CREATE STREAM card_tx (card STRING, amount DOUBLE, ts TIMESTAMP(3), WATERMARK FOR ts AS ts)";
  private static final String BODY =
      """
       MATCH_RECOGNIZE (
        PARTITION BY card
        ORDER BY ts
        MEASURES COUNT(PROBE.*) AS probes, BIG.amount AS loss
        ONE ROW PER MATCH
        AFTER MATCH SKIP PAST LAST ROW
        PATTERN (PROBE{3,} BIG) WITHIM INTERVAL '10' MINUTE
        DEFINE PROBE AS PROBE.amuont < 2,
               BIG AS BIG.amount > 200
      )""";
  private static final Instant START = Instant.parse("2026-01-31T09:00:00Z");

  private static @Nullable Chromium chromium;

  @TempDir static Path folder;

  private SluiceServer server;
  private Rest rest;
  private BrowserContext context;
  private Watched console;

  @BeforeAll
  static void findABrowser() {
    PlaywrightAssertions.setDefaultAssertionTimeout(20_000);
    Optional<Path> executable = Chromium.find();
    if (executable.isEmpty()) {
      System.out.println(
          "No Chromium on this machine: the console is not tried in a browser. Install one, or name"
              + " it in SLUICE_CHROMIUM.");
    }
    assumeTrue(executable.isPresent(), "no Chromium");
    assumeTrue(
        ConsoleTest.class.getResource("/console/index.html") != null,
        "this build has no console (-DskipConsole)");
    chromium = Chromium.start(executable.get());
  }

  @AfterAll
  static void closeTheBrowser() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @BeforeEach
  void start() {
    server = SluiceServer.start(config("data" + System.nanoTime()));
    rest = new Rest(server.port());
    open(ColorScheme.LIGHT);
  }

  @AfterEach
  void stop() {
    context.close();
    server.close();
  }

  private static ServerConfig config(String name) {
    return ServerConfig.of(folder.resolve(name)).withPort(0).withBallast(0);
  }

  private void open(ColorScheme scheme) {
    if (chromium == null) {
      throw new IllegalStateException("no browser");
    }
    context =
        chromium
            .browser()
            .newContext(
                new Browser.NewContextOptions()
                    .setViewportSize(1400, 900)
                    .setColorScheme(scheme)
                    .setBaseURL("http://127.0.0.1:" + server.port()));
    console = new Watched(context.newPage());
  }

  @Test
  void a_pattern_is_written_deployed_and_its_alert_survives_a_restart() throws Exception {
    Path data = folder.resolve("flow");
    server.close();
    context.close();
    server = SluiceServer.start(ServerConfig.of(data).withPort(0).withBallast(0));
    int port = server.port();
    rest = new Rest(port);
    open(ColorScheme.LIGHT);
    Page page = console.page();
    rest.createStream(STREAM);

    // write, with completion of the stream's name
    page.navigate("/patterns/new");
    page.locator(".cm-content").click();
    page.keyboard().type("CREATE PATTERN probing AS ");
    page.keyboard().type("SELECT card, probes, loss FROM ca");
    Locator options = page.locator(".cm-tooltip-autocomplete li");
    assertThat(options.first()).hasText("card_txstream");
    console.screen("completion");
    page.keyboard().press("Enter");
    page.keyboard().insertText(BODY);

    // see the error with its place, and let it be fixed
    Locator problems = page.getByTestId("problems");
    assertThat(problems).containsText("did you mean 'WITHIN'?");
    assertThat(problems).containsText("7:");
    assertThat(page.locator(".cm-lintRange-error").first()).hasText("WITHIM");
    console.screen("syntax-error");
    problems.getByRole(AriaRole.BUTTON, exactly("Fix")).first().click();

    // the server knows that there is no such column
    assertThat(problems).hasAttribute("data-judge", "server");
    assertThat(problems).containsText("did you mean 'amount'?");
    assertThat(page.locator(".cm-lintRange-error").first()).hasText("amuont");
    console.isAccessible("the studio with an error");
    problems.getByRole(AriaRole.BUTTON, exactly("Fix")).first().click();
    assertThat(problems).containsText("Valid");
    assertThat(problems).hasAttribute("data-judge", "server");

    // what it means, and deploy it
    Locator picture = page.locator("svg.automaton");
    assertThat(picture).containsText("PROBE");
    assertThat(picture).containsText("3 or more");
    page.keyboard().press("Control+Enter");
    Locator dialog = page.locator("dialog[open]");
    assertThat(dialog).containsText("Deploy a new pattern");
    console.isAccessible("the deploy dialog");
    dialog.getByRole(AriaRole.BUTTON, exactly("Deploy")).click();
    assertThat(page).hasURL(Pattern.compile(".*/patterns/probing$"));
    assertThat(page.locator("h1")).hasText("probing");
    console.screen("deployed");

    // an alert arrives by itself
    page.navigate("/alerts");
    assertThat(page.locator("main")).containsText("No alerts yet");
    rest.probesAndHit("card-883", START);
    Locator rows = page.getByTestId("feed").locator("a.row");
    assertThat(rows).hasCount(1);
    assertThat(rows.first()).containsText("card-883");
    assertThat(rows.first()).containsText("539.18");

    // its events, by keyboard
    page.keyboard().press("j");
    page.keyboard().press("Enter");
    Locator matched = page.getByTestId("matched");
    assertThat(matched.locator("tbody tr")).hasCount(4);
    assertThat(matched.locator(".var")).hasText(new String[] {"PROBE", "PROBE", "PROBE", "BIG"});
    console.isAccessible("an alert");
    console.screen("alert");
    console.hasNoComplaint();

    // the server goes and comes back: nothing is lost
    page.navigate("/alerts");
    assertThat(rows).hasCount(1);
    assertThat(page.locator("header .status")).hasText("Live");
    console.serverGoes();
    server.close();
    assertThat(page.locator("header .status")).hasText("Server away", within(30));
    assertThat(rows).hasCount(1);
    console.screen("server-away");
    server = SluiceServer.start(ServerConfig.of(data).withPort(port).withBallast(0));
    for (int i = 1; i <= 5; i++) {
      rest.probesAndHit("card-" + i, START.plusSeconds(60L * i));
    }
    assertThat(rows).hasCount(6, new LocatorAssertions.HasCountOptions().setTimeout(30_000));
    assertThat(page.getByTestId("resumed"))
        .containsText(Pattern.compile("[0-5] alerts? caught up, 0 lost"));
    assertThat(offsets(rows)).containsExactly("5", "4", "3", "2", "1", "0");
    console.serverIsBack();
    console.screen("resumed");

    // disable it: no alert any more
    page.navigate("/patterns");
    Locator toggle = page.getByRole(AriaRole.SWITCH, named("Disable probing"));
    toggle.click();
    assertThat(page.getByRole(AriaRole.SWITCH, named("Enable probing"))).isVisible();
    rest.probesAndHit("card-9", START.plusSeconds(900));
    page.navigate("/alerts");
    assertThat(rows).hasCount(6);
    console.hasNoComplaint();
  }

  @Test
  void every_page_is_accessible_in_both_themes_and_obeys_the_policy() throws Exception {
    rest.createStream(STREAM);
    rest.createStream(
        "CREATE STREAM news (id STRING, title TEXT, ts TIMESTAMP(3), WATERMARK FOR ts AS ts)");
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      context.close();
      open(scheme);
      Page page = console.page();
      String theme = scheme.name().toLowerCase(java.util.Locale.ROOT);
      for (String path :
          List.of(
              "/",
              "/patterns",
              "/patterns/new?template=card-testing&stream=card_tx",
              "/alerts",
              "/streams",
              "/streams/card_tx",
              "/queries",
              "/no/such/page")) {
        page.navigate(path);
        assertThat(page.locator("header .status")).hasText("Live");
        assertThat(page.locator("html")).hasAttribute("data-theme", theme);
        page.waitForTimeout(500);
        console.isAccessible(path + " in the " + theme + " theme");
        console.hasNoComplaint();
        console.screen(path.replaceAll("[/?=&]+", "-").replaceAll("^-|-$", "") + "-" + theme);
      }
    }
  }

  @Test
  void the_picture_of_a_pattern_says_what_is_in_flight() throws Exception {
    rest.createStream(STREAM);
    rest.createPattern(
        """
        CREATE PATTERN probing AS SELECT card, probes FROM card_tx MATCH_RECOGNIZE (
          PARTITION BY card ORDER BY ts MEASURES COUNT(PROBE.*) AS probes
          PATTERN (PROBE{3,} -> BIG -> NOT UNDO) WITHIN INTERVAL '10' MINUTE
          DEFINE PROBE AS PROBE.amount < 2, BIG AS BIG.amount > 200, UNDO AS UNDO.amount < 0)""");
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      context.close();
      open(scheme);
      Page page = console.page();
      String theme = scheme.name().toLowerCase(java.util.Locale.ROOT);
      page.navigate("/patterns/probing");
      Locator inFlight = page.getByTestId("in-flight");
      if (scheme == ColorScheme.LIGHT) {
        assertThat(inFlight).containsText("No attempt is in flight");
        console.screen("in-flight-none");
        // one card probes once, one three times, and one has its big payment too
        rest.payments("card-1", START, 1.0);
        rest.payments("card-2", START.plusSeconds(5), 1.0, 1.5, 0.99);
        rest.payments("card-3", START.plusSeconds(9), 1.0, 1.5, 0.99, 500);
      }
      assertThat(inFlight).containsText("3 attempts for 3 keys");
      Locator rows = inFlight.locator("tbody tr");
      assertThat(rows.nth(0)).containsText("PROBE");
      assertThat(rows.nth(0).locator("td")).hasText(new String[] {"2", "2", "2"});
      assertThat(rows.nth(1).locator("td")).hasText(new String[] {"1", "1", "1"});
      assertThat(inFlight).containsText("1 attempt has all rows");
      assertThat(inFlight.locator("ol li")).hasCount(3);
      assertThat(page.locator(".count.here[data-state=s1]")).hasText("2");
      assertThat(page.locator(".count.waiting[data-state=s2]")).hasText("1 →");
      console.isAccessible("a pattern with attempts in the " + theme + " theme");
      console.screen("in-flight-" + theme);
    }
    Page page = console.page();

    // a draft has other states: nothing is said of it
    page.locator(".cm-content").click();
    page.keyboard().press("Control+End");
    page.keyboard().type(" ");
    page.keyboard().type("-- a draft");
    assertThat(page.getByTestId("in-flight")).hasCount(0);
    page.reload();
    page.locator(".cm-content").click();
    page.keyboard().press("Control+End");
    for (int i = 0; i < 11; i++) {
      page.keyboard().press("Backspace");
    }
    assertThat(page.getByTestId("in-flight")).containsText("3 attempts for 3 keys");

    // a page that nobody sees asks nothing
    page.evaluate(
        "Object.defineProperty(document, 'visibilityState', {value: 'hidden', configurable: true})");
    page.waitForTimeout(500);
    var asked = new java.util.concurrent.atomic.AtomicInteger();
    page.onRequest(request -> asked.addAndGet(request.url().endsWith("/runs") ? 1 : 0));
    page.waitForTimeout(4_500);
    org.assertj.core.api.Assertions.assertThat(asked).hasValue(0);
    page.evaluate("delete document.visibilityState");
    page.waitForRequest(Pattern.compile(".*/runs$"), () -> {});
    console.hasNoComplaint();
  }

  @Test
  void a_stream_is_declared_fed_by_hand_and_searched() throws Exception {
    Page page = console.page();
    page.navigate("/");
    assertThat(page.locator("main")).containsText("Nothing flows here yet");
    page.getByRole(AriaRole.LINK, linkNamed("New stream")).click();
    page.getByLabel("Statement")
        .fill(
            "CREATE STREAM news (id STRING, title TEXT, ts TIMESTAMP(3), WATERMARK FOR ts AS ts)");
    page.getByRole(AriaRole.BUTTON, named("Create")).click();
    assertThat(page.locator("h1")).hasText("news");

    page.navigate("/queries");
    page.getByLabel("Id", new Page.GetByLabelOptions().setExact(true)).fill("q_oil");
    page.getByLabel("Query", new Page.GetByLabelOptions().setExact(true)).fill("title:oil");
    page.getByRole(AriaRole.BUTTON, exactlyOnPage("Store")).click();
    assertThat(page.locator("table")).containsText("q_oil");
    page.getByLabel("Document", new Page.GetByLabelOptions().setExact(true))
        .fill("{\"title\": \"Oil prices rise\"}");
    page.getByRole(AriaRole.BUTTON, exactlyOnPage("Test")).click();
    assertThat(page.locator("main")).containsText("1 query fits");
    assertThat(page.locator("main mark")).hasText("Oil");
    assertThat(page.locator("main")).containsText("score ");
    page.getByRole(AriaRole.BUTTON, exactlyOnPage("Why?")).click();
    assertThat(page.locator("main pre")).containsText("true   title:oil");
    page.getByLabel("Query to explain").fill("q_oil");
    console.isAccessible("a document that was tried");

    page.navigate("/streams/news");
    page.getByLabel("Event as JSON")
        .fill("{\"id\":\"r1\",\"title\":\"Oil prices rise\",\"ts\":\"2026-01-31T09:00:00Z\"}");
    page.getByRole(AriaRole.BUTTON, named("Send")).click();
    assertThat(page.locator("main")).containsText("On disk as offset 0.");
    assertThat(page.locator("main")).containsText("Oil prices rise");
    page.navigate("/alerts?query=q_oil");
    assertThat(page.getByTestId("feed").locator("a.row")).hasCount(1);
    console.hasNoComplaint();
  }

  @Test
  void the_theme_that_was_chosen_stays() {
    Page page = console.page();
    page.navigate("/");
    assertThat(page.locator("html")).hasAttribute("data-theme", "light");
    page.getByRole(AriaRole.BUTTON, named("Switch to the dark theme")).click();
    assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
    page.reload();
    assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
    console.hasNoComplaint();
  }

  @Test
  void the_page_comes_with_a_policy_that_allows_no_inline_code() throws Exception {
    var page = rest.page("/patterns/anything");
    String policy = page.headers().firstValue("content-security-policy").orElse("");
    assertThat(policy).contains("default-src 'none'").contains("script-src 'self'");
    assertThat(policy).doesNotContain("unsafe");
    assertThat(page.body()).doesNotContain("__CSP_NONCE__");
    assertThat(rest.page("/").body()).isNotEqualTo(rest.page("/").body());
  }

  private static List<String> offsets(Locator rows) {
    return rows.all().stream().map(row -> String.valueOf(row.getAttribute("data-offset"))).toList();
  }

  private static LocatorAssertions.HasTextOptions within(int seconds) {
    return new LocatorAssertions.HasTextOptions().setTimeout(seconds * 1_000.0);
  }

  private static Locator.GetByRoleOptions exactly(String name) {
    return new Locator.GetByRoleOptions().setName(name).setExact(true);
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }

  private static Page.GetByRoleOptions exactlyOnPage(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }

  private static Page.GetByRoleOptions linkNamed(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }
}
