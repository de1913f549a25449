@tagged
Feature: Failing on purpose

  Scenario: A step breaks
    Given a counter at 1
    Then it breaks
    And the counter is at 1

  Scenario Outline: A row breaks
    Given a counter at <value>
    Then the counter is at 2

    Examples:
      | value |
      | 2     |
      | 5     |

  Scenario: A step is pending
    Then it is pending

  Scenario: A step skips
    Then it is skipped because "there is no cluster"

  @no-infrastructure
  Scenario: A hook skips
    Then it breaks

  @broken-before
  Scenario: The hook before breaks
    Then it breaks

  @broken-after
  Scenario: The hook after breaks
    Given a counter at 1

  @broken-after
  Scenario: Both break
    Given a counter at 1
    Then it breaks

  @ignore
  Scenario: Not yet
    Then it breaks

  Scenario: A table has a column too many
    Then these are the jobs
      | Name | Count | Pause    | Colour |
      | a    | 1     | 00:00:00 | green  |
