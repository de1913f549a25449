@signals @traces
Feature: Metrics of traces
  Tempo counts spans and calls between services, and Prometheus stores the counts: they add up to what was sent, exactly.

  @P053 @P126 @critical
  Scenario: Span metrics and the service graph add up to what was sent
    Given 200 trees sent by services of their own
    Then Prometheus counts each of their spans once, by service, name, kind and status
    And the service graph counts each of their calls once, by who called whom
    And the service graph counts each of their failed calls once
