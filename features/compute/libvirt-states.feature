@metrics @compute
Feature: States of domains, and hosts that are in trouble
  A state is told in words, a domain that hangs does not hide the others, and a host that is gone is noticed at once.

  Scenario: Every change of a domain's state is told with its description
    Given a compute host with 3 domains whose guest clocks stand still
    When one of its domains is paused
    Then Prometheus stores exactly every libvirt sample of that host
    When that domain is resumed
    Then Prometheus stores exactly every libvirt sample of that host
    When one of its domains is switched off
    Then Prometheus stores exactly every libvirt sample of that host

  @P060 @critical
  Scenario: A domain that hangs is told, and the others keep their values
    Given a compute host with 3 domains whose guest clocks stand still
    And Prometheus stores exactly every libvirt sample of that host
    When one of its domains hangs
    Then Prometheus stores that the domain timed out, and exactly every libvirt sample of the others
    When it answers again
    Then Prometheus stores exactly every libvirt sample of that host

  @critical
  Scenario: A host that disappears is noticed within one scrape and one evaluation
    Given a compute host with 2 domains whose guest clocks stand still
    And Prometheus stores exactly every libvirt sample of that host
    When the host disappears
    Then the alert "ComputeHostUnreachable" is pending within one scrape and one evaluation
    When the host returns
    Then Prometheus stores exactly every libvirt sample of that host
