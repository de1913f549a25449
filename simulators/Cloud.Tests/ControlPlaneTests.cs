using Validation.Simulators.Cloud.ControlPlane;
using Validation.Simulators.Cloud.Entities;

namespace Validation.Simulators.Cloud.Tests;

internal sealed class ControlPlaneTests
{
    [Test]
    public void A_new_cloud_is_furnished_for_each_project()
    {
        var state = TestClouds.Of(3, 1, 6).State;
        var estate = state.Estate;
        var owners = state.Projects.Select(p => p.Id).ToArray();
        estate.Routers.Select(r => r.ProjectId).ShouldBe(owners);
        estate.SecurityGroups.Select(g => g.ProjectId).ShouldBe(owners);
        estate.LoadBalancers.Select(b => b.ProjectId).ShouldBe(owners);
        estate.Stacks.Select(s => s.ProjectId).ShouldBe(owners);
        estate.Routers.SelectMany(r => r.Interfaces).Select(i => i.NetworkId).ShouldBe(state.Networks.Select(n => n.Id), ignoreOrder: true);
        estate.FloatingIps.Select(f => f.Address).Concat(estate.Routers.Select(r => r.Gateway.Address)).ShouldBeUnique();
        estate.FloatingIps.Where(f => f.PortId is not null).ShouldAllBe(f => state.Ports[f.PortId!.Value].ProjectId == f.ProjectId);
    }

    [Test]
    public void What_is_done_with_a_server_is_written_down()
    {
        var model = TestClouds.Of();
        var id = model.First();
        model.State.Estate.Actions.ShouldBeEmpty();
        model.Pause(id);
        model.Resume(id);
        model.Reboot(id);
        model.Stop(id);
        model.Start(id);
        model.Delete(id);
        model.Create(new ServerSpec("new"));
        model.State.Estate.Actions.Select(a => a.Action).ShouldBe(["pause", "unpause", "reboot", "stop", "start", "delete", "create"]);
        model.State.Estate.Actions.Select(a => a.Number).ShouldBe([1, 2, 3, 4, 5, 6, 7]);
        model.State.Estate.Deleted.ShouldHaveSingleItem().Server.Id.ShouldBe(id);
    }

    [Test]
    public void A_service_is_fine_until_somebody_says_otherwise()
    {
        var model = TestClouds.Of();
        model.State.Estate.ConditionOf("nova-compute", "compute-0001").ShouldBe(ServiceCondition.Fine);
        model.SetService("nova-compute", "compute-0001", false, reason: "maintenance");
        model.State.Estate.ConditionOf("nova-compute", "compute-0001").ShouldBe(new ServiceCondition(false, true, "maintenance", TestClouds.Noon));
        model.SetService("nova-compute", "compute-0001", true);
        model.State.Estate.ConditionOf("nova-compute", "compute-0001").ShouldBe(ServiceCondition.Fine);
    }

    [Test]
    public void A_set_status_hides_the_computed_one_until_it_is_taken_back()
    {
        var model = TestClouds.Of();
        var router = model.State.Estate.Routers[0].Id;
        model.SetStatus(router, "ERROR");
        model.State.Estate.StatusOf(router, "ACTIVE").ShouldBe("ERROR");
        model.SetStatus(router, null);
        model.State.Estate.StatusOf(router, "ACTIVE").ShouldBe("ACTIVE");
    }

    [Test]
    public void A_volume_that_a_server_has_is_not_removed()
    {
        var model = TestClouds.Of();
        var attached = model.State.Volumes.Values.First().Id;
        Should.Throw<CloudException>(() => model.DeleteVolume(attached)).Refusal.ShouldBe(Refusal.Conflict);
        var loose = model.CreateVolume(model.State.Projects[0].Id, "loose", 5);
        loose.Status.ShouldBe("available");
        model.DeleteVolume(loose.Id);
        model.State.Volumes.ShouldNotContainKey(loose.Id);
        Should.Throw<CloudException>(() => model.CreateVolume(model.State.Projects[0].Id, "loose", 5, "tape")).Refusal.ShouldBe(Refusal.NotFound);
    }

    [Test]
    public void A_server_whose_state_is_reset_keeps_its_domain()
    {
        var model = TestClouds.Of();
        var domain = model.State.DomainOf(model.First());
        model.ResetState(model.First(), VmState.Error).Status.ShouldBe(ServerStatus.Error);
        model.State.DomainOf(model.First()).ShouldBeSameAs(domain);
    }

    [Test]
    public void A_quota_below_no_limit_is_refused() =>
        Should.Throw<ArgumentOutOfRangeException>(() => TestClouds.Of().SetQuota("p", "compute", "cores", -2));
}
