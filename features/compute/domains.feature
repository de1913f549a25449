@metrics @compute
Feature: Nova domains through the packaged exporter
  The distribution's libvirt exporter, a real program and a real libvirt client, tells of every domain what the host knows.

  Background:
    Given a compute host with 5 domains whose guest clocks stand still

  @critical
  Scenario: Every domain arrives with its state, memory and vCPUs
    Then the packaged exporter's domains of that host are stored exactly

  Scenario: Counters move exactly as the guests do
    Given the packaged exporter's counters of those domains are stored exactly
    When 30 seconds of guest time pass
    Then the packaged exporter's counters of those domains are stored exactly
    And every CPU counter has moved by exactly what the guests used

  Scenario: A paused domain is seen as paused, and as running again
    When one of its domains is paused
    Then the packaged exporter's domains of that host are stored exactly
    When that domain is resumed
    Then the packaged exporter's domains of that host are stored exactly
