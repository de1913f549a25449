@exclusive
Feature: Nobody beside it
  Scenario: First
    Given I am alone
  Scenario: Second
    Given I am alone
