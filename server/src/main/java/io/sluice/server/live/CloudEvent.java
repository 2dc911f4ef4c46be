package io.sluice.server.live;

import io.sluice.cep.event.Timestamps;
import io.sluice.server.store.StoredAlert;
import io.sluice.server.wire.Json;

/** The envelope in which alerts leave the server, as CloudEvents 1.0 has it. */
final class CloudEvent {
  private CloudEvent() {}

  static String of(StoredAlert alert) {
    var out = new StringBuilder(alert.document().length + 256);
    out.append("{\"specversion\":\"1.0\",\"id\":").append(Json.quoted(alert.id()));
    out.append(",\"source\":")
        .append(Json.quoted((alert.query() ? "/queries/" : "/patterns/") + alert.name()));
    out.append(",\"type\":\"io.sluice.alert.v1\"");
    if (!alert.keys().isEmpty()) {
      out.append(",\"subject\":").append(Json.quoted(alert.keys().getFirst()));
    }
    out.append(",\"time\":\"").append(Timestamps.format(alert.time()));
    out.append("\",\"datacontenttype\":\"application/json\",\"data\":");
    out.append(new String(alert.document(), java.nio.charset.StandardCharsets.UTF_8));
    return out.append('}').toString();
  }
}
