@alerting @exclusive
Feature: A crashed domain is told
  When a Nova domain crashes, its alert fires no earlier and no later than the configuration implies, and the channel is
  told once; when the domain is well again the channel is told that, once.

  @P024 @P086 @blocker
  Scenario: The alert of a crashed domain reaches its channel once, and resolves
    Given a compute host with 3 domains whose guest clocks stand still
    And Prometheus stores exactly the domains of that host
    When one of its domains crashes
    Then the alert "NovaDomainCrashed" fires for that domain inside its envelope
    And the webhook is told of it exactly once inside its envelope
    When that domain is started again
    Then the webhook is told exactly once that it is resolved

  Scenario: A domain that recovers before the alert's "for" is over raises nobody
    Given a compute host with 3 domains whose guest clocks stand still
    And Prometheus stores exactly the domains of that host
    When one of its domains crashes and is started again as soon as the alert is pending
    Then the webhook is told nothing of that domain for the quiet window
