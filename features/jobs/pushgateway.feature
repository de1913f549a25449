@metrics @jobs
Feature: Batch jobs and the Pushgateway
  A job that ends before anybody can scrape it leaves its result at the Pushgateway, and Prometheus stores that very value.

  @P007 @critical
  Scenario: The result of a batch job arrives through the Pushgateway
    Given a batch job "nightly-backup" of this run
    When it reports 123456789.25 backed up bytes
    Then Prometheus stores exactly that result under the job's own name

  Scenario: The next push of a batch job replaces the result in the Pushgateway
    Given a batch job "nightly-billing" of this run
    When it reports 17 backed up bytes
    Then Prometheus stores exactly that result under the job's own name
    When it reports 18 backed up bytes
    Then Prometheus stores exactly that result under the job's own name
