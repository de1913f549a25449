using System.Text.Json.Nodes;

namespace Validation.Simulators.StandIns.Tests.Loki;

/// <summary>
/// Lines that the real collector sent with Genestack's configuration: sent again as their labels and metadata were before Loki changed
/// them, they must be answered as recorded.
/// </summary>
[CancelAfter(60_000)]
public sealed class ViaCollectorTests
{
    [TestCase("via-collector-otlp")]
    [TestCase("via-collector-horizon")]
    [TestCase("via-collector-k8s-filelog")]
    [TestCase("via-collector-openstack-filelog")]
    public async Task The_level_and_names_that_clash_are_those_of_the_real_program(string name)
    {
        var recording = LokiRecording.Load(name);
        await using var loki = await RunningLoki.RecordedAsync("loki", 1795370154);
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(30), TimeProvider.System);
        foreach (var stream in JsonNode.Parse(recording.Reply.Body)!["data"]!["result"]!.AsArray())
            (await loki.PushJsonAsync(Again(stream!))).Status.ShouldBe(204);

        var answer = await recording.SendAsync(loki.Http, stop.Token);

        answer.Meaning.ShouldBe(recording.Reply.Meaning);
    }

    // Newest first in the recording: sent oldest first.
    private static JsonObject Again(JsonNode stream) => new()
    {
        ["streams"] = new JsonArray(new JsonObject
        {
            ["stream"] = stream["stream"]!.DeepClone(),
            ["values"] = new JsonArray([.. stream["values"]!.AsArray().Reverse().Select(v => new JsonArray(v![0]!.DeepClone(), v[1]!.DeepClone(), Sent(v[2]!["structuredMetadata"]!.AsObject())))]),
        }),
    };

    private static JsonObject Sent(JsonObject metadata) => new(metadata.Where(m => m.Key != "detected_level")
        .Select(m => KeyValuePair.Create(m.Key.Replace("_extracted", "", StringComparison.Ordinal), m.Value?.DeepClone())));
}
