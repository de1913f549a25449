using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using Validation.Simulators.StandIns.Tempo;
using Validation.Simulators.StandIns.Tempo.Api;
using Validation.Simulators.StandIns.Tempo.Server;
using Validation.Simulators.Wire.Otlp;

namespace Validation.Simulators.StandIns.Tests.Tempo;

/// <summary>A Tempo without sockets, at the time of the recordings, with the configuration of the recordings.</summary>
internal sealed class TempoBench
{
    private readonly TempoApi _api;
    private readonly OtlpHttp _otlp;

    public TempoBench(Func<string, string>? change = null, TimeSpan readyAfter = default)
    {
        var text = File.ReadAllText(Path.Combine(TempoRecording.Folder, "tempo.yaml"));
        Engine = new TempoEngine(TempoConfig.Parse("tempo.yaml", change?.Invoke(text) ?? text), Clock);
        _api = new TempoApi(Engine, Clock, Clock.GetUtcNow() + readyAfter);
        _otlp = new OtlpHttp(Engine.Distributor);
    }

    /// <summary>The time of the recorded push.</summary>
    public FakeTimeProvider Clock { get; } = new(DateTimeOffset.FromUnixTimeSeconds(1795369502));

    public TempoEngine Engine { get; }

    public Task<(int Status, string Type, string Vary, byte[] Body)> AskAsync(TempoRecording recording) => AskAsync(
        recording.Target == "/v1/traces" ? _otlp.AnswerAsync : _api.AnswerAsync, recording.Method, recording.Target, recording.Accept, recording.ContentType, recording.Body);

    public async Task<string> GetAsync(string target)
    {
        var (status, _, _, body) = await AskAsync(_api.AnswerAsync, "GET", target, "", "", []);
        return $"{status} {Encoding.UTF8.GetString(body)}";
    }

    /// <summary>Takes a request; null when it was taken.</summary>
    public string? Push(params Span[] spans)
    {
        var request = new ExportTraceServiceRequest();
        foreach (var span in spans)
            request.ResourceSpans.Add(Spans.Of("svc", span));
        return Engine.Distributor.Push(request)?.Message;
    }

    public string? Push(ExportTraceServiceRequest request) => Engine.Distributor.Push(request)?.Message;

    /// <summary>Lets traces become complete.</summary>
    public void Settle()
    {
        Clock.Advance(TimeSpan.FromSeconds(10));
        Engine.Cut();
    }

    private static async Task<(int Status, string Type, string Vary, byte[] Body)> AskAsync(
        Func<HttpContext, Task> answer, string method, string target, string accept, string contentType, byte[] body)
    {
        var context = new DefaultHttpContext();
        var parts = target.Split('?', 2);
        (context.Request.Method, context.Request.Path) = (method, Uri.UnescapeDataString(parts[0]));
        if (parts.Length == 2)
            context.Request.QueryString = new QueryString($"?{parts[1]}");
        context.Request.Headers.Accept = accept;
        context.Request.ContentType = contentType;
        context.Request.Body = new MemoryStream(body);
        using var written = new MemoryStream();
        context.Response.Body = written;
        await answer(context);
        return (context.Response.StatusCode, context.Response.ContentType ?? "", context.Response.Headers.Vary.ToString(), written.ToArray());
    }
}
