@signals @correlation
Feature: What happened, told by metrics, logs and traces together
  All services of a cloud tell of one action: each in its own log, with the request and the trace in every line, and all in one trace.
  Whoever has one of the signals finds the others.

  @critical @P126 @P136 @P163 @P175 @P204 @P211
  Scenario Outline: The story <story> can be followed from metric to logs to trace
    Given the story "<story>" was told by all its services
    Then its request id leads to every line of the request in Loki
    And its trace id leads to all its lines in Loki
    And the trace that those lines name is its whole tree in Tempo
    And Prometheus counts every span of the stories by service, name, kind and status

    Examples:
      | story         |
      | vm-creation   |
      | volume-attach |
      | image-upload  |
      | auth-flow     |

  @critical @P127
  Scenario Outline: Why the story <story> failed is found in logs and traces
    Given the story "<story>" was told by all its services, and failed
    Then its trace id leads to all its lines in Loki
    And the level leads to just its error lines in Loki
    And the trace that those lines name is its whole tree in Tempo
    And a search for its failed span leads to its trace in Tempo

    Examples:
      | story         |
      | vm-creation   |
      | volume-attach |
      | image-upload  |
      | auth-flow     |

  @P122 @P123
  Scenario: Grafana's links from a span lead on, but for those that are known to be broken
    Given the story "vm-creation" was told by all its services
    Then from its "nova-api" span these links of Grafana lead where they are known to:
      | from a span to | leaving out | known defect                                         |
      | logs           |             | Loki has no label job for the logs of ordinary pods  |
      | logs           | job         |                                                      |
      | metrics        |             | span metrics have no label namespace                 |
      | metrics        | namespace   |                                                      |

  Scenario: The server of a story is a domain on its host
    Given the story "vm-creation" was told by all its services
    And a compute host with 0 domains whose guest clocks stand still
    When its server is created on that host
    Then Prometheus knows one domain of that server on that host
    And its request id leads to every line of the request in Loki
