using Validation.Simulators.Cloud.Domains;
using Validation.Simulators.Cloud.Entities;
using Validation.Simulators.Cloud.Migrations;

namespace Validation.Simulators.Cloud.Tests;

internal sealed class CloudAgreementTests
{
    private const string Host = "compute-0001";
    private const string Other = "compute-0002";

    [Test]
    public void A_new_cloud_agrees() => CloudAgreement.Check(TestClouds.Of(1, 3, 5).State).ShouldBeEmpty();

    private static IEnumerable<TestCaseData> Disagreements()
    {
        static TestCaseData Server(string rule, Func<Server, Server> change) => new(rule, (CloudState s) => With(s, change(First(s))));
        static TestCaseData Domain(string rule, Func<Domain, Domain> change) => new(rule, (CloudState s) => With(s, Host, change(s.DomainOf(First(s).Id))));
        yield return Server("name", s => s with { Number = 99 });
        yield return Server("display-name", s => s with { Name = "another" });
        yield return Server("flavour", s => s with { Flavour = s.Flavour with { SwapMiB = 1 } });
        yield return Server("project", s => s with { ProjectId = "0" });
        yield return Server("user", s => s with { UserId = "0" });
        yield return Server("image", s => s with { ImageId = null });
        yield return Server("ports", s => s with { Ports = [.. s.Ports.Reverse()] });
        yield return Server("volumes", s => s with { Volumes = [] });
        yield return Server("state", s => s with { VmState = VmState.Stopped });
        yield return Server("state", s => s with { PowerState = PowerState.Paused });
        yield return Server("domain-missing", s => s with { Host = Other });
        yield return Server("domain-elsewhere", s => s with { Host = Other });
        yield return Server("domain-too-early", s => s with { WasLaunched = false });
        yield return Server("task", s => s with { TaskState = TaskState.Migrating });
        yield return Server("resized", s => s with { VmState = VmState.Resized });
        yield return Server("destination", s => s with { Destination = Other });
        yield return Domain("vcpus", d => d with { Vcpus = [.. d.Vcpus, d.Vcpus[0]] });
        yield return Domain("memory", d => d with { MemoryKiB = d.MemoryKiB + 1 });
        yield return Domain("name", d => d with { Name = "instance-000000ff" });
        yield return Domain("state", d => d.Paused(DomainStatus.PausedByUser, TestClouds.Noon));
        yield return Domain("state", d => d.Stopped(DomainStatus.Destroyed, TestClouds.Noon));
        yield return Domain("ports", d => d with { Nics = [d.Nics[0]] });
        yield return Domain("project", d => d with { Nova = d.Nova with { ProjectName = "another" } });
        yield return new TestCaseData("runs-twice", (CloudState s) => With(s, Other, s.DomainOf(First(s).Id).Started(77, TestClouds.Noon)));
        yield return new TestCaseData("domain-elsewhere", (CloudState s) => With(s, Other, s.DomainOf(First(s).Id).Stopped(DomainStatus.Destroyed, TestClouds.Noon)));
        yield return new TestCaseData("domain-without-server", (CloudState s) => s with { Servers = s.Servers.Remove(First(s).Id) });
        yield return new TestCaseData("volumes", (CloudState s) => s with { Volumes = s.Volumes.SetItem(First(s).Volumes[0], s.Volumes[First(s).Volumes[0]] with { ServerId = null }) });
        yield return new TestCaseData("ports", (CloudState s) => s with { Ports = s.Ports.SetItem(First(s).Ports[0], s.Ports[First(s).Ports[0]] with { Host = Other }) });
    }

    [TestCaseSource(nameof(Disagreements))]
    public void A_disagreement_is_found(string rule, Func<CloudState, CloudState> spoil)
    {
        var state = TestClouds.Of(1, 2, 2).State;
        var findings = CloudAgreement.Check(spoil(state));
        findings.ShouldContain(f => f.Rule == rule);
        findings.ShouldAllBe(f => f.Key == First(state).Id.ToString());
    }

    [TestCase("host", 12)]
    [TestCase("host", 5)]
    [TestCase("domain-missing", 5)]
    [TestCase("state", 11)]
    [TestCase("task", 5)]
    public void A_disagreement_during_a_migration_is_found(string rule, double seconds)
    {
        var model = TestClouds.Of(1, 2, 2);
        var id = model.First();
        model.Migrate(id, Other, MigrationPlan.Lasting(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(1)) with { Finishing = TimeSpan.FromSeconds(5) });
        model.Clock.Advance(TimeSpan.FromSeconds(seconds));
        var state = model.State;
        CloudAgreement.Check(state).ShouldBeEmpty();
        var server = state.Server(id);
        var spoiled = rule switch
        {
            "host" => With(state, server with { Host = server.Host == Host ? Other : Host }),
            "domain-missing" => With(state, state.Host(Other) with { Domains = state.Host(Other).Domains.Without(id) }),
            "state" => With(state, Other, state.DomainOf(id).Paused(DomainStatus.PausedForMigration, model.Clock.Now)),
            _ => With(state, server with { TaskState = TaskState.None }),
        };
        CloudAgreement.Check(spoiled).ShouldContain(f => f.Rule == rule);
    }

    [Test]
    public void A_resize_that_waits_agrees_with_what_it_left_behind_and_nothing_else()
    {
        var model = TestClouds.Of(1, 2, 2);
        var id = model.First();
        model.Resize(id, "gp.0.16.64", Other);
        var state = model.State;
        CloudAgreement.Check(state).ShouldBeEmpty();
        state.Host(Host).Domains.TryGet(id, out var left).ShouldBeTrue();
        CloudAgreement.Check(With(state, Host, left!.Started(55, TestClouds.Noon))).Select(f => f.Rule).ShouldBe(["domain-elsewhere", "runs-twice"]);
        CloudAgreement.Check(With(state, state.Server(id) with { VmState = VmState.Active })).ShouldContain(f => f.Rule == "resized");
    }

    private static Server First(CloudState state) => state.Servers.Values.MinBy(s => s.Number)!;

    private static CloudState With(CloudState state, Server server) => state with { Servers = state.Servers.SetItem(server.Id, server) };

    private static CloudState With(CloudState state, Host host) => state with { Hosts = state.Hosts.SetItem(host.Name, host) };

    private static CloudState With(CloudState state, string host, Domain domain) => With(state, state.Host(host) with { Domains = state.Host(host).Domains.With(domain) });
}
