@counting
Feature: Counting
  How the steps share a counter.

  Background:
    Given a counter at 1

  @special
  Scenario: One is added
    When 1 is added
    Then the counter is at 2

  Scenario Outline: Adding <value>
    When <value> are added
    Then the counter is at <sum>

    Examples:
      | value | sum |
      | 2     | 3   |
      | 3     | 4   |

  Scenario: Arguments are converted
    When the pause is 90 s
    And the lamp turns dark red
    Then the pause is 90.0 s long
    And the lamp is DarkRed
    But "some text" is the text
      """
      some text
      """

  Scenario: Tables become objects
    Then these are the jobs
      | Name | count | LAMP  | Pause    | At                   |
      | a    | 1     | Green | 00:01:30 | 2026-01-02T03:04:05Z |
      | b    | 2     |       | 00:00:00 |                      |

  Rule: What is known
    @own
    Scenario Outline: Facts
      What it is about.
      Then the scenario knows "Counting/What is known/own+<tag>/own+<tag>+counting/tag=<tag>/What it is about."

      @row
      Examples:
        | tag |
        | row |
