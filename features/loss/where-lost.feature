@signals @loss @sequential
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

  # Genestack leaves the queue to the exporter's defaults: a thousand batches. In this lane it holds one, so that it is full soon.
  @needs-pause @critical
  Scenario: Lines that find the exporter's queue full are lost there, and they are exactly those that the collector counts
    Given a lane of logs of its own, whose collector queues one batch
    When its Loki stands still, and a line is written to its file, and 200 more when that fills the queue
    Then the report names "exporter queue" with "1 by otelcol_exporter_sent_log_records + send_failed; it says otelcol_exporter_enqueue_failed_log_records 200"
    And only the first 1 line is in Loki, once

  @needs-restart
  Scenario: Lines that nobody reads are lost at the collector's receiver
    Given a lane of logs of its own, from a file through a collector to Loki
    When its collector is killed, 100 lines are written to its file, and it is started again
    And 50 lines are written to its file
    Then the report names "collector receiver" with "50 by otelcol_receiver_accepted_log_records"
    And only the last 50 lines are in Loki, once

  # Loki takes lines of a week, and looks back two days.
  Scenario: Lines that are older than queries look back are stored, and lost to every query
    Given a lane of logs of its own, whose lines are 3 days old and of a program that has no others
    When 100 lines are written to its file
    Then the report names "query" with "0 by rows"
