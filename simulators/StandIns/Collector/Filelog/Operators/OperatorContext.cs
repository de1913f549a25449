using Validation.Simulators.StandIns.Collector.Filelog.Expressions;
using Validation.Simulators.StandIns.Config;

namespace Validation.Simulators.StandIns.Collector.Filelog.Operators;

/// <summary>What every operator is made of.</summary>
/// <param name="Settings">Its settings.</param>
/// <param name="Log">Writes a line to the collector's log.</param>
/// <param name="Clock">The clock.</param>
internal sealed record OperatorContext(ConfigNode Settings, Action<string> Log, TimeProvider Clock)
{
    /// <summary>Settings that every operator has.</summary>
    public static readonly string[] Common = ["type", "id", "output", "on_error", "if"];

    /// <summary>The operator's name: its <c>id</c>, or its type.</summary>
    public string Id => Settings["id"].Text(Settings["type"].Text());

    /// <summary>The condition under which it does its work; null when it always does.</summary>
    public Expression? Condition => Settings["if"].Exists ? Expression.Read(Settings["if"]) : null;

    /// <summary>Refuses settings that the operator does not have, or that this stand-in does not.</summary>
    public void Allow(params ReadOnlySpan<string> settings)
    {
        foreach (var key in Settings.Keys)
        {
            if (!Common.Contains(key) && !settings.Contains(key))
                throw Settings[key].Bad($"a setting of {Settings["type"].Text()} that this stand-in knows: {string.Join(", ", settings.ToArray().Concat(Common))}", key);
        }
    }
}
