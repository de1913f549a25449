using System.Globalization;
using System.Text.Json;
using Validation.Harness;
using Validation.Simulators.Telemetry.Logs;
using Validation.Simulators.Telemetry.Logs.Formats;

namespace Validation.Simulators.Telemetry.Tests.Logs;

/// <summary>What we expect of Loki is what Loki 3.7 answered behind a collector with Genestack's operators (<c>Data/Loki</c>).</summary>
public sealed class LokiRecordingTests
{
    // The recording machine had no cluster to ask, but a resource detector of its own; what it added is no promise.
    private static readonly string[] s_ofTheMachine = ["observed_timestamp", "host_name", "os_type", "k8s_cluster_name_extracted"];

    [Test]
    public void A_line_with_a_request_is_answered_as_expected() => Check("openstack-filelog", "/v2.1/servers", Nova("nova-api-osapi-5d"),
        Oslo("INFO", "nova.osapi_compute.wsgi.server", "req-0a1b2c3d-1111-2222-3333-444455556666 admin admin - default default",
            "10.0.0.1 \"GET /v2.1/servers HTTP/1.1\" status: 200 len: 1"));

    [Test]
    public void A_line_without_a_request_is_answered_as_expected() =>
        Check("openstack-filelog", "something broke", Nova("nova-api-osapi-5d"),
            Oslo("ERROR", "nova.compute.manager", "-", "something broke"));

    [Test]
    public void A_line_of_no_known_form_is_answered_as_expected() =>
        Check("openstack-filelog", "odd line", Nova("nova-api-osapi-5d"), _ => Parsed.CatchAll("completely odd line"));

    [Test]
    public void A_traceback_joined_in_a_container_is_answered_as_expected() =>
        Check("openstack-filelog", "ValueError", Nova("nova-api-osapi-5d"), body => Parsed.CatchAll(body));

    [Test]
    public void A_traceback_joined_in_a_file_is_answered_as_expected() =>
        Check("openstack-filelog", "direct boom", LogSource.Of("nova-compute-file"), body => Parsed.CatchAll(body));

    [Test]
    public void An_access_line_of_Horizon_is_answered_as_expected() =>
        Check("horizon", "404", Pod("horizon-server", "horizon-1", "openstack", '5'), body =>
        new Parsed(body, 1795370113000000000,
            Parsed.Of(("remote_addr", "10.1.2.3"), ("remote_user", "-"), ("timestamp", "22/Nov/2026:17:55:13 +0000"), ("method", "GET"),
                ("path", "/auth/login"), ("protocol", "HTTP/1.1"), ("status", "404"), ("bytes", "512"), ("message", body)),
            "404", 13));

    [TestCase("plain cri line", "info", false, false)]
    [TestCase("json body", "info", false, false)]
    [TestCase("on stderr", null, true, false)]
    [TestCase("first part of a long line", null, false, true)]
    public void A_line_of_another_container_is_answered_as_expected(string part, string? level, bool onError, bool cut) =>
        Check("k8s-filelog", part, Pod("grafana", "grafana-abc12", "monitoring", '1'), body =>
            Parsed.CatchAll(body) with { LevelInBody = level }, onError, cut);

    [Test]
    public void An_answer_with_another_field_is_not_as_expected() => Should.Throw<ShouldAssertException>(() =>
        Check("openstack-filelog", "something broke", Nova("nova-api-osapi-5d"),
            Oslo("ERROR", "nova.compute.manager", "-", "something else")));

    [Test]
    public void An_answer_of_another_pod_is_not_as_expected() => Should.Throw<ShouldAssertException>(() =>
        Check("openstack-filelog", "something broke", Nova("nova-api-osapi-6e"),
            Oslo("ERROR", "nova.compute.manager", "-", "something broke")));

    private static void Check(string recording, string part, LogSource source, Func<string, Parsed> parse, bool onError = false,
        bool cut = false)
    {
        var streams = JsonDocument.Parse(File.ReadAllText(Genestack.Data($"Loki/{recording}.json"))).RootElement.EnumerateArray();
        var (labels, value) = streams.SelectMany(s => s.GetProperty("values").EnumerateArray().Select(v => (s.GetProperty("stream"), v)))
            .Single(v => v.v[1].GetString()!.Contains(part, StringComparison.Ordinal));
        var time = long.Parse(value[0].GetString()!, CultureInfo.InvariantCulture);
        var expected = new Expectation(source with { Root = "/srv/labs" }).Of(0, parse(value[1].GetString()!), time, onError,
            cut).ShouldHaveSingleItem();

        expected.Body.ShouldBe(value[1].GetString());
        (expected.UnixNano ?? time).ShouldBe(time);
        Set(labels).Contains(expected.Stream).ShouldBeTrue($"{expected.Stream} in {labels}");
        var metadata = Set(value[2].GetProperty("structuredMetadata"));
        metadata.Contains(expected.Metadata).ShouldBeTrue($"{expected.Metadata} in {metadata}");
        // What a text's words say of its level is Loki's guess, and not expected.
        metadata.Labels.Keys.Except(expected.Metadata.Labels.Keys).Except(s_ofTheMachine).Except(["detected_level"]).ShouldBeEmpty();
        expected.AbsentMetadata.Split(',').Where(n => metadata[n].Length > 0).ShouldBeEmpty();
    }

    private static Func<string, Parsed> Oslo(string severity, string component, string? context, string message) => _ =>
        new OsloLine(1795370113146000000, 7, severity, component, context, message).Parsed;

    private static LogSource Nova(string pod) => Pod("nova-osapi", pod, "openstack", '4');

    private static LogSource Pod(string container, string pod, string space, char digit) => LogSource.Of("nova-api") with
    {
        Pod = new PodPlace(space, pod,
            $"{new string(digit, 8)}-{new string(digit, 4)}-{new string(digit, 4)}-{new string(digit, 4)}-{new string(digit, 12)}",
            container),
    };

    private static LabelSet Set(JsonElement labels) =>
        LabelSet.From(labels.EnumerateObject().Select(p => KeyValuePair.Create(p.Name, p.Value.GetString()!)));
}
