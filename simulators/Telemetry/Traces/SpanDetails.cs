using System.Collections.Immutable;
using Validation.Harness.Items;
using Validation.Harness.Signals;
using Attr = Validation.Harness.Signals.Attributes;

namespace Validation.Simulators.Telemetry.Traces;

/// <summary>Attributes, events and links of a trace's spans.</summary>
internal sealed class SpanDetails(NumberedItems items, long seq)
{
    /// <summary>What a span's attribute is called that holds the item's mark; the mark leads back to the number.</summary>
    public const string Mark = "harness.mark";

    private static readonly ImmutableArray<string> Routes =
    [
        "post /v3/auth/tokens", "get /v2.1/servers/{id}", "get /allocation_candidates", "put /v2.0/ports/{id}",
        "get /v2/images/{id}", "post /v3/volumes", "put /allocations/{id}", "get /healthcheck",
    ];

    private static readonly ImmutableArray<string> Messages =
        ["build_instances", "select_destinations", "run_instance", "network_changed", "attach_volume", "report_state", "reboot_instance", "live_migration"];

    private static readonly ImmutableArray<string> Works =
        ["check policy", "validate schema", "load flavor", "filter hosts", "weigh hosts", "plug vif", "define domain", "wait for vif"];

    private static readonly ImmutableArray<string> Texts = ["openstack", "-", "größe 4 GiB", "a|b=c,\"d\"", "line one\nline two", "{\"json\":1}"];

    public static string Route(int which) => Routes[which];

    public static string Message(int which) => Messages[which];

    public static string Work(int which) => Works[which];

    public ImmutableSortedDictionary<string, AttributeValue> Attributes(int index, SpanKind kind)
    {
        var attributes = Attr.Of(
            (Mark, items.Mark(seq)),
            ("harness.span", (long)index),
            ("openstack.note", Texts[Pick(index, 0, Texts.Length)]),
            ("cache.hit", Pick(index, 1, 2) == 0),
            ("cpu.share", Pick(index, 2, 1_000) + 0.125)).ToBuilder();
        if (kind is SpanKind.Server or SpanKind.Client)
            attributes.Add("http.response.status_code", 200L + Pick(index, 3, 5));
        if (kind is SpanKind.Producer or SpanKind.Consumer)
            attributes.Add("messaging.system", "rabbitmq");
        switch (Pick(index, 4, 4))
        {
            case 0:
                attributes.Add("filter.hosts", new AttributeValue(AttributeKind.Array, $"""["compute-{index}",{Pick(index, 5, 9)},true]"""));
                break;
            case 1:
                attributes.Add("request.limits", new AttributeValue(AttributeKind.Map, $$"""{"ram":{{Pick(index, 5, 99)}},"zone":"az-1"}"""));
                break;
            case 2:
                attributes.Add("payload.digest", new AttributeValue(AttributeKind.Bytes, Convert.ToBase64String(BitConverter.GetBytes(items.Bits(seq, Purpose(index, 5))))));
                break;
        }

        return attributes.ToImmutable();
    }

    /// <summary>One event, or two.</summary>
    public ImmutableArray<SpanEvent> Events(int index, long start, long end)
    {
        var first = start + ((end - start) / 3) + Pick(index, 6, 1_000);
        var events = ImmutableArray.Create(new SpanEvent(first, "retry", Attr.Of(("attempt", 1L), ("delay.seconds", 0.5), ("reason", "timeout"))));
        return Pick(index, 7, 2) == 0 ? events : events.Add(new SpanEvent(first + 1_001, "woke up", Attr.None));
    }

    public SpanLink LinkToTheOneBefore() => new(items.TraceId(seq - 1), items.SpanId(seq - 1, 0), Attr.Of(("link.why", "previous request")));

    /// <summary>The span with an error: its status says so, and an exception is among its events.</summary>
    public SpanRecord Failed(SpanRecord span, int index)
    {
        var at = span.EndUnixNano - ((span.EndUnixNano - span.StartUnixNano) / 8) + Pick(index, 8, 1_000);
        var exception = new SpanEvent(at, "exception", Attr.Of(
            ("exception.type", "nova.exception.NoValidHost"),
            ("exception.message", "No valid host was found."),
            ("exception.stacktrace", "Traceback (most recent call last):\n  File \"manager.py\", line 7, in build\nNoValidHost: No valid host was found.")));
        return span with
        {
            Status = SpanStatus.Error,
            StatusMessage = "No valid host was found.",
            Attributes = span.Attributes.ContainsKey("http.response.status_code") ? span.Attributes.SetItem("http.response.status_code", 500L) : span.Attributes,
            Events = span.Events.Add(exception),
        };
    }

    private int Pick(int index, int purpose, int below) => items.Pick(seq, Purpose(index, purpose), below);

    private static int Purpose(int index, int purpose) => 1_000 + (index * 16) + purpose;
}
