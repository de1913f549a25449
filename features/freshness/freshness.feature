@signals @freshness
Feature: How soon signals can be asked for
  An item is fresh when its backend answers it soon after it was emitted. The limits are the run settings Freshness.Logs,
  Freshness.Traces and Freshness.Metrics; how long the items took is in the report.

  @critical
  Scenario Outline: <signal> by <protocol> can be asked for in time
    Given 100 items of every signal and protocol, emitted one after the other
    When the "<signal>" that came by "<protocol>" are looked at
    Then each of them could be asked for within the limit for <signal>

    Examples:
      | signal  | protocol     |
      | logs    | file         |
      | traces  | otlp-grpc    |
      | traces  | jaeger-grpc  |
      | traces  | zipkin       |
      | metrics | otlp-grpc    |
      | metrics | remote-write |
