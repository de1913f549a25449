@signals @bad-telemetry
Feature: Bad telemetry harms nothing else
  Before, between and after all the bad requests one good item each goes to the collector, to Loki and to Prometheus.

  @critical
  Scenario: All good items arrive, whatever is sent beside them
    When bad telemetry is sent between good
    Then Loki stores exactly all good log records
    And Prometheus stores exactly all good points, those of the collector with these labels added:
      | label         | value                |
      | host_name     | the node             |
      | k8s_node_name | the node             |
      | k8s_node_ip   | 127.0.0.1            |
      | k8s_pod_ip    | 127.0.0.1            |
      | os_type       | linux                |
      | namespace     | {k8s_namespace_name} |
      | pod           | {k8s_pod_name}       |
