package io.sluice.server.host;

import io.sluice.cep.OldAnalyzers;
import io.sluice.cep.StatementException;
import io.sluice.cep.event.StreamDef;
import io.sluice.cep.plan.Catalog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Streams that an older version may have accepted, from the registry or from the log. */
final class OldStreams {
  private static final Logger LOG = LoggerFactory.getLogger(OldStreams.class);
  private static final int SHOWN = 300;

  private OldStreams() {}

  /** What a stored CREATE defines; analyzers that there are no more are replaced, and named. */
  static StreamDef read(
      HostSetup.Compiler compiler, String name, String statement, Catalog catalog) {
    try {
      return Definition.stream(compiler, statement, catalog).def();
    } catch (StatementException e) {
      var old = OldAnalyzers.in(statement);
      if (old.replaced().isEmpty()) {
        throw e;
      }
      StreamDef def = Definition.stream(compiler, old.text(), catalog).def();
      for (OldAnalyzers.Replaced column : old.replaced()) {
        LOG.error(
            "The column `{}` of the stream `{}` has the analyzer '{}', which this version does not take: {} Its texts are analysed by '{}' now. To choose another analyzer, drop the stream and create it anew.",
            column.column(),
            name,
            shortened(column.written()),
            shortened(column.problem()),
            column.now());
      }
      return def;
    }
  }

  private static String shortened(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
  }
}
