using System.Text;

namespace Validation.Simulators.Telemetry.Tests;

/// <summary>What was sent to real programs, and what they answered.</summary>
internal static class Recording
{
    public static byte[] Bytes(string file) => File.ReadAllBytes(Path.Combine(TestContext.CurrentContext.TestDirectory, "Recordings", file));

    /// <summary>The body of a recorded request.</summary>
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

    /// <summary>Status of a recorded answer.</summary>
    public static int Status(string name) => int.Parse(Encoding.UTF8.GetString(Bytes(name + "/response.headers.txt")).Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Body of a recorded answer, as text.</summary>
    public static string Answer(string name) =>
        Encoding.UTF8.GetString(File.ReadAllBytes(new[] { "response.json", "response.txt" }.Select(f => Path.Combine(TestContext.CurrentContext.TestDirectory, "Recordings", name, f)).First(File.Exists)));
}
