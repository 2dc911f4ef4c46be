package io.sluice.server.http;

import io.sluice.server.wire.Problem;
import io.sluice.server.wire.ProblemCode;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the pages of other web sites out. A browser names the site of the page in Origin, and the
 * server that it believes to talk to in Host. A page whose name was made to lead to this machine
 * (DNS rebinding) has an Origin that fits its Host; so the Host must be a name that is known to be
 * ours. Programs are not kept out by this and need not be.
 */
final class Gate {
  private final Set<String> names = new TreeSet<>();
  private final boolean anyName;

  /**
   * @param address that the server listens on
   * @param allowed further names of this server
   */
  Gate(String address, Set<String> allowed) {
    names.addAll(Set.of("localhost", "127.0.0.1", "[::1]"));
    names.add(bare(address.contains(":") ? "[" + address + "]" : address));
    allowed.forEach(name -> names.add(bare(name)));
    // Somebody who listens to the network has names that we can not know, unless they are told.
    this.anyName = allowed.isEmpty() && !isLoopback(address);
  }

  private static boolean isLoopback(String address) {
    try {
      return InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** Why a request may not come in; null: it may. */
  @Nullable Problem refusal(HttpServerRequest request) {
    String host = request.getHeader("Host");
    if (!anyName && host != null && !names.contains(bare(host))) {
      return ProblemCode.HOST_NOT_ALLOWED.problem(
          "The header Host names `%s`; this server answers to %s. Start it with --allow-host %s if that name is meant to be its own."
              .formatted(shortened(host), String.join(", ", names), shortened(bare(host))));
    }
    boolean changes =
        !request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD);
    if (changes && !isOwnOrigin(request)) {
      return ProblemCode.CROSS_ORIGIN.problem(
          "Requests of other web sites are refused: the header Origin must name this server.");
    }
    return null;
  }

  /** Programs send no Origin; browsers do. */
  static boolean isOwnOrigin(HttpServerRequest request) {
    String origin = request.getHeader("Origin");
    String host = request.getHeader("Host");
    return origin == null
        || (host != null
            && origin
                .toLowerCase(Locale.ROOT)
                .replaceFirst("^https?://", "")
                .equals(host.toLowerCase(Locale.ROOT)));
  }

  /** Without port, and without the dot that may end a full name. */
  private static String bare(String host) {
    return host.strip()
        .toLowerCase(Locale.ROOT)
        .replaceFirst(":\\d*$", "")
        .replaceFirst("\\.$", "");
  }

  private static String shortened(String text) {
    return text.length() > 100 ? text.substring(0, 100) : text;
  }
}
