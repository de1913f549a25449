@signals @metrics @loss
Feature: Exponential histograms
  Known: Genestack's Prometheus takes no native histograms, and answers a request that has one with 500. Its collector sends the request
  again and again, gives up, and drops the whole batch. This lane's collector gives up after 5 seconds, not after a minute.

  @critical
  Scenario: An exponential histogram takes the good points of its batch along, and the counters say so
    Given a lane of metrics of its own, whose collector gives up after 5 seconds
    When 70 numbered points of every kind of metric go that way at once, exponential histograms among them
    Then the report of the points names "exporter" with "0 by otelcol_exporter_sent_metric_points; it says otelcol_exporter_send_failed_metric_points 1120"
    And nothing is stored of them
    When 70 numbered points of every kind of metric go that way at once
    Then every hop of the lane passes on every point
    And Prometheus stores exactly those points, with these labels added:
      | label         | value                |
      | host_name     | the node             |
      | k8s_node_name | the node             |
      | k8s_node_ip   | 127.0.0.1            |
      | k8s_pod_ip    | 127.0.0.1            |
      | os_type       | linux                |
      | namespace     | {k8s_namespace_name} |
      | pod           | {k8s_pod_name}       |
