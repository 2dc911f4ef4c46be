package io.sluice.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The console's files from the class path, with a policy under which only they run. */
final class ConsoleHandler {
  private static final String ROOT = "console/";

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml",
          "png", "image/png",
          "ico", "image/x-icon",
          "woff2", "font/woff2",
          "json", "application/json",
          "map", "application/json",
          "txt", "text/plain; charset=utf-8");

  private static final String NO_CONSOLE =
      "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Sluice</title><h1>Sluice is running</h1>"
          + "<p>This build has no console. The interface is at <a href=\"/v1\">/v1</a>, its health at <a href=\"/health/ready\">/health/ready</a>.</p></html>";

  private final SecureRandom random = new SecureRandom();
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();

  /** A file by its exact name; null where there is none. */
  @Nullable Answer file(String path) {
    String name = path.startsWith("/") ? path.substring(1) : path;
    if (name.isEmpty()
        || name.equals("index.html")
        || name.contains("..")
        || name.contains("\\")
        || name.contains("//")) {
      return null;
    }
    byte[] content = read(name);
    String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    if (content == null || type == null) {
      return null;
    }
    boolean hashed = name.startsWith("assets/");
    return new Answer(
        200,
        type,
        content,
        Map.of("Cache-Control", hashed ? "public, max-age=31536000, immutable" : "no-cache"));
  }

  /** The page, with a nonce that only this answer knows. */
  Answer index() {
    byte[] content = read("index.html");
    var bytes = new byte[16];
    random.nextBytes(bytes);
    String nonce = Base64.getEncoder().encodeToString(bytes);
    String html =
        content == null ? NO_CONSOLE : new String(content, UTF_8).replace("__CSP_NONCE__", nonce);
    return Answer.text("text/html; charset=utf-8", html)
        .header("Cache-Control", "no-store")
        .header("Content-Security-Policy", policy(nonce));
  }

  private static String policy(String nonce) {
    return "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-"
        + nonce
        + "'; connect-src 'self'; img-src 'self' data:; font-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";
  }

  private byte @Nullable [] read(String name) {
    byte[] known = files.get(name);
    if (known != null) {
      return known;
    }
    try (InputStream in = getClass().getClassLoader().getResourceAsStream(ROOT + name)) {
      if (in == null) {
        return null;
      }
      byte[] content = in.readAllBytes();
      files.put(name, content);
      return content;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
