using Validation.Simulators.StandIns.Collector.Filelog.Entries;

namespace Validation.Simulators.StandIns.Collector.Filelog.Operators;

/// <summary>An operator that takes a field apart, with <c>parse_from</c>, <c>parse_to</c>, <c>timestamp</c> and <c>severity</c>.</summary>
internal abstract class ParserOperator : Transformer
{
    private readonly TimestampPart? _timestamp;
    private readonly SeverityPart? _severity;

    protected ParserOperator(OperatorContext context, params string[] settings)
        : base(context)
    {
        context.Allow(["parse_from", "parse_to", "timestamp", "severity", .. settings]);
        From = context.Settings["parse_from"].Exists ? Field.Read(context.Settings["parse_from"]) : Field.Body;
        To = context.Settings["parse_to"].Exists ? Field.Read(context.Settings["parse_to"], rootable: true) : Field.Attribute();
        if (context.Settings["timestamp"].Exists)
            _timestamp = new TimestampPart(context.Settings["timestamp"], context.Clock);
        if (context.Settings["severity"].Exists)
            _severity = new SeverityPart(context.Settings["severity"]);
    }

    /// <summary>The field that is taken apart.</summary>
    protected Field From { get; }

    /// <summary>Where the parts go.</summary>
    protected Field To { get; }

    protected override string? Work(Entry entry)
    {
        if (!From.TryGet(entry, out var value))
            return "Entry is missing the expected parse_from field.";
        if (value is not string text)
            return $"type '{Values.Kind(value)}' cannot be parsed as {Id}";
        var problem = Parse(entry, text);
        if (problem is not null)
            return problem;

        // A time that cannot be read does not keep the severity from being read.
        var time = _timestamp?.Read(entry);
        var severity = _severity?.Read(entry);
        if (time is not null || severity is not null)
            return time ?? severity;
        Write(entry);
        return null;
    }

    /// <summary>Takes a text apart and sets the parts.</summary>
    /// <returns>What was wrong; null when nothing.</returns>
    protected abstract string? Parse(Entry entry, string text);
}
