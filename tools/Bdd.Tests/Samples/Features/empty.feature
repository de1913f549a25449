Feature: Placeholder
  Scenario: s
    Given nothing
