using Reqnroll;
using Validation.Backends.Prometheus;
using Validation.Checks;
using Validation.Checks.Signals;
using Validation.Harness;
using Validation.Simulators.Cloud;
using Validation.Steps.Run;
using Validation.Steps.Support;

namespace Validation.Steps.Correlation;

/// <summary>Words about stories that all signals tell together.</summary>
[Binding]
public sealed class StorySteps(StorySignals signals, GrafanaLinks links, StackClients stack, Lent lent, Claims claims)
{
    // The deployment collector's batch, Tempo's cut and its generator's interval of 15 s, one after the other.
    private static readonly TimeSpan s_slowest = TimeSpan.FromSeconds(40);

    private ToldStories _told = null!;
    private ToldStory _story = null!;

    private static ValidationRun Run => ValidationRun.Current;

    private static TimeSpan Within => s_slowest + Run.Patience;

    [Given("the story {string} was told by all its services")]
    public async Task WasTold(string kind) => _story = (_told = await ToldStories.CurrentAsync()).Of(kind, failing: false);

    [Given("the story {string} was told by all its services, and failed")]
    public async Task HasFailed(string kind) => _story = (_told = await ToldStories.CurrentAsync()).Of(kind, failing: true);

    [Then("its request id leads to every line of the request in Loki")]
    public Task RequestLeadsToLines() => claims.ComesToHoldAsync(d =>
        signals.LinesAsync(_story, $"|= \"{_story.Story.GlobalRequestId}\"", l => l.Body.Contains(_story.Story.GlobalRequestId, StringComparison.Ordinal), d), Within);

    [Then("its trace id leads to all its lines in Loki")]
    public Task TraceLeadsToLines() => claims.ComesToHoldAsync(d => signals.LinesAsync(_story, $"|= \"{_story.Story.TraceId}\"", _ => true, d), Within);

    [Then("the level leads to just its error lines in Loki")]
    public Task LevelLeadsToErrors() => claims.ComesToHoldAsync(d => signals.LinesAsync(_story, $"|= \"{_story.Story.TraceId}\" | detected_level=\"error\"",
        l => l.Metadata["detected_level"] == "error", d), Within);

    [Then("the trace that those lines name is its whole tree in Tempo")]
    public Task LinesLeadToTrace() => claims.ComesToHoldAsync(d => signals.TreeAsync(_story, d), Within);

    [Then("a search for its failed span leads to its trace in Tempo")]
    public Task SearchLeadsToTrace() => claims.ComesToHoldAsync(d => signals.FailedSpanAsync(_story, d), Within);

    [Then("Prometheus counts every span of the stories by service, name, kind and status")]
    public Task MetricsCount() => claims.ComesToHoldAsync(d => signals.CallsAsync(_told, d), Within);

    [Then("from its {string} span these links of Grafana lead where they are known to:")]
    public Task LinksLeadOn(string service, DataTable table) => claims.ComesToHoldAsync(async d =>
    {
        var followed = await Task.WhenAll(table.Rows.Select(row => links.FollowAsync(row, Run.Contract.Traces.GrafanaCorrelation, _story.FirstSpanOf(service), d)));
        return LinksLead.Check($"the {service} span of {_story.Items.Name}", [.. followed]);
    }, Within);

    [When("its server is created on that host")]
    public Task ServerIsCreated() => lent.Cloud.RecordAsync("create " + _story.Story.ServerId, () =>
    {
        lent.Cloud.Model.Create(new ServerSpec(_story.Story.ServerId!, Host: lent.Host.Daemon.Host));
        return Task.CompletedTask;
    });

    [Then("Prometheus knows one domain of that server on that host")]
    public Task DomainIsKnown() => claims.ComesToHoldAsync(async d =>
    {
        var probe = new PrometheusInstant(stack.Prometheus,
            $"count by (instance_name) (libvirt_domain_openstack_info{{job=\"libvirt\", host_name=\"{lent.Host.Name}\"}})");
        return EverySampleIsExact.Check($"the servers of {lent.Host.Name}", [new ExpectedSample(LabelSet.Of(("instance_name", _story.Story.ServerId!)).Text, 1)],
            await probe.ReadAsync(d));
    }, Run.Plan.Scrape + Run.Patience);
}
