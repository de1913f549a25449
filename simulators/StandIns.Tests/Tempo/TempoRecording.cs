using System.Text;

namespace Validation.Simulators.StandIns.Tests.Tempo;

/// <summary>A request to a real Tempo 2.10.8 and its answer.</summary>
internal sealed record TempoRecording(string Name, string Method, string Target, string Accept, string ContentType, byte[] Body, int Status, string AnswerType, string Vary, byte[] Answer)
{
    public static string Folder => Path.Combine(TestContext.CurrentContext.TestDirectory, "Recordings", "tempo");

    public string Text => Encoding.UTF8.GetString(Answer);

    public static TempoRecording Load(string name)
    {
        var folder = Path.Combine(Folder, name);
        var request = File.ReadAllText(Path.Combine(folder, "request.txt"));
        var split = request.IndexOf("\n\n", StringComparison.Ordinal);
        var lines = request[..split].Split('\n');
        var start = lines[0].Split(' ');
        var heads = File.ReadAllLines(Path.Combine(folder, "response.headers.txt"));
        var binary = Path.Combine(folder, "request.bin");
        var answer = new[] { "response.json", "response.txt" }.Select(f => Path.Combine(folder, f)).First(File.Exists);
        return new TempoRecording(name, start[0], start[1], Header(lines, "Accept"), Header(lines, "Content-Type"),
            File.Exists(binary) ? File.ReadAllBytes(binary) : Encoding.UTF8.GetBytes(request[(split + 2)..].TrimEnd('\n')),
            int.Parse(heads[0].Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture), Header(heads, "Content-Type"), Header(heads, "Vary"), File.ReadAllBytes(answer));
    }

    private static string Header(IEnumerable<string> lines, string name) =>
        lines.FirstOrDefault(l => l.StartsWith($"{name}: ", StringComparison.OrdinalIgnoreCase))?[(name.Length + 2)..].Trim() ?? "";
}
