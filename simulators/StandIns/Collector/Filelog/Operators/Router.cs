using System.Collections.Immutable;
using Validation.Simulators.StandIns.Collector.Filelog.Entries;
using Validation.Simulators.StandIns.Collector.Filelog.Expressions;
using Validation.Simulators.StandIns.Config;

namespace Validation.Simulators.StandIns.Collector.Filelog.Operators;

/// <summary><c>router</c>: a record goes to the first route whose expression holds, else to the default, else nowhere.</summary>
internal sealed class Router : Operator
{
    private readonly ImmutableArray<(Expression When, ConfigNode To)> _routes;
    private readonly ConfigNode _default;
    private readonly Action<string> _log;
    private ImmutableArray<Operator>[] _outputs = [];
    private ImmutableArray<Operator> _otherwise = [];

    public Router(OperatorContext context)
    {
        foreach (var key in context.Settings.Keys)
        {
            if (key is not ("type" or "id" or "routes" or "default"))
                throw context.Settings[key].Bad("one of type, id, routes, default", key);
        }

        _log = context.Log;
        _default = context.Settings["default"];
        _routes = [.. context.Settings["routes"].Items.Select(route => (Expression.Read(route["expr"]), route["output"]))];
        if (_routes.IsEmpty)
            throw context.Settings["routes"].Bad("at least one route");
    }

    /// <summary>Finds the operators that the routes name.</summary>
    public void Connect(Func<ConfigNode, ImmutableArray<Operator>> find)
    {
        _outputs = [.. _routes.Select(route => find(route.To))];
        _otherwise = _default.Exists ? find(_default) : [];
        Outputs = [.. _outputs.SelectMany(o => o), .. _otherwise];
    }

    public override void Process(Entry entry)
    {
        Outputs = _otherwise;
        for (var i = 0; i < _routes.Length; i++)
        {
            if (Holds(_routes[i].When, entry))
            {
                Outputs = _outputs[i];
                break;
            }
        }

        Write(entry);
    }

    private bool Holds(Expression when, Entry entry)
    {
        try
        {
            return when.Holds(entry);
        }
        catch (ExpressionException problem)
        {
            _log($"warn\tRunning expression returned an error\t{{\"operator_id\": \"{Id}\", \"error\": \"{problem.Message}\"}}");
            return false;
        }
    }
}
