using System.Net.Http.Headers;
using System.Text;
using Validation.Harness;

namespace Validation.Simulators.Telemetry.Bad;

/// <summary>What a receiver answered to a bad payload.</summary>
/// <param name="Status">Status of HTTP; 0 when none came.</param>
/// <param name="Text">What it said, or what went wrong.</param>
public sealed record BadAnswer(int Status, string Text);

/// <summary>Sends bad payloads exactly as they are.</summary>
public sealed class BadSender : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Sends a payload, after its good one where it has one.</summary>
    /// <param name="payload">The row.</param>
    /// <param name="receiver">Scheme, host and port of the row's receiver.</param>
    /// <param name="moment">When and for whom.</param>
    /// <param name="deadline">Until when an answer is waited for.</param>
    /// <returns>The answer to the bad one; or to the good one, when that was not accepted.</returns>
    /// <exception cref="OperationCanceledException">Somebody stopped us.</exception>
    public async Task<BadAnswer> SendAsync(BadPayload payload, Uri receiver, BadMoment moment, Deadline deadline)
    {
        ArgumentNullException.ThrowIfNull(payload);
        ArgumentNullException.ThrowIfNull(deadline);
        if (payload.Before is { } before && await SendAsync(payload, receiver, before(moment), deadline) is { Status: < 200 or > 299 } unexpected)
            return unexpected with { Text = $"to the good request before: {unexpected.Text}" };
        return await SendAsync(payload, receiver, payload.Body(moment), deadline);
    }

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();

    private async Task<BadAnswer> SendAsync(BadPayload payload, Uri receiver, byte[] body, Deadline deadline)
    {
        using var request = new HttpRequestMessage(new HttpMethod(payload.Method), new Uri(receiver, payload.Path));
        if (payload.Method != "GET")
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = payload.ContentType.Length > 0 ? MediaTypeHeaderValue.Parse(payload.ContentType) : null;
            if (payload.ContentEncoding.Length > 0)
                request.Content.Headers.ContentEncoding.Add(payload.ContentEncoding);
            if (payload.Receiver == BadReceiver.RemoteWrite)
                request.Headers.Add("X-Prometheus-Remote-Write-Version", "0.1.0");
        }

        try
        {
            using var response = await _client.SendAsync(request, deadline.Token);
            return new BadAnswer((int)response.StatusCode, Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync(deadline.Token)));
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException || (problem is OperationCanceledException && !deadline.Stopped))
        {
            return new BadAnswer(0, problem.Message);
        }
    }
}
