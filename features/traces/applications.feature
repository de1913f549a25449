@signals @traces
Feature: An application with the OpenTelemetry SDK
  A program that somebody instrumented with the unmodified SDK tells exactly what it did, and the stack holds that and nothing else.
  Known: Genestack's deployment collector has no pipeline that takes logs from applications, and of that the SDK complains.

  @P080 @P192 @critical
  Scenario Outline: An application's traces and metrics arrive over <protocol>
    Given an application with the OpenTelemetry SDK that has done 50 operations and exported them over "<protocol>"
    Then the SDK complains of <complaint> and of nothing else
    And Tempo holds every span that the application says it made, and no other of its traces
    And Prometheus holds the sums that its counters and its histogram have come to

    Examples:
      | protocol      | complaint   |
      | grpc          | LogsService |
      | http/protobuf | v1/logs     |
