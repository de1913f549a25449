Feature: Side by side
  Scenario: One
    Given I wait for the other one
  Scenario: Two
    Given I wait for the other one
  @exclusive
  Scenario: Alone
    Given I am alone
  @exclusive
  Scenario Outline: Alone with <x>
    Given I am alone
    Examples:
      | x |
      | 1 |
      | 2 |
  Scenario Outline: Passing by <x>
    Given I pass by
    Examples:
      | x |
      | 1 |
      | 2 |
      | 3 |
      | 4 |
