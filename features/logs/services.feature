@signals @logs
Feature: Logs of OpenStack's services
  What a service writes to its log is in Loki: every line, once, taken apart as documented, with the labels of its stream.
  The programs of all services write once a run; the mix of formats is that of real clusters: requests, errors, tracebacks, access logs.

  Background:
    Given each service with parsing has written 500 numbered lines

  @P047 @P110 @P174 @P209 @critical
  Scenario Outline: Every line of <service> arrives exactly once
    Then the 500 lines of "<service>" are in Loki exactly once, parsed as documented

    Examples:
      | service    |
      | nova       |
      | neutron    |
      | cinder     |
      | keystone   |
      | glance     |
      | horizon    |
      | heat       |
      | octavia    |
      | placement  |
      | manila     |
      | ironic     |
      | barbican   |
      | ceilometer |
      | gnocchi    |
      | skyline    |
      | trove      |

  # Known defect of Genestack's configuration: filelog/k8s_containers does not exclude swift-*, as it does the other sixteen, so both receivers
  # store its lines. When it is mended this scenario fails: move swift to the rows above then.
  Scenario: Every line of swift arrives exactly twice
    Then the 500 lines of "swift" are in Loki exactly twice, once parsed as documented and once as they were written

  Scenario: No line but Swift's is read by two receivers
    Then none of the services but "swift" has a line of two receivers in Loki, for the quiet window
