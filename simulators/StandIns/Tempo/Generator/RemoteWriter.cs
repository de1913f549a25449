using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;
using Snappier;
using Validation.Simulators.StandIns.Self;
using Validation.Simulators.Wire.Prometheus;

namespace Validation.Simulators.StandIns.Tempo.Generator;

/// <summary>
/// Writes samples to one Prometheus by remote write 1.0, oldest first. What the other side cannot take now (no connection, 5xx, 429)
/// is tried again until it can; what it refuses is dropped and counted.
/// </summary>
internal sealed class RemoteWriter(RemoteWriteTarget target, SelfMetrics metrics, TimeProvider clock, Action<string> log) : IDisposable
{
    private const int MaxSamples = 2000;
    private const int MaxWaiting = 480;
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(5);
    private readonly Queue<(DateTimeOffset Due, WriteRequest Batch)> _waiting = [];
    private readonly Lock _gate = new();
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = !target.Url.IsLoopback }) { Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>Takes a collection; it is sent when it has waited as long as the settings say.</summary>
    public void Enqueue(IReadOnlyList<TimeSeries> series)
    {
        var due = clock.GetUtcNow() + target.Wait;
        lock (_gate)
        {
            foreach (var part in series.Chunk(MaxSamples / 2))
                _waiting.Enqueue((due, new WriteRequest { Timeseries = { part } }));
            while (_waiting.Count > MaxWaiting)
                Count("dropped", _waiting.Dequeue().Batch);
        }
    }

    /// <summary>Sends what is due until stopped.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var pause = TimeSpan.FromMilliseconds(30);
        while (true)
        {
            if (Due() is not { } batch)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), clock, stop);
            }
            else if (await SendAsync(batch, stop))
            {
                pause = TimeSpan.FromMilliseconds(30);
                lock (_gate)
                    _waiting.Dequeue();
            }
            else
            {
                await Task.Delay(pause, clock, stop);
                pause = pause + pause < s_longestPause ? pause + pause : s_longestPause;
            }
        }
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private WriteRequest? Due()
    {
        lock (_gate)
            return _waiting.TryPeek(out var first) && first.Due <= clock.GetUtcNow() ? first.Batch : null;
    }

    // True when there is nothing left to do with the batch: it was taken, or it will never be.
    private async Task<bool> SendAsync(WriteRequest batch, CancellationToken stop)
    {
        try
        {
            using var content = new ByteArrayContent(Snappy.CompressToArray(batch.ToByteArray()));
            content.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
            content.Headers.ContentEncoding.Add("snappy");
            using var request = new HttpRequestMessage(HttpMethod.Post, target.Url) { Content = content };
            request.Headers.Add("X-Prometheus-Remote-Write-Version", "0.1.0");
            using var response = await _http.SendAsync(request, stop);
            if (response.IsSuccessStatusCode)
                return true;
            log($"remote write to {target.Url}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync(stop)}");
            if (response.StatusCode >= HttpStatusCode.InternalServerError || response.StatusCode == HttpStatusCode.TooManyRequests)
                return false;
            Count("failed", batch);
            return true;
        }
        catch (Exception e) when (e is HttpRequestException or InvalidOperationException || (e is OperationCanceledException && !stop.IsCancellationRequested))
        {
            log($"remote write to {target.Url}: {e.Message}");
            return false;
        }
    }

    private void Count(string how, WriteRequest batch) => metrics.Add($"prometheus_remote_storage_samples_{how}_total",
        batch.Timeseries.Sum(s => s.Samples.Count), ("remote_name", "single-tenant"), ("url", target.Url.ToString()));
}
