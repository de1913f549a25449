@signals @metrics
Feature: Metrics that are sent to the stack
  Every point that an application sends is in Prometheus at its own time, with its value and the documented name and labels, and nothing
  else is. Sixty numbered points of every kind are sent: gauges, sums, histograms, summaries.

  @critical @P079 @P080 @P092
  Scenario Outline: Every kind of metric over OTLP becomes its documented series: <way>
    When numbered points of every kind of metric are sent over <way>
    Then Prometheus stores exactly those points, with these labels added:
      | label         | value                |
      | host_name     | the node             |
      | k8s_node_name | the node             |
      | k8s_node_ip   | 127.0.0.1            |
      | k8s_pod_ip    | 127.0.0.1            |
      | os_type       | linux                |
      | namespace     | {k8s_namespace_name} |
      | pod           | {k8s_pod_name}       |
    And nothing is stored of its deltas
    And none of its exemplars is kept, as the contract says
    And its counters begin again once, at the reset
    And the gauge without a value ends where it has none
    And no two of its series differ only in:
      | label         |
      | host_name     |
      | k8s_node_name |
      | k8s_node_ip   |
      | k8s_pod_ip    |
      | os_type       |

    Examples:
      | way                |
      | gRPC               |
      | HTTP with protobuf |
      | HTTP with JSON     |

  @P087 @P092
  Scenario: Prometheus stores what is written to it, and nothing else
    When numbered points of every kind of metric are sent over remote write
    Then Prometheus stores exactly those points
    And none of its exemplars is kept, as the contract says
    And its counters begin again once, at the reset
    And the gauge without a value ends where it has none
