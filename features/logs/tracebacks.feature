@signals @logs
Feature: Tracebacks
  An error of several lines can be read as one, where the collector can tell that it is one.

  @critical
  Scenario: An error and its traceback as Python prints them are one record
    When 200 numbered lines of "cinder-volume" are written, about half of them "traceback without prefix"
    Then they are all in Loki exactly once, as documented

  # A limit that is documented: a traceback of oslo.log has the prefix on every line, so that each line begins a record.
  Scenario: A traceback with a prefix on every line is stored line by line
    When 200 numbered lines of "nova-compute" are written, about half of them "oslo, traceback with prefix"
    Then they are all in Loki exactly once, as documented
