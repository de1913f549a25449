@signals @logs
Feature: Queries that the documentation shows
  What an operator copies from the documentation finds what the services wrote, all of it and nothing else.

  @P104 @P111 @critical
  Scenario: All lines of OpenStack's namespace
    Given 100 numbered lines of each of these programs, in minutes of their own:
      | program        |
      | nova-compute   |
      | neutron-server |
      | designate-api  |
      | grafana        |
    Then the documented query "Q1" gives exactly the lines of these programs but those of "grafana"

  @P112 @critical
  Scenario: Nova's errors
    Given 200 numbered lines of each of these programs, in minutes of their own:
      | program       |
      | nova-api      |
      | nova-compute  |
      | cinder-volume |
    Then the documented query "Q2" gives exactly the lines of "nova" with "ERROR" in them

  # The documentation calls the figure errors per minute; rate() counts per second.
  @P113 @critical
  Scenario: The rate of errors is exact
    Given 240 numbered lines of each of these programs, in minutes of their own:
      | program      |
      | nova-compute |
      | glance-api   |
      | coredns      |
    Then the documented query "Q3" gives in sum exactly the lines with "ERROR" in them, divided by 300 seconds

  # The first of the two is that of a dashboard, with its variables, the second one for logcli.
  Scenario: The lines of one project are found by its id
    Given 200 numbered lines of each of these programs, in minutes of their own:
      | program       |
      | nova-api      |
      | placement-api |
      | cinder-volume |
    Then the documented query "Q4", for "nova" and one of its projects, gives exactly the lines with that project in them
    And the documented query "Q5", for "placement" and one of its projects, gives exactly the lines with that project in them

  # The lines of libvirt have no fields, and those of a traceback after its first have no request.
  @P205
  Scenario: What the services say of one request is found by its id
    When a server cannot be created, and all services that take part write what they know of it
    Then the lines with its request id are exactly those that were written, by the field and by a search of the text
    And its error lines are exactly those that were written, by the fields and by a search of the text
