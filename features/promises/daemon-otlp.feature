@promises @signals @not-kept
Feature: The daemon collector as an address for applications
  The documentation sends applications to the daemon collector. Known: Genestack's values do not keep that. Its metrics have no receiver of
  OTLP, its traces end in its own log, and it starts no receiver of Jaeger and Zipkin. Where a promise is kept after all, its
  scenario here fails: strike it then, and let the features of metrics and traces send to the daemon, too.

  @P013 @P055 @P195
  Scenario: The daemon refuses metrics over OTLP
    When numbered points of every kind of metric are sent to the daemon over:
      | way                |
      | gRPC               |
      | HTTP with protobuf |
      | HTTP with JSON     |
    Then the daemon refuses them with:
      | way                | answer                |
      | gRPC               | gRPC 12 Unimplemented |
      | HTTP with protobuf | HTTP 404              |
      | HTTP with JSON     | HTTP 404              |
    And none of them is in Prometheus for the quiet window

  @P014 @P050 @P055 @P195
  Scenario: The daemon takes traces over OTLP, and they are lost
    When 10 trees each are sent to the daemon over:
      | protocol                   |
      | OTLP over gRPC             |
      | OTLP over HTTP in protobuf |
      | OTLP over HTTP in JSON     |
    Then the daemon takes them all, and writes their spans to its own log and nowhere else
    And none of them is in Tempo for the quiet window

  @P051 @P052 @P056
  Scenario: At the daemon nobody listens for Jaeger and Zipkin
    When 10 trees each are sent to the daemon over:
      | protocol                  |
      | Jaeger over gRPC          |
      | Jaeger's Thrift over HTTP |
      | Jaeger's Thrift over UDP  |
      | Zipkin                    |
    Then nobody takes any of them
    And none of them is in Tempo for the quiet window
