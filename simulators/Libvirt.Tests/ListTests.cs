using Validation.Simulators.Cloud.Domains;
using Validation.Simulators.Libvirt.Procedures;

namespace Validation.Simulators.Libvirt.Tests;

internal sealed class ListTests
{
    [TestCase(0u, "1234")]
    [TestCase(1u, "123")]
    [TestCase(2u, "4")]
    [TestCase(3u, "1234")]
    [TestCase(16u, "1")]
    [TestCase(32u, "2")]
    [TestCase(64u, "4")]
    [TestCase(128u, "3")]
    [TestCase(48u, "12")]
    [TestCase(8u, "")]
    [TestCase(2u | 16u, "")]
    [TestCase(256u, "")]
    public void A_filter_passes_what_is_in_each_of_its_groups(uint flags, string names)
    {
        var model = TestHosts.Cloud(4);
        model.Pause(model.Domain("instance-00000002").Uuid);
        model.Crash(model.Domain("instance-00000003").Uuid, OnCrash.Preserve);
        model.Crash(model.Domain("instance-00000004").Uuid, OnCrash.Destroy);
        var filter = new DomainFilter(flags);
        string.Concat(model.State.Host(TestHosts.First).Domains.All.Where(filter.Passes).Select(d => d.Name[^1])).ShouldBe(names);
    }
}
