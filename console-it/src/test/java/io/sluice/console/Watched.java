package io.sluice.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A page with everything that it complains about written down. */
final class Watched {
  private static final Path SCREENS = Path.of(System.getProperty("screens", "target/screens"));

  private final Page page;
  private final List<String> complaints = new ArrayList<>();
  private boolean serverDown;

  Watched(Page page) {
    this.page = page;
    page.onConsoleMessage(
        message -> {
          // While the server is away the browser itself reports each request that failed.
          boolean expected =
              serverDown && message.text().matches("(?s).*(ERR_|WebSocket connection|status of).*");
          if (List.of("error", "warning").contains(message.type()) && !expected) {
            complaints.add(message.type() + ": " + message.text() + " at " + message.location());
          }
        });
    page.onPageError(error -> complaints.add("exception: " + error));
    page.addInitScript(
        "window.violations = []; addEventListener('securitypolicyviolation', e =>"
            + " violations.push(e.violatedDirective + ' ' + e.blockedURI + ' ' + e.sourceFile));");
  }

  Page page() {
    return page;
  }

  void serverGoes() {
    serverDown = true;
  }

  void serverIsBack() {
    serverDown = false;
  }

  void hasNoComplaint() {
    assertThat(complaints).as("console of the browser").isEmpty();
    assertThat((List<?>) page.evaluate("window.violations")).as("policy violations").isEmpty();
  }

  /** Axe, run as a script of the debugger: the page's own policy would not let it in. */
  void isAccessible(String what) throws IOException {
    Path axe = Path.of(System.getProperty("axe"));
    page.evaluate(Files.readString(axe) + ";0");
    // The list of completions is not focusable by design: the editor keeps the focus and drives it.
    Object found =
        page.evaluate(
            "axe.run({exclude: [['.cm-tooltip']]}).then(r => r.violations.map(v => v.id + ': ' +"
                + " v.nodes.map(n => n.html.slice(0, 200) + ' ' +"
                + " (n.any[0]?.message ?? '')).join(' | ')))");
    assertThat((List<?>) found).as("axe on %s", what).isEmpty();
  }

  void screen(String name) {
    page.screenshot(new Page.ScreenshotOptions().setPath(SCREENS.resolve(name + ".png")));
  }
}
