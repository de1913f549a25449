@signals @metrics @compute
Feature: The domains of a node through its daemon collector
  Genestack's daemon collector scrapes the libvirt exporter of its own node every 30 seconds and writes what it finds to Prometheus.

  @critical @P018 @P042 @P070 @P083 @P090
  Scenario: Every libvirt sample of the node arrives exactly, under the labels of its pod and node
    Given 3 domains on the node, whose guest clocks stand still
    When 90 seconds of guest time pass on the node
    Then Prometheus stores exactly every libvirt sample of the node, with these labels added:
      | label               | value                                                                                 |
      | job                 | libvirt                                                                               |
      | instance            | the exporter                                                                          |
      | namespace           | openstack                                                                             |
      | pod                 | the node's pod                                                                        |
      | k8s_node_name       | the node                                                                              |
      | host_name           | the node                                                                              |
      | service_name        | libvirt                                                                               |
      | service_instance_id | the exporter                                                                          |
      | server_port         | the exporter's port                                                                   |
      | url_scheme          | http                                                                                  |
      | k8s_namespace_name  | monitoring                                                                            |
      | k8s_pod_name        | opentelemetry-kube-stack-daemon-collector-0                                           |
      | k8s_node_ip         | 127.0.0.1                                                                             |
      | k8s_pod_ip          | 127.0.0.1                                                                             |
      | otel_scope_name     | github.com/open-telemetry/opentelemetry-collector-contrib/receiver/prometheusreceiver |
      | otel_scope_version  | the collector's version                                                               |
    And no two libvirt series of the node differ only in:
      | label               |
      | job                 |
      | instance            |
      | service_instance_id |
      | server_port         |
      | k8s_pod_name        |
      | otel_scope_name     |
      | otel_scope_version  |
