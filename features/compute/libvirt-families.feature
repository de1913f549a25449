@metrics @compute
Feature: Nova domains through Genestack's libvirt exporter
  Everything that the documentation says of a compute host's domains arrives in Prometheus, with exactly the host's values.

  @critical @P010 @P039 @P061
  Scenario: Every documented libvirt family arrives with exact values and its documented labels
    Given a compute host with 4 domains whose guest clocks stand still
    When 90 seconds of guest time pass
    Then Prometheus stores exactly every libvirt sample of that host
    And every libvirt family of the contract is stored with its documented labels, but for:
      | family                    | label      |
      | libvirt_domain_vcpu_state | state_desc |

  Scenario Outline: A domain that suffers from <load> shows it
    Given a compute host with 2 domains whose guest clocks stand still
    And one of its domains has the load <load>
    When 60 seconds of guest time pass
    Then Prometheus stores exactly every libvirt sample of that host
    And <metric> of that domain is above zero

    Examples:
      | load           | metric                                                  |
      | NoisyNeighbour | libvirt_domain_vcpu_delay_seconds_total                 |
      | NoisyNeighbour | libvirt_domain_vcpu_wait_seconds_total                  |
      | MemoryPressure | libvirt_domain_memory_stats_swap_in_bytes               |
      | DiskSaturation | libvirt_domain_block_stats_flush_time_seconds_total     |

  @P060
  Scenario: The number of domains follows creates and deletes
    Given a compute host with 2 domains whose guest clocks stand still
    When 3 domains are created
    Then Prometheus stores exactly every libvirt sample of that host
    When one of its domains is deleted
    Then Prometheus stores exactly every libvirt sample of that host
