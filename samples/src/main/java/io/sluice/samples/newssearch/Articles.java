package io.sluice.samples.newssearch;

import io.sluice.samples.JsonLine;
import io.sluice.server.demo.Sample.Generated;
import io.sluice.server.demo.Sample.Generator;
import java.util.List;
import java.util.Random;

/** Articles put together from templates: a subject, what happened to it, and filling. */
final class Articles implements Generator {
  private record Topic(String section, String title, String body) {
    String titleOf(String company) {
      return title.replace("@", company);
    }

    String bodyOf(String company) {
      return body.replace("@", company) + ".";
    }
  }

  private static final List<String> COMPANIES =
      List.of(
          "Rhenania",
          "Nordwind",
          "Helios Steel",
          "Baltic Foods",
          "Quantum Chips",
          "Atlas Motors",
          "Blue Harbour",
          "Severn Oil",
          "Orion Air",
          "Castor Bank",
          "Delta Pharma",
          "Granit Bau");

  private static final List<Topic> TOPICS =
      List.of(
          new Topic(
              "markets",
              "@ issues profit warning",
              "@ has issued a profit warning and cut its guidance for the year"),
          new Topic(
              "markets",
              "@ raises its outlook",
              "@ expects higher earnings and raised its guidance after a strong quarter"),
          new Topic(
              "deals",
              "@ in takeover talks",
              "@ confirmed talks about a takeover of a smaller rival"),
          new Topic(
              "deals",
              "Rumour: merger of @ ahead",
              "according to a rumour in the market a merger of @ is being prepared"),
          new Topic(
              "people",
              "Chief of @ resigns",
              "the chief executive of @ leaves the company by the end of the month"),
          new Topic(
              "people",
              "Chairman of @ steps down",
              "the chairman of @ steps down after eleven years"),
          new Topic(
              "labour",
              "Walkout at @",
              "workers at a plant of @ went on strike over pay, and more strikes are planned"),
          new Topic(
              "cars",
              "@ recalls cars",
              "@ is to recall more than ten thousand vehicles because of a brake fault"),
          new Topic(
              "energy",
              "Fire at a depot of @",
              "a fire broke out at a depot of @, nobody was hurt"),
          new Topic(
              "energy",
              "@ reports a leak",
              "an oil leak was found at a pipeline of @, engineers fear an oil spill"),
          new Topic(
              "technology",
              "@ builds a chip factory",
              "@ will build a factory for semiconductors, the chipmaker said"),
          new Topic(
              "finance",
              "Central bank moves, @ gains",
              "the central bank decided to cut interest rates, shares of @ rose"),
          new Topic(
              "finance", "@ files for insolvency", "@ has filed for insolvency, a court said"));

  private static final List<String> FILLING =
      List.of(
          "Analysts had expected the step",
          "The shares closed two per cent lower",
          "A spokesman declined to comment",
          "The company has its seat in the north",
          "Suppliers follow the matter closely",
          "Trading was thin before the holiday",
          "The board will meet on Thursday",
          "Customers were told by letter",
          "The ministry did not answer questions",
          "Rivals may gain from it",
          "More than four thousand people work there",
          "A decision is due next week");

  private final Random random;
  private final double perSecond;
  private double time;
  private int count;

  Articles(long seed, long startMillis, double perSecond) {
    this.random = new Random(seed);
    this.perSecond = perSecond;
    this.time = startMillis;
  }

  @Override
  public Generated next() {
    time += -Math.log(1 - random.nextDouble()) / perSecond * 1000;
    String company = any(COMPANIES);
    Topic topic = any(TOPICS);
    var body = new StringBuilder(topic.bodyOf(company));
    for (int i = random.nextInt(12); i > 0; i--) {
      body.append(' ').append(any(FILLING)).append('.');
    }
    String id = "n" + count++;
    String json =
        new JsonLine()
            .text("id", id)
            .text("title", topic.titleOf(company))
            .text("body", body.toString())
            .text("section", topic.section())
            .text("company", company)
            .raw("words", body.chars().filter(c -> c == ' ').count() + 1)
            .raw("breaking", random.nextInt(10) == 0)
            .time("ts", (long) time)
            .toString();
    return new Generated((long) time, "news", json, id, null, false);
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
