using Validation.Simulators.StandIns.Collector.Filelog.Entries;
using Validation.Simulators.StandIns.Collector.Filelog.Expressions;
using Validation.Simulators.StandIns.Collector.Filelog.Files;

namespace Validation.Simulators.StandIns.Collector.Filelog.Operators;

/// <summary><c>recombine</c>: joins records that were one. A record that <c>if</c> does not want passes by those that are held.</summary>
internal sealed class Recombine : Transformer
{
    private readonly Expression _match;
    private readonly Recombiner _recombiner;

    public Recombine(OperatorContext context)
        : base(context)
    {
        context.Allow("is_first_entry", "is_last_entry", "combine_field", "combine_with", "source_identifier", "max_log_size", "max_batch_size",
            "max_unmatched_batch_size", "max_sources", "overwrite_with", "force_flush_period");
        var s = context.Settings;
        var first = s["is_first_entry"];
        if (first.Exists == s["is_last_entry"].Exists)
            throw s.Bad("one of is_first_entry and is_last_entry", first.Exists ? "both" : "neither");
        _match = Expression.Read(first.Exists ? first : s["is_last_entry"]);
        var newest = s["overwrite_with"].Text("oldest");
        if (newest is not ("oldest" or "newest"))
            throw s["overwrite_with"].Bad("oldest or newest");
        var rules = new RecombineRules(first.Exists, Field.Read(s["combine_field"]), s["combine_with"].Text("\n"),
            s["source_identifier"].Exists ? Field.Read(s["source_identifier"]) : Field.Attribute("file.path"),
            ByteSize.Read(s["max_log_size"], 0), (int)s["max_batch_size"].Number(1000), (int)s["max_unmatched_batch_size"].Number(100),
            (int)s["max_sources"].Number(1000), newest == "newest", s["force_flush_period"].Duration(TimeSpan.FromSeconds(5)));
        _recombiner = new Recombiner(rules, context.Clock, Log, Write);
    }

    public override void Tick() => _recombiner.Tick();

    public override void Finish() => _recombiner.FlushAll();

    protected override string? Work(Entry entry)
    {
        _recombiner.Add(entry, _match.Holds(entry));
        return null;
    }
}
