using Validation.Backends;
using Validation.Backends.OpenStack;
using Validation.Harness;
using Validation.Simulators.Cloud;
using Validation.Simulators.OpenStack;

namespace Validation.Steps.Tests;

public sealed class NovaListTests
{
    [Test]
    public async Task All_servers_of_all_projects_are_listed_once_over_several_pages()
    {
        var cloud = new CloudModel(new CloudSpec(new Seed(7), Hosts: 2, ServersPerHost: 4), GuestClock.Running(TimeProvider.System));
        var spec = new OpenStackSpec { MaxPage = 3 };
        await using var api = await OpenStackSimulator.StartAsync(cloud, spec, TimeProvider.System);
        using var client = new NovaClient(api.AuthUrl, spec.AdminPassword);
        using var deadline = Deadline.In(TimeSpan.FromSeconds(30), TimeProvider.System);
        var servers = await client.ServersAsync(deadline);
        servers.Rows.Select(r => (r.Value.Id, r.Value.Name, r.Value.Host, r.Value.Flavour, r.Value.ProjectId, r.Value.UserId)).Order()
            .ShouldBe(cloud.State.Servers.Values.Select(s => (s.Id.ToString(), s.Name, s.Host, s.Flavour.Name, s.ProjectId, s.UserId)).Order());
    }

    [Test]
    public async Task A_wrong_password_is_refused()
    {
        var cloud = new CloudModel(new CloudSpec(new Seed(7)), GuestClock.Running(TimeProvider.System));
        await using var api = await OpenStackSimulator.StartAsync(cloud, new OpenStackSpec(), TimeProvider.System);
        using var client = new NovaClient(api.AuthUrl, "wrong");
        using var deadline = Deadline.In(TimeSpan.FromSeconds(30), TimeProvider.System);
        (await Should.ThrowAsync<BackendException>(() => client.ServersAsync(deadline))).Status.ShouldBe(401);
    }
}
