using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using Google.Protobuf;
using Snappier;
using Validation.Simulators.StandIns.Collector.Pipeline;
using Validation.Simulators.Wire.Otlp;
using Validation.Simulators.Wire.Prometheus;

namespace Validation.Simulators.StandIns.Collector.Protocols.RemoteWrite;

/// <summary>
/// Writes batches to Prometheus by remote write 1.0. A batch is translated once; when it is sent again, only the requests that
/// were not answered for good are.
/// </summary>
internal sealed class RemoteWriteSender : ISender<ExportMetricsServiceRequest>
{
    private const string Counters = "otelcol_exporter_prometheusremotewrite_";
    private const int ErrorBytes = 256;
    private readonly PartContext _context;
    private readonly WriteSettings _settings;
    private readonly HttpClient _client;
    private readonly ConditionalWeakTable<ExportMetricsServiceRequest, Open> _open = [];
    private readonly (string, string)[] _labels;

    /// <summary>Makes it; nothing is sent yet.</summary>
    public RemoteWriteSender(PartContext context)
    {
        (_context, _settings) = (context, WriteSettings.From(context.Settings));
        _client = HttpClients.Make(_settings.Timeout, _settings.SkipVerify);
        _labels = [("endpoint", _settings.Endpoint.OriginalString), ("exporter", context.Id)];
        context.Metrics.Set(Counters + "consumers", 5, _labels);
    }

    /// <inheritdoc/>
    public async Task<Handed> SendAsync(ExportMetricsServiceRequest batch, CancellationToken stop)
    {
        var open = _open.GetValue(batch, Translate);
        var later = new Queue<WriteRequest>();
        string? error = null;
        while (open.Requests.TryPeek(out var request))
        {
            var handed = await WriteAsync(request, stop);
            open.Requests.Dequeue();
            if (handed.Outcome == Handing.NotNow)
                later.Enqueue(request);
            if (handed.Outcome == Handing.Never)
                open.Refused = handed.Error;
            error = handed.Error ?? error;
        }

        if (later.Count > 0)
        {
            open.Requests = later;
            return new Handed(Handing.NotNow, error);
        }

        _open.Remove(batch);
        return open.Refused is null ? Handed.Taken : new Handed(Handing.Never, $"Permanent error: {open.Refused}");
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    private Open Translate(ExportMetricsServiceRequest batch)
    {
        var translation = Translator.Translate(batch, _settings);
        if (!translation.Problems.IsEmpty)
        {
            // What could be translated is sent all the same, and nothing but this counter tells of the rest.
            _context.Metrics.Add(Counters + "failed_translations", 1, _labels);
            _context.Log($"debug\tfailed to translate metrics, exporting remaining metrics\t{string.Join("; ", translation.Problems)}");
        }

        _context.Metrics.Add(Counters + "translated_time_series", translation.Series.Count, _labels);
        return new Open { Requests = translation.Series.Requests(_settings.MaxBatchBytes) };
    }

    private async Task<Handed> WriteAsync(WriteRequest request, CancellationToken stop)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, _settings.Endpoint) { Content = new ByteArrayContent(Snappy.CompressToArray(request.ToByteArray())) };
        message.Content.Headers.Add("Content-Type", "application/x-protobuf");
        message.Content.Headers.Add("Content-Encoding", "snappy");
        message.Headers.Add("X-Prometheus-Remote-Write-Version", "0.1.0");
        message.Headers.Add("User-Agent", $"opentelemetry-collector-contrib/{CollectorBuild.Version}");
        foreach (var (name, value) in _settings.Headers)
            message.Headers.TryAddWithoutValidation(name, value);
        _context.Metrics.Add(Counters + "sent_batches", 1, _labels);
        try
        {
            using var answer = await _client.SendAsync(message, stop);
            return answer.IsSuccessStatusCode ? Handed.Taken : await RefusedAsync(answer, stop);
        }
        catch (HttpRequestException problem)
        {
            return new Handed(Handing.NotNow, $"Post \"{_settings.Endpoint.OriginalString}\": {problem.Message}");
        }
        catch (TaskCanceledException problem) when (!stop.IsCancellationRequested)
        {
            return new Handed(Handing.NotNow, $"Post \"{_settings.Endpoint.OriginalString}\": context deadline exceeded ({problem.Message})");
        }
    }

    // 429 is final too: the real exporter tries it again only with the feature gate RetryOn429, which is off.
    private async Task<Handed> RefusedAsync(HttpResponseMessage answer, CancellationToken stop)
    {
        var body = await answer.Content.ReadAsStringAsync(stop);
        body = body.Length > ErrorBytes ? body[..ErrorBytes] : body;
        var status = string.Create(CultureInfo.InvariantCulture, $"{(int)answer.StatusCode} {answer.ReasonPhrase}");
        _context.Log($"error\tfailed to send WriteRequest to remote endpoint\tendpoint={_settings.Endpoint.OriginalString} status={status} error={body.Trim()}");
        var outcome = answer.StatusCode >= HttpStatusCode.InternalServerError ? Handing.NotNow : Handing.Never;
        return new Handed(outcome, $"remote write returned HTTP status {status}; err = <nil>: {body}");
    }

    private sealed class Open
    {
        public required Queue<WriteRequest> Requests { get; set; }

        public string? Refused { get; set; }
    }
}
