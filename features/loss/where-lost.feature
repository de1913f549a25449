@signals @loss
Feature: Where log lines are lost
  Every hop on the way of a line counts what it passes on. Beside what was written and what can be found, these figures name the hop
  at which lines were lost, and its reason. The lane of these scenarios is one of its own, with Genestack's configuration.

  @critical
  Scenario: A healthy lane passes on every line at every hop
    Given a lane of logs of its own, from a file through a collector to Loki
    When 500 lines are written to its file
    Then every hop of the lane passes on every line

  Scenario: Lines that Loki discards are lost at its ingest, and it says why
    Given a lane of logs of its own, whose lines are 8 days old
    When 100 lines are written to its file
    Then the report names "backend ingest" with "greater_than_max_sample_age"

  @needs-restart
  Scenario: A restart of the collector loses what is written meanwhile, for it reads from the end and remembers nothing
    Given a lane of logs of its own, from a file through a collector to Loki
    When lines are written to its file all the time, and meanwhile its collector is killed and started again
    Then nothing is doubled, and every line lost was written while the collector was down

  @needs-pause
  Scenario: What is written while Loki stands still is late, not lost
    Given a lane of logs of its own, from a file through a collector to Loki
    When 300 lines are written to its file while its Loki stands still for 10 seconds
    Then every hop of the lane passes on every line
