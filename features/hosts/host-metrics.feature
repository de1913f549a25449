@metrics @hosts
Feature: Host metrics
  What the node exporter says of a machine, and Prometheus stores, is what the kernel of that machine says.

  @critical
  Scenario: Constants of this machine are stored exactly
    Then these stored host metrics equal the kernel's:
      | metric                     | kernel       |
      | node_memory_MemTotal_bytes | memory total |
      | node_boot_time_seconds     | boot time    |

  Scenario: Counters of this machine lie between two looks at the kernel
    Then these stored host counters lie between the kernel's before and after:
      | metric                                         | kernel            |
      | node_context_switches_total                    | context switches  |
      | node_forks_total                               | forks             |
      | node_cpu_seconds_total                         | processor seconds |
      | node_network_receive_bytes_total{device="lo"}  | loopback bytes    |

  Scenario: Gauges of this machine agree with the kernel within a tolerance
    Then these stored host gauges agree with the kernel:
      | metric                         | kernel           | tolerance |
      | node_memory_MemAvailable_bytes | memory available | 10 %      |
