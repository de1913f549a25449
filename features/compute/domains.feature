@metrics @compute
Feature: Nova domains of a compute host
  The exporter beside libvirt tells what libvirt knows of every domain, and Prometheus stores exactly that.

  Background:
    Given a compute host with 5 domains whose guest clocks stand still

  @critical
  Scenario: Every domain arrives with its state, memory and vCPUs
    Then Prometheus stores exactly the domains of that host

  Scenario: Counters move exactly as the guests do
    Given Prometheus stores exactly the counters of those domains
    When 30 seconds of guest time pass
    Then Prometheus stores exactly the counters of those domains
    And every CPU counter has moved by exactly what the guests used

  Scenario: A paused domain is seen as paused, and as running again
    When one of its domains is paused
    Then Prometheus stores exactly the domains of that host
    When that domain is resumed
    Then Prometheus stores exactly the domains of that host
