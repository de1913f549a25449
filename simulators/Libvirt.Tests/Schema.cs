using System.Text;
using Validation.Simulators.Libvirt.Protocol;

namespace Validation.Simulators.Libvirt.Tests;

/// <summary>
/// Payloads of remote_protocol.x as formulas: i number, h long number, s string, o string that may be absent, d domain,
/// D domain that may be absent, n name and uuid, N the same that may be absent, U uuid, B opaque, c characters of four bytes,
/// m thirty-two of them, T typed parameters, [...] array. Written apart from the simulator, from the protocol's description.
/// </summary>
internal static class Schema
{
    public const string Error = "iioiDoooiiN";

    private static readonly Dictionary<int, (string Call, string Reply)> All = new()
    {
        [1] = ("oi", ""), [2] = ("", ""), [3] = ("", "s"), [4] = ("", "h"), [5] = ("o", "i"), [6] = ("", "mhiiiiii"), [7] = ("", "s"), [9] = ("d", ""),
        [12] = ("d", ""), [14] = ("di", "s"), [15] = ("d", "i"), [16] = ("d", "ihhih"), [19] = ("d", "s"), [20] = ("dii", "[iihi]B"), [22] = ("i", "d"),
        [23] = ("s", "d"), [24] = ("U", "d"), [28] = ("d", ""), [34] = ("d", ""), [37] = ("i", "[i]"), [44] = ("n", "i"), [59] = ("", "s"), [60] = ("i", "i"),
        [64] = ("ds", "hhhhh"), [65] = ("ds", "hhhhhhhh"), [66] = ("", "[i]"), [87] = ("n", "ihhh"), [89] = ("n", "i"), [102] = ("", "h"), [121] = ("d", "ci"),
        [122] = ("", "cc"), [150] = ("d", "i"), [151] = ("d", "i"), [152] = ("n", "i"), [153] = ("n", "i"), [154] = ("n", "i"), [159] = ("dii", "[ih]"),
        [163] = ("d", "ihhhhhhhhhhh"), [183] = ("di", "i"), [203] = ("i", "s"), [212] = ("di", "ii"), [227] = ("iii", "[sh]i"), [228] = ("iii", "[sh]i"),
        [243] = ("dsii", "Ti"), [262] = ("diiii", "Ti"), [265] = ("dioi", "s"), [273] = ("ii", "[d]i"), [281] = ("ii", "[n]i"), [283] = ("ii", "[n]i"),
        [293] = ("iii", "Bii"), [298] = ("di", "iT"), [316] = ("iD", "i"), [317] = ("i", ""), [318] = ("", "idii"), [342] = ("ooooi", "s"),
        [344] = ("[d]ii", "[dT]"), [360] = ("", ""), [361] = ("", ""), [426] = ("di", "[s]"),
    };

    public static string Of(RecordedPacket packet) => packet.Header.Program == Programs.Keepalive ? ""
        : packet.IsError ? Error : packet.Header.Type == PacketType.Call ? All[packet.Header.Procedure].Call : All[packet.Header.Procedure].Reply;

    public static string ReplyOf(int procedure) => All[procedure].Reply;

    /// <summary>Names and types of the parameters of an answer to procedure 344.</summary>
    public static IEnumerable<string> ParametersOf(byte[] payload) => Copy("[dT]", payload).Outline.Split('{', '}').Where(part => part.Contains(':'));

    /// <summary>Reads a payload by its formula and writes it again; the outline tells names and types of what was there.</summary>
    public static (byte[] Again, string Outline, int Left) Copy(string formula, byte[] payload)
    {
        var reader = new XdrReader(payload);
        using var writer = new XdrWriter();
        var outline = new StringBuilder();
        Copy(formula, ref reader, writer, outline);
        return (writer.Finish(default)[Limits.Header..].ToArray(), outline.ToString(), reader.Left);
    }

    private static void Copy(string formula, ref XdrReader from, XdrWriter to, StringBuilder outline)
    {
        for (var at = 0; at < formula.Length; at++)
        {
            if (formula[at] == '[')
            {
                var end = formula.IndexOf(']', at);
                var count = Number(ref from, to);
                for (var i = 0; i < count; i++)
                    Copy(formula[(at + 1)..end], ref from, to, outline);
                at = end;
                continue;
            }

            outline.Append(formula[at]);
            CopyOne(formula[at], ref from, to, outline);
        }
    }

    private static void CopyOne(char kind, ref XdrReader from, XdrWriter to, StringBuilder outline)
    {
        switch (kind)
        {
            case 'i': Number(ref from, to); break;
            case 'h': to.Hyper(from.Hyper()); break;
            case 's': to.Text(from.Text()); break;
            case 'B': to.Bytes(from.Bytes()); break;
            case 'U': to.Uuid(from.Uuid()); break;
            case 'n': Copy("sU", ref from, to, outline); break;
            case 'd': Copy("sUi", ref from, to, outline); break;
            // The flag is kept as it came: one client sends it little-endian.
            case 'o' or 'D' or 'N':
                if (Number(ref from, to) != 0)
                    Copy(kind == 'o' ? "s" : kind == 'D' ? "d" : "n", ref from, to, outline);
                break;
            case 'c':
                for (var left = Number(ref from, to); left > 0; left--)
                    Number(ref from, to);
                break;
            case 'm':
                for (var i = 0; i < 32; i++)
                    Number(ref from, to);
                break;
            case 'T':
                for (var left = Number(ref from, to); left > 0; left--)
                    CopyParameter(ref from, to, outline);
                break;
            default: throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such part");
        }
    }

    private static void CopyParameter(ref XdrReader from, XdrWriter to, StringBuilder outline)
    {
        var name = from.Text();
        to.Text(name);
        var type = Number(ref from, to);
        outline.Append('{').Append(name).Append(':').Append(type).Append('}');
        switch (type)
        {
            case 1 or 2 or 6: Number(ref from, to); break;
            case 3 or 4: to.Hyper(from.Hyper()); break;
            case 5: to.Double(from.Double()); break;
            case 7: to.Text(from.Text()); break;
            default: throw new ArgumentOutOfRangeException(nameof(from), type, "no such type");
        }
    }

    private static int Number(ref XdrReader from, XdrWriter to)
    {
        var number = from.Int();
        to.Int(number);
        return number;
    }
}
