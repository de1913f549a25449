@signals @bad-telemetry
Feature: What Prometheus refuses of remote write
  A request is taken as a whole or not at all; a label that cannot be one is dropped with its series, without a word.

  Scenario Outline: Prometheus answers <payload>
    When bad telemetry is sent between good
    Then "<payload>" is answered <status>, in the documented words

    Examples:
      | payload                                            | status |
      | Remote write: a bad label                          | 204    |
      | Remote write: a label twice                        | 500    |
      | Remote write: out of order                         | 400    |
      | Remote write: out of order beside a good one       | 400    |
      | Remote write: another value at the same time       | 400    |
      | Remote write: a native histogram beside a good one | 500    |
      | Remote write: a day old                            | 400    |
      | Remote write: no name                              | 204    |
      | Remote write: not snappy                           | 400    |
      | Remote write: nothing                              | 400    |
      | Remote write: JSON                                 | 400    |

  Scenario: A series with a bad label is dropped without a word
    When bad telemetry is sent between good
    Then Prometheus stores 0 samples of "Remote write: a bad label"

  Scenario: A sample out of order takes the good one in its request along
    When bad telemetry is sent between good
    Then Prometheus stores 1 sample of "Remote write: out of order beside a good one"

  Scenario: A native histogram takes the good one in its request along
    When bad telemetry is sent between good
    Then Prometheus stores 0 samples of "Remote write: a native histogram beside a good one"
