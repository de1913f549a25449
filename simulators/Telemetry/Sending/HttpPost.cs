using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using Validation.Harness;

namespace Validation.Simulators.Telemetry.Sending;

/// <summary>A body to one address over HTTP/1.1, and the answer as it came.</summary>
internal sealed class HttpPost(Uri address, string mediaType, string encoding = "", params (string Name, string Value)[] headers) : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false })
    {
        // The deadline is the only time limit.
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public Uri Address { get; } = address;

    /// <summary>Sends; <paramref name="accepted"/> reads the body of an answer of 2xx, or throws FormatException.</summary>
    public async Task<Answer> SendAsync(ReadOnlyMemory<byte> body, Func<string, byte[], Answer> accepted, Deadline deadline)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Address) { Content = new ReadOnlyMemoryContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        if (encoding.Length > 0)
            request.Content.Headers.ContentEncoding.Add(encoding);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        try
        {
            using var response = await _client.SendAsync(request, deadline.Token);
            var content = await response.Content.ReadAsByteArrayAsync(deadline.Token);
            return Judge((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType ?? "", content, accepted);
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException)
        {
            return Answer.None($"{Address}: {problem.Message}");
        }
    }

    public static byte[] Gzip(ReadOnlySpan<byte> body)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Fastest))
            gzip.Write(body);
        return memory.ToArray();
    }

    public void Dispose() => _client.Dispose();

    private static Answer Judge(int status, string mediaType, byte[] content, Func<string, byte[], Answer> accepted)
    {
        var text = Encoding.UTF8.GetString(content.AsSpan(0, Math.Min(content.Length, 2_048)));
        // A gateway that gave up waiting does not know either.
        if (status is 408 or 502 or 504)
            return new Answer(Fate.Unknown, Answer.Http(status), text);
        if (status is < 200 or > 299)
            return new Answer(Fate.Refused, Answer.Http(status), text);
        try
        {
            return accepted(mediaType, content) with { Status = Answer.Http(status) };
        }
        catch (FormatException problem)
        {
            return new Answer(Fate.Unknown, Answer.Http(status), problem.Message);
        }
    }
}
