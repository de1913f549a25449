using Validation.Simulators.StandIns.Config;

namespace Validation.Simulators.StandIns.Collector.Filelog.Operators;

/// <summary>What becomes of a record that an operator cannot work on.</summary>
/// <param name="Send">It goes on as it is; otherwise it is dropped.</param>
/// <param name="Quiet">Nothing is written to the log.</param>
internal readonly record struct OnError(bool Send, bool Quiet)
{
    /// <summary>Reads <c>send</c> (what holds when nothing is said), <c>send_quiet</c>, <c>drop</c>, <c>drop_quiet</c>.</summary>
    public static OnError Read(ConfigNode node) => node.Text("send") switch
    {
        "send" => new(true, false),
        "send_quiet" => new(true, true),
        "drop" => new(false, false),
        "drop_quiet" => new(false, true),
        _ => throw node.Bad("send, send_quiet, drop or drop_quiet"),
    };
}
