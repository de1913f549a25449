using System.Text;

namespace Validation.Simulators.StandIns.Tests.Collector;

/// <summary>A recorded request and what the real collector answered.</summary>
internal sealed record RecordedExchange(string Method, string Path, Dictionary<string, string> Headers, byte[] Body, int Status, Dictionary<string, string> AnswerHeaders, byte[] Answer)
{
    public static string Folder => System.IO.Path.Combine(AppContext.BaseDirectory, "Recordings", "collector");

    public static RecordedExchange Read(string name)
    {
        var folder = System.IO.Path.Combine(Folder, name);
        var text = File.ReadAllText(System.IO.Path.Combine(folder, "request.txt"));
        var (first, headers, body) = Parse(text);
        var binary = System.IO.Path.Combine(folder, "request.bin");
        var answer = Parse(File.ReadAllText(System.IO.Path.Combine(folder, "response.headers.txt")) + "\n\n");
        return new RecordedExchange(
            first.Split(' ')[0], first.Split(' ')[1], headers, File.Exists(binary) ? File.ReadAllBytes(binary) : Encoding.UTF8.GetBytes(body),
            int.Parse(answer.First.Split(' ')[1]), answer.Headers, File.ReadAllBytes(Directory.GetFiles(folder, "response.*").Single(f => !f.EndsWith("headers.txt", StringComparison.Ordinal))));
    }

    /// <summary>Sends the request.</summary>
    public async Task<HttpResponseMessage> SendAsync(Uri to, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(new HttpMethod(Method), new Uri(to, Path));
        if (Method != "GET")
            request.Content = new ByteArrayContent(Body);
        foreach (var (name, value) in Headers.Where(h => h.Key != "Host"))
            request.Content!.Headers.TryAddWithoutValidation(name, value);
        return await TestCollector.Http.SendAsync(request, cancel);
    }

    private static (string First, Dictionary<string, string> Headers, string Body) Parse(string text)
    {
        text = text.ReplaceLineEndings("\n");
        var end = text.IndexOf("\n\n", StringComparison.Ordinal);
        var lines = text[..end].Split('\n');
        // The recorder ends a body with a line feed.
        var body = text[(end + 2)..];
        return (lines[0], lines[1..].ToDictionary(l => l.Split(": ", 2)[0], l => l.Split(": ", 2)[1]), body.EndsWith('\n') ? body[..^1] : body);
    }
}
