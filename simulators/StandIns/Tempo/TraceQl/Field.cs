using Google.Protobuf;
using Attribute = Validation.Simulators.StandIns.Tempo.Storage.Attribute;

namespace Validation.Simulators.StandIns.Tempo.TraceQl;

/// <summary>An attribute, or one of the names that the language itself has.</summary>
/// <param name="Scope"><c>span.</c>, <c>resource.</c>, <c>.</c> for any, … ; empty for a name of the language.</param>
/// <param name="Name">The name without its scope; of the language's names the short one.</param>
internal sealed record Field(string Scope, string Name) : Expression
{
    /// <summary>Whether it is one of the language's names.</summary>
    public bool IsIntrinsic => Scope.Length == 0;

    /// <inheritdoc />
    public override TraceType Type => !IsIntrinsic ? TraceType.Attribute : Name switch
    {
        "duration" or "traceDuration" or "event:timeSinceStart" => TraceType.Duration,
        "status" => TraceType.Status,
        "kind" => TraceType.Kind,
        "childCount" => TraceType.Whole,
        _ => TraceType.Text,
    };

    /// <inheritdoc />
    public override bool UsesSpan => true;

    /// <summary>The field that a name of the language means; null when it is none of those the stand-in knows.</summary>
    public static Field? Intrinsic(string word) => word switch
    {
        "duration" or "span:duration" => new Field("", "duration"),
        "name" or "span:name" => new Field("", "name"),
        "status" or "span:status" => new Field("", "status"),
        "statusMessage" or "span:statusMessage" => new Field("", "statusMessage"),
        "kind" or "span:kind" => new Field("", "kind"),
        "rootName" or "trace:rootName" => new Field("", "rootName"),
        "rootServiceName" or "trace:rootService" => new Field("", "rootServiceName"),
        "traceDuration" or "trace:duration" => new Field("", "traceDuration"),
        "span:childCount" => new Field("", "childCount"),
        "trace:id" or "span:id" or "span:parentID" or "event:name" or "event:timeSinceStart" or "link:traceID" or "link:spanID"
            or "instrumentation:name" or "instrumentation:version" => new Field("", word),
        _ => null,
    };

    /// <inheritdoc />
    public override TraceValue Of(SpanView span) => Scope switch
    {
        "" => Intrinsic(span),
        "span." => TraceValue.Of(Attribute.Find(span.Span.Attributes, Name)),
        "resource." => TraceValue.Of(Attribute.Find(span.Head.Resource.Attributes, Name)),
        "instrumentation." => TraceValue.Of(Attribute.Find(span.Head.Scope.Attributes, Name)),
        "event." => List(span.Span.Events.Select(e => TraceValue.Of(Attribute.Find(e.Attributes, Name)))),
        "link." => List(span.Span.Links.Select(l => TraceValue.Of(Attribute.Find(l.Attributes, Name)))),
        _ => Anywhere(span),
    };

    /// <inheritdoc />
    public override IEnumerable<(Field Field, Comparison? Test)> Conditions() => [(this, null)];

    /// <summary>As a query has it.</summary>
    public override string ToString() => Scope + Name;

    // Without a scope the span's own attribute counts before the resource's.
    private TraceValue Anywhere(SpanView span) => TraceValue.Of(
        Attribute.Find(span.Span.Attributes, Name) ?? Attribute.Find(span.Head.Resource.Attributes, Name) ?? Attribute.Find(span.Head.Scope.Attributes, Name));

    private TraceValue Intrinsic(SpanView view)
    {
        var span = view.Span;
        return Name switch
        {
            "duration" => TraceValue.OfNanoseconds(view.Duration),
            "name" => TraceValue.Of(span.Name),
            "status" => TraceValue.OfStatus((int)(span.Status?.Code ?? 0)),
            "statusMessage" => TraceValue.Of(span.Status?.Message ?? ""),
            "kind" => TraceValue.OfKind((int)span.Kind),
            "childCount" => TraceValue.Of((long)view.Children),
            "rootName" => TraceValue.Of(view.Trace.Root?.Span.Name ?? ""),
            "rootServiceName" => TraceValue.Of(view.Trace.Root?.Head.Service ?? ""),
            "traceDuration" => TraceValue.OfNanoseconds((long)(view.Trace.End - view.Trace.Start)),
            "trace:id" => TraceValue.Of(view.Trace.Id.ToString("x32", null).TrimStart('0')),
            "span:id" => TraceValue.Of(Hex(span.SpanId)),
            "span:parentID" => TraceValue.Of(Hex(span.ParentSpanId)),
            "instrumentation:name" => TraceValue.Of(view.Head.Scope.Name),
            "instrumentation:version" => TraceValue.Of(view.Head.Scope.Version),
            "event:name" => List(span.Events.Select(e => TraceValue.Of(e.Name))),
            "event:timeSinceStart" => List(span.Events.Select(e => TraceValue.OfNanoseconds((long)(e.TimeUnixNano - span.StartTimeUnixNano)))),
            "link:traceID" => List(span.Links.Select(l => TraceValue.Of(Hex(l.TraceId)))),
            _ => List(span.Links.Select(l => TraceValue.Of(Hex(l.SpanId)))),
        };
    }

    private static string Hex(ByteString id) => Convert.ToHexStringLower(id.Span);

    private static TraceValue List(IEnumerable<TraceValue> values)
    {
        var all = values.Where(v => v.Type != TraceType.Nil).ToList();
        return all.Count == 0 ? TraceValue.Nil : new TraceValue(TraceType.List) { Items = [.. all] };
    }
}
