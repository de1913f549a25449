using Validation.Harness;
using Validation.Simulators.Telemetry.Logs;

namespace Validation.Simulators.Telemetry.Tests.Logs;

public sealed class LogSourceTests
{
    private static IEnumerable<string> Sources => LogSource.All.Select(s => s.Name);

    [TestCaseSource(nameof(Sources))]
    public void Who_reads_a_file_is_what_the_patterns_of_the_receivers_say(string name)
    {
        var source = LogSource.Of(name);
        bool Any(IEnumerable<string> globs) => globs.Any(g => Genestack.Matches(g, source.NodePath));
        var readers = (Any(Genestack.Include) ? LogReaders.OpenStack : LogReaders.None)
            | (Any(Genestack.ContainersInclude) && !Any(Genestack.ContainersExclude) ? LogReaders.Containers : LogReaders.None);
        source.Readers.ShouldBe(readers);
    }

    [Test]
    public void Every_service_whose_lines_are_taken_apart_has_a_container() =>
        LogReading.Services.Where(s => !LogSource.OfService(s).Any(p => p.Pod is not null)).ShouldBeEmpty();

    [Test]
    public void Names_and_paths_are_unique()
    {
        LogSource.All.Select(s => s.Name).ShouldBeUnique();
        LogSource.All.Select(s => s.NodePath).ShouldBeUnique();
    }

    [Test]
    public void What_is_wrong_in_the_configuration_is_named_where_it_matters()
    {
        LogSource.All.Where(s => s.Readers.HasFlag(LogReaders.OpenStack | LogReaders.Containers)).ShouldBe([LogSource.Of("swift-proxy")]);
        LogSource.Of("swift-proxy").KnownDefects.ShouldHaveSingleItem().ShouldContain("twice");
        LogSource.Of("horizon").KnownDefects.ShouldHaveSingleItem().ShouldContain("horizon-*");
        LogSource.All.Where(s => s.Pod is null).ShouldAllBe(s => s.KnownDefects.Length == 1);
        LogSource.Of("nova-api").KnownDefects.ShouldBeEmpty();
    }

    [Test]
    public void A_record_read_by_both_receivers_is_expected_in_two_streams()
    {
        var expected = LogStreamTests.Stream("swift-proxy").Record(3).Expected;
        expected.Select(e => e.Stream["service_name"]).ShouldBe(["swift", "swift-proxy-server"]);
        expected.Select(e => e.Stream["service_namespace"]).ShouldBe(["openstack", ""]);
        expected[0].Metadata["service"].ShouldBe("swift");
        expected[1].Metadata["service"].ShouldBeEmpty();
    }

    [Test]
    public void Labels_of_the_cluster_are_expected_and_a_clash_is_extracted()
    {
        var source = LogSource.Of("nova-api").On("compute-1");
        source = source with { AddedLabels = source.AddedLabels.With("component", "os-api").With("application", "nova-app") };
        var stream = LogStreamTests.Stream("nova-api").From(source);
        var expected = Enumerable.Range(0, 50).Select(s => stream.Record(s).Expected[0]).First(e =>
            e.Metadata["openstack_component"].Length > 0);
        expected.Stream["node"].ShouldBe("compute-1");
        expected.Stream["k8s_node_name"].ShouldBe("compute-1");
        expected.Stream["application"].ShouldBe("nova-app");
        expected.Stream["component"].ShouldBe("os-api");
        expected.Metadata["component"].ShouldBeEmpty();
        expected.Metadata["component_extracted"].ShouldBe(expected.Metadata["openstack_component"]);
    }

    [TestCase("/tmp/heat-run/a", "/heat")]
    [TestCase("/srv/nova", "/nova")]
    public void A_folder_that_the_collector_would_take_for_a_service_is_refused(string root, string found)
    {
        var bad = Should.Throw<BadInputException>(() => LogSource.Of("keystone").Under(root));
        bad.Where.ShouldBe(root);
        bad.Got.ShouldBe(found);
    }

    [Test]
    public void A_name_that_no_source_has_is_said_with_those_there_are() =>
        Should.Throw<KeyNotFoundException>(() => LogSource.Of("nava-api")).Message.ShouldContain("nova-api");
}
