using Validation.Simulators.StandIns.Collector.Filelog.Entries;
using Validation.Simulators.StandIns.Collector.Filelog.Expressions;

namespace Validation.Simulators.StandIns.Collector.Filelog.Operators;

/// <summary>An operator with <c>if</c> and <c>on_error</c>.</summary>
internal abstract class Transformer(OperatorContext context) : Operator
{
    private readonly Expression? _condition = context.Condition;
    private readonly OnError _onError = OnError.Read(context.Settings["on_error"]);

    /// <summary>Works on a record and hands it on; a record that the condition does not want is handed on as it is.</summary>
    public override void Process(Entry entry)
    {
        string? problem;
        try
        {
            if (_condition is not null && !_condition.Holds(entry))
            {
                Write(entry);
                return;
            }

            problem = Work(entry);
        }
        catch (ExpressionException wrong)
        {
            problem = wrong.Message;
        }

        if (problem is not null)
            Fail(entry, problem);
    }

    /// <summary>Works on a record, and hands it on when that went well.</summary>
    /// <returns>What was wrong; null when nothing.</returns>
    protected abstract string? Work(Entry entry);

    /// <summary>Does with a record what <c>on_error</c> says.</summary>
    protected void Fail(Entry entry, string problem)
    {
        if (!_onError.Quiet)
            context.Log($"error\tFailed to process entry\t{{\"operator_id\": \"{Id}\", \"error\": \"{problem}\", \"action\": \"{(_onError.Send ? "send" : "drop")}\"}}");
        if (_onError.Send)
            Write(entry);
    }

    /// <summary>Writes a line to the collector's log.</summary>
    protected void Log(string line) => context.Log($"{line}\t{{\"operator_id\": \"{Id}\"}}");
}
