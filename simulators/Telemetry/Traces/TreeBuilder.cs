using System.Collections.Immutable;
using Validation.Harness.Items;
using Validation.Harness.Signals;

namespace Validation.Simulators.Telemetry.Traces;

/// <summary>Grows the tree of one trace.</summary>
internal sealed class TreeBuilder(NumberedItems items, long seq, long startUnixNano)
{
    private const int Smallest = 3;
    private const int Largest = 12;
    private readonly List<SpanRecord> _spans = [];
    private readonly SpanDetails _details = new(items, seq);
    private int _asked;

    public ImmutableArray<SpanRecord> Build()
    {
        var size = Smallest + Pick(Largest - Smallest + 1);
        var start = startUnixNano + Pick(1_000_000);
        var root = Add(null, "nova-api", "post /servers", SpanKind.Server, start, start + 20_000_000 + Pick(1_900_000_000));
        // The first pair is there in every tree, so that every tree crosses from one service to another.
        Call(root);
        while (_spans.Count < size)
            Grow(size - _spans.Count);
        Fail();
        return [.. _spans];
    }

    private void Grow(int room)
    {
        // Mostly below one of the youngest: trees grow deep, not wide.
        var parent = _spans[^(1 + Pick(Math.Min(3, _spans.Count)))];
        switch (room > 1 ? Pick(4) : 3)
        {
            case 0 or 1:
                Call(parent);
                break;
            case 2:
                Pair(parent, "cast " + SpanDetails.Message(Pick(8)), SpanKind.Producer, SpanKind.Consumer);
                break;
            default:
                var kind = Pick(6) switch { 0 => SpanKind.Unspecified, 1 => SpanKind.Client, _ => SpanKind.Internal };
                Below(parent, parent.Service, kind == SpanKind.Client ? "select nova" : SpanDetails.Work(Pick(8)), kind);
                break;
        }
    }

    private void Call(SpanRecord parent) => Pair(parent, SpanDetails.Route(Pick(8)), SpanKind.Client, SpanKind.Server);

    /// <summary>The two ends of a call or message, the far one in another service.</summary>
    private void Pair(SpanRecord parent, string name, SpanKind near, SpanKind far)
    {
        var others = Services.Names.Remove(parent.Service);
        Below(Below(parent, parent.Service, name, near), others[Pick(others.Length)], name, far);
    }

    private SpanRecord Below(SpanRecord parent, string service, string name, SpanKind kind)
    {
        var edge = (parent.EndUnixNano - parent.StartUnixNano) / 16;
        return Add(parent, service, name, kind, parent.StartUnixNano + edge + Pick((int)edge * 2), parent.EndUnixNano - edge - Pick((int)edge * 2));
    }

    private SpanRecord Add(SpanRecord? parent, string service, string name, SpanKind kind, long start, long end)
    {
        var index = _spans.Count;
        var span = new SpanRecord(items.TraceId(seq), items.SpanId(seq, index), parent?.SpanId ?? "", service, name, kind, start, end)
        {
            Status = Pick(8) == 0 ? SpanStatus.Ok : SpanStatus.Unset,
            Resource = Services.Resources[service],
            Scope = kind == SpanKind.Unspecified ? "" : "openstack." + service,
            Attributes = _details.Attributes(index, kind),
            Events = Pick(4) == 0 ? _details.Events(index, start, end) : [],
            Links = seq > 0 && Pick(6) == 0 ? [_details.LinkToTheOneBefore()] : [],
        };
        _spans.Add(span);
        return span;
    }

    /// <summary>In a fifth of the trees something fails: one span, and who called it when that is the other end of a call.</summary>
    private void Fail()
    {
        if (Pick(5) != 0)
            return;
        var at = 1 + Pick(_spans.Count - 1);
        var failed = _spans[at] = _details.Failed(_spans[at], at);
        if (failed.Kind == SpanKind.Server)
        {
            var caller = _spans.FindIndex(s => s.SpanId == failed.ParentSpanId);
            _spans[caller] = _details.Failed(_spans[caller], caller);
        }
    }

    private int Pick(int below) => items.Pick(seq, 100 + _asked++, below);
}
