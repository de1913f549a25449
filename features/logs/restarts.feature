@signals @logs
Feature: Containers that are started again
  The log of a container that is started again goes on in a file of its own, 1.log beside 0.log. Both are read to their end, and what is
  stored of a line says how often its container had been started again by then.

  @critical
  Scenario Outline: A container that is started again loses none of its lines: <program>
    Given the program "<program>" with a log of its own
    When it writes 150 lines, and its container is started again at once
    And it writes 150 lines, and its container is started again at once
    And it writes 150 lines
    Then all its lines are in Loki exactly once, as documented

    Examples: taken apart by the service's receiver
      | program    |
      | glance-api |

    Examples: as they were written
      | program |
      | coredns |
