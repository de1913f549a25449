@signals @bad-telemetry
Feature: What the collector refuses
  Whoever sends the collector what it cannot read is told so, in the status and words that were recorded of the real one.

  Scenario Outline: The collector answers <payload>
    When bad telemetry is sent between good
    Then "<payload>" is answered <status>, in the documented words

    Examples:
      | payload                                      | status |
      | OTLP: JSON that is cut                       | 400    |
      | OTLP: a JSON array                           | 400    |
      | OTLP: an empty body that says JSON           | 400    |
      | OTLP: protobuf that is none                  | 400    |
      | OTLP: a content type that it does not know   | 415    |
      | OTLP: no content type                        | 415    |
      | OTLP: gzip that is none                      | 400    |
      | OTLP: an encoding that it does not know      | 400    |
      | OTLP: more than 20 MiB                       | 400    |
      | OTLP: GET                                    | 405    |
      | OTLP: a path that it does not know           | 404    |
      | OTLP: a field that it does not know          | 200    |
      | Jaeger: a body that is no batch              | 400    |
      | Jaeger: a content type that it does not know | 400    |
      | Zipkin: JSON that is cut                     | 400    |
      | Zipkin: an id that is no number              | 400    |

  Scenario Outline: The collector answers <payload>, a stand-in in words of its own
    When bad telemetry is sent between good
    Then "<payload>" is answered <status>, in the documented words unless a stand-in answers

    Examples:
      | payload                | status |
      | OTLP: a short trace id | 400    |
      | OTLP: ids in base64    | 400    |
