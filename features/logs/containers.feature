@signals @logs
Feature: Logs of containers
  The log of every container of a node is in Loki, whoever wrote it. Only the collectors' own is left out: it would feed itself.

  # Known defects of Genestack's configuration stand here as they are: the container of the dashboard is called horizon, and the pattern horizon-*
  # does not meet it; designate and libvirt have no pattern. Their lines are stored as they were written, and nothing is taken apart.
  @P046 @P048 @P165 @critical
  Scenario: Lines of programs that nobody takes apart arrive exactly once, as they were written
    When 100 numbered lines of each of these programs are written:
      | program       |
      | grafana       |
      | coredns       |
      | kube-proxy    |
      | libvirt       |
      | designate-api |
      | horizon       |
    Then they are all in Loki exactly once, as documented

  @P048
  Scenario: Lines of the collectors themselves stay out
    When 50 numbered lines of each of these programs are written:
      | program        |
      | otel-collector |
      | otc-container  |
    And later a line of "grafana" is written and has arrived
    Then none of them is in Loki for the quiet window

  # In a cluster the pod of the collector does not mount these folders, so nothing of them is read there. Here they are within its reach:
  # what the receiver is configured to do with such files is what is checked.
  Scenario: Files below /var/log of a node are taken apart like the logs of containers
    When each service with parsing writes 50 numbered lines to a file of its node, without a container
    Then they are all in Loki exactly once, as documented
