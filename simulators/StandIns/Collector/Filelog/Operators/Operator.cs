using System.Collections.Immutable;
using Validation.Simulators.StandIns.Collector.Filelog.Entries;

namespace Validation.Simulators.StandIns.Collector.Filelog.Operators;

/// <summary>A step on a record's way. Not for two threads at once.</summary>
internal abstract class Operator
{
    /// <summary>Its name among the operators.</summary>
    public string Id { get; init; } = "";

    /// <summary>Who gets the records next; each but the last gets a copy.</summary>
    public ImmutableArray<Operator> Outputs { get; set; } = [];

    /// <summary>Takes a record and hands on what becomes of it, now or later.</summary>
    public abstract void Process(Entry entry);

    /// <summary>Called often, for those that hold records for a time.</summary>
    public virtual void Tick()
    {
    }

    /// <summary>Hands on what it still holds: the end.</summary>
    public virtual void Finish()
    {
    }

    /// <summary>Hands a record on.</summary>
    protected void Write(Entry entry)
    {
        for (var i = 0; i < Outputs.Length - 1; i++)
            Outputs[i].Process(entry.Copy());
        if (Outputs.Length > 0)
            Outputs[^1].Process(entry);
    }
}
