using System.Collections.Immutable;
using System.Globalization;
using System.IO.Compression;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Google.Protobuf;
using Validation.Harness;
using Validation.Simulators.StandIns.Collector.Pipeline;
using Validation.Simulators.Wire;

namespace Validation.Simulators.StandIns.Collector.Exporters;

/// <summary>Makes the exporter <c>otlphttp</c>.</summary>
internal static class OtlpHttpSender
{
    /// <summary>Makes one.</summary>
    /// <exception cref="BadInputException">A setting is wrong.</exception>
    public static IExporter<T> Make<T>(PartContext context)
        where T : class, IMessage<T>, new() =>
        new Exporter<T>(
            context, new OtlpHttpSender<T>(context, OtlpHttpSettings.From(context.Settings, Signals.Of<T>().Name)), ExportSettings.From(context.Settings));
}

/// <summary>Posts batches over OTLP/HTTP. Source: the OTLP specification; exporter/otlphttpexporter.</summary>
internal sealed class OtlpHttpSender<T> : ISender<T>, ILabelled
    where T : class, IMessage<T>, new()
{
    private readonly PartContext _context;
    private readonly OtlpHttpSettings _settings;
    private readonly HttpClient _client;

    /// <summary>Makes it; nothing is sent yet.</summary>
    public OtlpHttpSender(PartContext context, OtlpHttpSettings settings)
    {
        (_context, _settings) = (context, settings);
        _client = settings.Client();
        List<(string, string)> labels = [("server_address", settings.Url.Host)];
        if (!settings.Url.IsDefaultPort)
            labels.Add(("server_port", settings.Url.Port.ToString(CultureInfo.InvariantCulture)));
        labels.Add(("url_path", settings.Url.AbsolutePath));
        Labels = [.. labels];
    }

    /// <inheritdoc/>
    public ImmutableArray<(string Name, string Value)> Labels { get; }

    /// <inheritdoc/>
    public async Task<Handed> SendAsync(T batch, CancellationToken stop)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, _settings.Url) { Content = Body(batch) };
        foreach (var (name, value) in _settings.Headers)
            message.Headers.TryAddWithoutValidation(name, value);
        try
        {
            using var answer = await _client.SendAsync(message, stop);
            var body = await answer.Content.ReadAsByteArrayAsync(stop);
            if (!answer.IsSuccessStatusCode)
                return OtlpAnswer.Refused(_settings.Url, answer, body, _context.Clock.GetUtcNow());
            if (OtlpAnswer.PartialSuccess(Signals.Of<T>().Name, answer, body) is { } partial)
                _context.Log($"warn\t{_context.Id}\tPartial success response\t{partial}");
            return Handed.Taken;
        }
        catch (HttpRequestException problem)
        {
            return new Handed(Handing.NotNow, $"failed to make an HTTP request: Post \"{_settings.Url}\": {Reason(problem)}");
        }
        catch (TaskCanceledException problem) when (!stop.IsCancellationRequested)
        {
            return new Handed(Handing.NotNow, $"failed to make an HTTP request: Post \"{_settings.Url}\": context deadline exceeded ({problem.Message})");
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    private string Reason(HttpRequestException problem) => problem.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused }
        ? $"dial tcp {_settings.Url.Host}:{_settings.Url.Port}: connect: connection refused"
        : problem.InnerException?.Message ?? problem.Message;

    private ByteArrayContent Body(T batch)
    {
        var bytes = _settings.Json ? OtlpJson.Write(batch) : batch.ToByteArray();
        ByteArrayContent content;
        if (_settings.Gzip)
        {
            using var packed = new MemoryStream(bytes.Length / 4);
            using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
                gzip.Write(bytes);
            content = new ByteArrayContent(packed.GetBuffer(), 0, (int)packed.Length);
            content.Headers.ContentEncoding.Add("gzip");
        }
        else
        {
            content = new ByteArrayContent(bytes);
        }

        content.Headers.ContentType = new MediaTypeHeaderValue(_settings.Json ? "application/json" : "application/x-protobuf");
        return content;
    }
}
