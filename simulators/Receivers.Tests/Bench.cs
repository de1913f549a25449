using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Validation.Harness;
using Validation.Simulators.Receivers.Webhook;

namespace Validation.Simulators.Receivers.Tests;

/// <summary>A webhook receiver on a clock that stands still, and a sender.</summary>
internal sealed class Bench : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("receiver-").FullName;
    private readonly HttpClient _sender = new(new SocketsHttpHandler { UseProxy = false });

    private Bench()
    {
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 22, 17, 22, 9, TimeSpan.Zero));

    public Receiver<WebhookPayload> Receiver { get; private set; } = null!;

    public string Path => System.IO.Path.Combine(_folder, "notifications.ndjson");

    public static async Task<Bench> StartAsync()
    {
        var bench = new Bench();
        using var deadline = Deadline.In(TimeSpan.FromSeconds(10), bench.Clock);
        bench.Receiver = await WebhookReceiver.StartAsync(bench.Path, deadline);
        return bench;
    }

    public static string Recorded(string stage) =>
        File.ReadAllText(System.IO.Path.Combine(TestContext.CurrentContext.TestDirectory, "Recordings", $"webhook-{stage}", "request.body.json"));

    public Task<HttpResponseMessage> PostAsync(Hook<WebhookPayload> hook, string body, CancellationToken cancel = default) =>
        PostAsync(hook.Address, Encoding.UTF8.GetBytes(body), cancel);

    public async Task<HttpResponseMessage> PostAsync(Uri address, byte[] body, CancellationToken cancel = default)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return await _sender.PostAsync(address, content, cancel);
    }

    public Task<HttpResponseMessage> GetAsync(Uri address) => _sender.GetAsync(address);

    public async ValueTask DisposeAsync()
    {
        _sender.Dispose();
        await Receiver.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
