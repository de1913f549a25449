using System.Collections.Immutable;
using System.Globalization;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.StandIns.Tempo.TraceQl;

/// <summary>Types of TraceQL.</summary>
internal enum TraceType
{
    /// <summary>Nothing: the attribute is not there.</summary>
    Nil,

    /// <summary>A string.</summary>
    Text,

    /// <summary>An integer.</summary>
    Whole,

    /// <summary>A double.</summary>
    Real,

    /// <summary>A duration; nanoseconds.</summary>
    Duration,

    /// <summary>True or false.</summary>
    Flag,

    /// <summary>A span's status: 0 error, 1 ok, 2 unset.</summary>
    Status,

    /// <summary>A span's kind, with OTLP's numbers.</summary>
    Kind,

    /// <summary>Several values; a comparison holds when it holds for one.</summary>
    List,

    /// <summary>The type is not known before a span is looked at; only in checks of a query.</summary>
    Attribute,
}

/// <summary>A value.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Text">Of a string.</param>
/// <param name="Number">Of a double; of integers and durations too, as near as a double can be.</param>
/// <param name="Whole">Of an integer, duration, flag, status, kind.</param>
internal readonly record struct TraceValue(TraceType Type, string Text = "", double Number = 0, long Whole = 0)
{
    private static readonly string[] s_statuses = ["error", "ok", "unset"];
    private static readonly string[] s_kinds = ["unspecified", "internal", "server", "client", "producer", "consumer"];

    /// <summary>Nothing.</summary>
    public static TraceValue Nil { get; } = new(TraceType.Nil);

    /// <summary>Of a list.</summary>
    public ImmutableArray<TraceValue> Items { get; init; } = [];

    /// <summary>Whether it is a number or a duration.</summary>
    public bool IsNumber => Type is TraceType.Whole or TraceType.Real or TraceType.Duration;

    /// <summary>Whether it is true.</summary>
    public bool IsTrue => Type == TraceType.Flag && Whole == 1;

    /// <summary>A string.</summary>
    public static TraceValue Of(string text) => new(TraceType.Text, text);

    /// <summary>An integer.</summary>
    public static TraceValue Of(long value) => new(TraceType.Whole, "", value, value);

    /// <summary>A double.</summary>
    public static TraceValue Of(double value) => new(TraceType.Real, "", value, 0);

    /// <summary>True or false.</summary>
    public static TraceValue Of(bool value) => new(TraceType.Flag, "", 0, value ? 1 : 0);

    /// <summary>A duration.</summary>
    public static TraceValue OfNanoseconds(long value) => new(TraceType.Duration, "", value, value);

    /// <summary>A status, by OTLP's number.</summary>
    public static TraceValue OfStatus(int otlp) => new(TraceType.Status, "", 0, otlp switch { 2 => 0, 1 => 1, _ => 2 });

    /// <summary>A kind, by OTLP's number.</summary>
    public static TraceValue OfKind(int otlp) => new(TraceType.Kind, "", 0, otlp);

    /// <summary>A word of the language that is a value; null when it is none.</summary>
    public static TraceValue? OfWord(string word) => word switch
    {
        "true" => Of(true),
        "false" => Of(false),
        _ when Array.IndexOf(s_statuses, word) is var status and >= 0 => new TraceValue(TraceType.Status, "", 0, status),
        _ when Array.IndexOf(s_kinds, word) is var kind and >= 0 => OfKind(kind),
        _ => null,
    };

    /// <summary>An attribute's value; null and maps are nothing to TraceQL.</summary>
    public static TraceValue Of(AnyValue? value) => value?.ValueCase switch
    {
        AnyValue.ValueOneofCase.StringValue => Of(value.StringValue),
        AnyValue.ValueOneofCase.BoolValue => Of(value.BoolValue),
        AnyValue.ValueOneofCase.IntValue => Of(value.IntValue),
        AnyValue.ValueOneofCase.DoubleValue => Of(value.DoubleValue),
        AnyValue.ValueOneofCase.ArrayValue => new TraceValue(TraceType.List) { Items = [.. value.ArrayValue.Values.Select(Of)] },
        _ => Nil,
    };

    /// <summary>The value as text, without quotes.</summary>
    public override string ToString() => Type switch
    {
        TraceType.Nil => "nil",
        TraceType.Text => Text,
        TraceType.Whole => Whole.ToString(CultureInfo.InvariantCulture),
        TraceType.Real => Number.ToString("R", CultureInfo.InvariantCulture) is var t && t.AsSpan().ContainsAny(".eE") ? t : $"{t}.0",
        TraceType.Duration => GoDuration.Text(Whole),
        TraceType.Flag => Whole == 1 ? "true" : "false",
        TraceType.Status => s_statuses[Whole],
        TraceType.Kind => Whole >= 0 && Whole < s_kinds.Length ? s_kinds[Whole] : $"kind({Whole})",
        _ => $"[{string.Join(", ", Items)}]",
    };
}
