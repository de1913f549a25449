@signals @logs
Feature: Log files that are rotated
  A file that is renamed or emptied while its program goes on writing loses no line, and none is read again. What was not
  read when a file was renamed is read from where it is now.

  @critical
  Scenario: A container's log that the kubelet rotates loses nothing
    Given the program "neutron-server" with a log of its own
    When 3 times it writes 100 lines, a second later 50 more, and its file is rotated at once
    And it writes 150 lines
    Then all its lines are in Loki exactly once, as documented

  Scenario: A log of a container that is not taken apart loses nothing when it is rotated
    Given the program "coredns" with a log of its own
    When 2 times it writes 100 lines, a second later 50 more, and its file is rotated at once
    And it writes 150 lines
    Then all its lines are in Loki exactly once, as documented

  # Logrotate's copytruncate loses what is written between the copy and the cut, and what nobody has read by then: here it has been read.
  Scenario: A service's log that is emptied in place loses nothing that comes later
    Given the program "glance-file" with a log of its own
    When it writes 100 lines
    Then all its lines are in Loki exactly once, as documented
    When its file is emptied in place
    And it writes 100 lines
    Then all its lines are in Loki exactly once, as documented
