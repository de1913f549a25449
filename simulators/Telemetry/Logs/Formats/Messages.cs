using System.Globalization;
using System.Text;

namespace Validation.Simulators.Telemetry.Logs.Formats;

/// <summary>Messages of many kinds: quotes, braces, other scripts, now and then a very long one. No bracket begins one, no blank ends
/// one.</summary>
internal static class Messages
{
    private static readonly string[] s_things =
    [
        "größer als erwartet – żółć, naïve", "インスタンスを起動しました", "сервер запущен", "🚀 launched in ½ second", "نجاح", "“quoted” text and a ’",
    ];

    /// <summary>The message of a unit's first record.</summary>
    public static string Of(LogUnit unit)
    {
        var mark = unit.Mark(0);
        var amount = unit.Pick(Purpose.Amount, 10_000).ToString(CultureInfo.InvariantCulture);
        if (unit.Pick(Purpose.Length, 128) == 0)
            return Long(unit);
        return unit.Pick(Purpose.Message, 9) switch
        {
            0 => $"Took 0.{amount} seconds to finish the step. {mark}",
            1 => $"{s_things[unit.Pick(Purpose.Detail, s_things.Length)]} {mark}",
            2 => $"body {{\"server\": {{\"name\": \"vm-{amount}\", \"metadata\": {{}}}}, \"say\": \"it's \\\"{amount}\\\"\"}} {mark}",
            3 => $"{{'image': None, 'size': {amount}, 'tags': ['a', \"b's\"], 'path': 'C:\\\\tmp'}} {mark}",
            4 => $"Running cmd (subprocess): ovs-vsctl --timeout=10 -- --may-exist add-port br-int \"tap{amount}\" % 100%s {mark}",
            5 => $"10.20.30.{unit.Pick(Purpose.Address, 256)} \"GET /v2.1/servers/detail?limit={amount}&x=%7B%7D HTTP/1.1\" status: 200 len: {amount} time: 0.0421 {mark}",
            6 => $"columns\tseparated\tby tabs, {amount} of them;   blanks   too {mark}",
            7 => $"{mark} comes first here, & <xml attr=\"{amount}\"/> follows",
            _ => $"Lock \"compute_resources\" acquired by \"instance_claim\" :: waited {amount}s $HOME `id` #{amount} {mark}",
        };
    }

    // Nothing but letters after the mark: the runtime cuts a line at 16 KiB, and a blank or half a character at a cut would be lost.
    private static string Long(LogUnit unit)
    {
        var size = 1024 + unit.Pick(Purpose.Detail, unit.Source.LongestLine - 2048);
        var text = new StringBuilder(size + 64).Append("a long one ").Append(unit.Mark(0)).Append(' ');
        for (var i = 0; text.Length < size; i++)
            text.Append(CultureInfo.InvariantCulture, $"{unit.Items.Bits(unit.Head, (int)Purpose.Filler + i):x16}");
        return text.ToString();
    }
}
