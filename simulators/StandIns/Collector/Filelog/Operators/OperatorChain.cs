using System.Collections.Immutable;
using Validation.Simulators.StandIns.Collector.Filelog.Entries;
using Validation.Simulators.StandIns.Config;

namespace Validation.Simulators.StandIns.Collector.Filelog.Operators;

/// <summary>The operators of a receiver, connected: each hands on to those its <c>output</c> names, else to the next, the last to the end.</summary>
internal sealed class OperatorChain
{
    private readonly ImmutableArray<Operator> _operators;
    private readonly Operator _first;

    /// <summary>Makes the operators of a list of settings.</summary>
    /// <param name="list">The list; may not exist.</param>
    /// <param name="end">Who takes the records at the end.</param>
    /// <param name="log">The collector's log.</param>
    /// <param name="clock">The clock.</param>
    public OperatorChain(ConfigNode list, Action<Entry> end, Action<string> log, TimeProvider clock)
    {
        var settings = list.Items;
        var last = new End(end);
        _operators = [.. Unique(settings.Select(s => Make(new OperatorContext(s, log, clock))), settings)];
        for (var i = 0; i < _operators.Length; i++)
        {
            ImmutableArray<Operator> next = [i + 1 < _operators.Length ? _operators[i + 1] : last];
            if (_operators[i] is Router router)
                router.Connect(Find);
            else
                _operators[i].Outputs = settings[i]["output"].Exists ? Find(settings[i]["output"]) : next;
        }

        RefuseCircles(settings);
        _first = _operators.IsEmpty ? last : _operators[0];
    }

    /// <summary>Sends a record on its way.</summary>
    public void Process(Entry entry) => _first.Process(entry);

    /// <summary>Called often, for those that hold records for a time.</summary>
    public void Tick()
    {
        foreach (var one in _operators)
            one.Tick();
    }

    /// <summary>Hands on all that is still held, from the front to the end.</summary>
    public void Finish()
    {
        foreach (var one in _operators)
            one.Finish();
    }

    private static Operator Make(OperatorContext context) => context.Settings["type"].Text() switch
    {
        "regex_parser" => new RegexParser(context) { Id = context.Id },
        "json_parser" => new JsonParser(context) { Id = context.Id },
        "container" => new ContainerParser(context) { Id = context.Id },
        "recombine" => new Recombine(context) { Id = context.Id },
        "add" => new Add(context) { Id = context.Id },
        "copy" => new Copy(context) { Id = context.Id },
        "move" => new Move(context) { Id = context.Id },
        "remove" => new Remove(context) { Id = context.Id },
        "noop" => new Noop(context) { Id = context.Id },
        "router" => new Router(context) { Id = context.Id },
        _ => throw context.Settings["type"].Bad("an operator of this stand-in: regex_parser, json_parser, container, recombine, add, copy, move, remove, noop, router"),
    };

    // Operators without an id of their own may share their type's name; nobody can hand on to them by name.
    private static IEnumerable<Operator> Unique(IEnumerable<Operator> operators, ImmutableArray<ConfigNode> settings)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (one, setting) in operators.Zip(settings))
        {
            if (!taken.Add(one.Id) && setting["id"].Exists)
                throw setting["id"].Bad("an id that no other operator has");
            yield return one;
        }
    }

    private ImmutableArray<Operator> Find(ConfigNode output) => [.. (output.IsList ? output.Items : [output]).Select(name =>
        _operators.FirstOrDefault(o => o.Id == name.Text()) ?? throw name.Bad("the id of an operator of this receiver"))];

    private void RefuseCircles(ImmutableArray<ConfigNode> settings)
    {
        for (var i = 0; i < _operators.Length; i++)
        {
            if (Reaches(_operators[i], _operators[i], []))
                throw settings[i].Bad("operators that hand on to one another without a circle", _operators[i].Id);
        }
    }

    private static bool Reaches(Operator from, Operator to, HashSet<Operator> seen) =>
        from.Outputs.Any(next => next == to || (seen.Add(next) && Reaches(next, to, seen)));

    private sealed class End(Action<Entry> take) : Operator
    {
        public override void Process(Entry entry) => take(entry);
    }
}
