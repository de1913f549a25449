@signals @bad-telemetry
Feature: What Loki refuses
  With Genestack's limits: nothing older than a week, at most 40 labels, no line longer than 256 KiB.

  Scenario Outline: Loki answers <payload>
    When bad telemetry is sent between good
    Then "<payload>" is answered <status>, in the documented words

    Examples:
      | payload                                          | status |
      | Loki: too old                                    | 400    |
      | Loki: one too old among good ones                | 400    |
      | Loki: in the future                              | 400    |
      | Loki: far behind the newest of its stream        | 400    |
      | Loki: too many labels                            | 400    |
      | Loki: a line too long                            | 400    |
      | Loki: a label's value too long                   | 400    |
      | Loki: a label's name that is none                | 400    |
      | Loki: a time that is no number                   | 400    |
      | Loki: no streams                                 | 422    |
      | Loki: JSON that is cut                           | 400    |
      | Loki: no content type                            | 400    |
      | Loki: not snappy                                 | 400    |
      | Loki: GET                                        | 405    |
      | Loki: OTLP, protobuf that is none                | 400    |
      | Loki: OTLP, nothing in it                        | 422    |
      | Loki: OTLP, a content type that it does not know | 400    |

  Scenario Outline: Loki answers <payload>, a stand-in in words of its own
    When bad telemetry is sent between good
    Then "<payload>" is answered <status>, in the documented words unless a stand-in answers

    Examples:
      | payload                      | status |
      | Loki: OTLP, JSON that is cut | 400    |

  Scenario: A line that is too old does not take the good one beside it along
    When bad telemetry is sent between good
    Then Loki stores 1 line of "Loki: one too old among good ones"
    And Loki stores 0 lines of "Loki: too old"

  Scenario: What Loki refuses is counted by its reason
    When bad telemetry is sent between good
    Then Loki counts at least these lines as discarded:
      | reason                      | lines |
      | greater_than_max_sample_age | 2     |
      | too_far_in_future           | 1     |
      | too_far_behind              | 1     |
      | max_label_names_per_series  | 1     |
      | line_too_long               | 1     |
      | label_value_too_long        | 1     |
