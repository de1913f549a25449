using System.Text;

namespace Validation.Simulators.Wire.Tests;

/// <summary>What was sent to, or written by, a real collector.</summary>
internal static class Recorded
{
    public static byte[] Body(string name)
    {
        var folder = Path.Combine(TestContext.CurrentContext.TestDirectory, "Recordings", name);
        var binary = Path.Combine(folder, "request.bin");
        if (File.Exists(binary))
            return File.ReadAllBytes(binary);
        var request = File.ReadAllText(Path.Combine(folder, "request.txt"));
        var body = request[(request.IndexOf("\n\n", StringComparison.Ordinal) + 2)..];
        // The recorder put one line feed after a body.
        return Encoding.UTF8.GetBytes(body.EndsWith('\n') ? body[..^1] : body);
    }

    public static byte[][] Lines(string name) =>
        [.. File.ReadLines(Path.Combine(TestContext.CurrentContext.TestDirectory, "Recordings", name)).Where(l => l.Length > 0).Select(Encoding.UTF8.GetBytes)];
}
