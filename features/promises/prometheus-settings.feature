@promises @metrics
Feature: Settings of the running Prometheus
  What the documentation promises of Prometheus is read off the running program.

  Scenario Outline: <promise>: <setting> is as promised
    Then the running Prometheus has "<setting>" set to "<value>" as promised by <promise>

    @P028 @critical
    Examples: the program
      | promise | setting | value |
      | P028    | version | 2     |

    @P029 @P094 @critical
    Examples: retention
      | promise | setting                     | value |
      | P029    | storage retention           | 15d   |
      | P094    | storage.tsdb.retention.time | 15d   |

    @P087 @critical
    Examples: remote write
      | promise | setting                          | value |
      | P087    | web.enable-remote-write-receiver | true  |

  @P086 @P097
  Scenario: Prometheus scrapes every part of the stack and forwards its alerts
    Then every scrape target of the stack is up
    And Prometheus forwards alerts to the stack's Alertmanager
