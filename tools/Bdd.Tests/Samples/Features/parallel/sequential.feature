@sequential
Feature: One after the other
  Scenario: Of two the one
    Given no other of my feature is there
  Scenario: Of two the other
    Given no other of my feature is there
