@alerting @exclusive
Feature: Silence
  An alert that fires while nothing is wrong teaches people to look away.

  @critical
  Scenario: Nothing fires while nothing is wrong
    Given a compute host with 5 domains whose guest clocks stand still
    And Prometheus stores exactly the domains of that host
    Then no alert but "Watchdog" fires for the quiet window
    And the webhook is told nothing in that window

  Scenario: Watchdog fires always and is routed to nobody
    Then the alert "Watchdog" fires for the whole quiet window
    And the webhook has never been told of "Watchdog"
