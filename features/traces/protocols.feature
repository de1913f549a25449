@signals @traces
Feature: Traces over every protocol
  An application sends its spans over whatever it was instrumented with. What Tempo stores are the same trees: no span is missing, twice or
  altered, but for what a protocol has no place for.

  @P012 @P081 @P118 @P119 @critical
  Scenario Outline: 200 trees sent over <protocol> are whole and equal in Tempo
    Given 200 trees sent over "<protocol>", while the other protocols send theirs
    Then Tempo holds all of them by their ids, whole, and altered by nothing but that protocol

    Examples:
      | protocol                   |
      | OTLP over gRPC             |
      | OTLP over HTTP in protobuf |
      | OTLP over HTTP in JSON     |
      | Jaeger over gRPC           |
      | Jaeger's Thrift over HTTP  |
      | Jaeger's Thrift over UDP   |
      | Zipkin                     |

  @P121
  Scenario: A search finds the trees of one sender and no other
    Given 200 trees sent over "OTLP over HTTP in protobuf", while the other protocols send theirs
    Then a search by service and mark finds exactly those, with every span of each

  Scenario: A trace that nobody sent is not found
    Then Tempo holds no trace that nobody sent
