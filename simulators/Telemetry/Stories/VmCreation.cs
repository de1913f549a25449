using System.Globalization;

namespace Validation.Simulators.Telemetry.Stories;

/// <summary>
/// A server is created: keystone, nova-api, conductor, scheduler, placement, neutron, cinder, glance, compute, libvirt. It fails where no
/// host is valid, where the port is not bound, or in libvirt.
/// </summary>
public sealed class VmCreation : StoryKind
{
    /// <inheritdoc />
    public override string Name => "vm-creation";

    private protected override Story Tell(StoryBuilder story, bool failing)
    {
        var server = story.Id(StoryId.Server);
        var domain = "instance-" + story.Number.ToString("x8", CultureInfo.InvariantCulture);
        var failsAt = failing ? (VmFailure)(1 + story.Pick(StoryId.Failure, 3)) : VmFailure.None;
        var told = story.Tell("server create --wait", () =>
        {
            CommonSteps.LogIn(story);
            story.Ask("nova-api", "POST", "/v2.1/servers", 202, () =>
            {
                CommonSteps.CheckToken(story);
                story.Ask("glance-api", "GET", "/v2/images/{image_id}", 200, () =>
                    story.Say("INFO", "eventlet.wsgi.server", $"GET /v2/images/{story.Id(StoryId.Image)} 200"));
                story.Say("INFO", "nova.api.openstack.wsgi", $"Accepted server {server}");
                story.Cast("nova-conductor", "build_instances", () => Conduct(story, server, domain, failsAt));
                story.Say("INFO", "nova.osapi_compute.wsgi.server",
                    "10.20.30.40 \"POST /v2.1/servers HTTP/1.1\" status: 202 len: 402 time: 0.4021");
            });
        });
        return told with { ServerId = server, DomainName = failing ? null : domain, ImageId = story.Id(StoryId.Image),
            VolumeId = story.Id(StoryId.Volume) };
    }

    private static void Conduct(StoryBuilder story, string server, string domain, VmFailure failsAt)
    {
        story.Say("DEBUG", "nova.conductor.manager", $"[instance: {server}] Scheduling");
        story.Call("nova-scheduler", "select_destinations", () => Schedule(story, server, failsAt));
        story.Cast("nova-compute", "build_and_run_instance", () => Build(story, server, domain, failsAt));
    }

    private static void Schedule(StoryBuilder story, string server, VmFailure failsAt)
    {
        story.Ask("placement-api", "GET", "/allocation_candidates", 200, () =>
            story.Say("INFO", "placement.requestlog", "10.20.30.40 \"GET /allocation_candidates\" status: 200"));
        if (failsAt == VmFailure.NoValidHost)
        {
            story.SayTraceback("nova.scheduler.manager", $"[instance: {server}] Filtering removed all hosts",
                "nova.exception.NoValidHost: No valid host was found. There are not enough hosts available.");
            throw new StoryFailure("nova.exception.NoValidHost", "No valid host was found. There are not enough hosts available.");
        }

        story.Ask("placement-api", "PUT", "/allocations/{consumer}", 204, () =>
            story.Say("INFO", "placement.requestlog", $"10.20.30.40 \"PUT /allocations/{server}\" status: 204"));
        story.Say("INFO", "nova.scheduler.manager", $"[instance: {server}] Selected host compute-{story.Pick(StoryId.Host, 16)}");
    }

    private static void Build(StoryBuilder story, string server, string domain, VmFailure failsAt)
    {
        story.Say("INFO", "nova.compute.manager", $"[instance: {server}] Claim successful");
        story.Ask("neutron-server", "POST", "/v2.0/ports", 201, () => Port(story, server, failsAt));
        story.Ask("cinder-api", "POST", "/v3/{project}/attachments", 200, () =>
        {
            story.Say("INFO", "cinder.api.openstack.wsgi", $"POST attachments for volume {story.Id(StoryId.Volume)}");
            story.Call("cinder-volume", "attachment_update", () =>
                story.Say("INFO", "cinder.volume.manager", $"attachment of {story.Id(StoryId.Volume)} completed"));
        });
        story.Ask("glance-api", "GET", "/v2/images/{image_id}/file", 200, () =>
            story.Say("INFO", "eventlet.wsgi.server", $"GET /v2/images/{story.Id(StoryId.Image)}/file 200"));
        story.Do("spawn", () =>
        {
            story.Say("DEBUG", "nova.virt.libvirt.driver", $"[instance: {server}] Start _get_guest_xml {domain}");
            Spawn(story, server, () => story.AskLibvirt("virDomainCreateXML", () => Start(story, domain, server, failsAt)));
        });
        story.Say("INFO", "nova.compute.manager", $"[instance: {server}] Took 4.11 seconds to spawn the instance on the hypervisor.");
    }

    // Libvirt's own log is not taken apart: that the server failed is an error in the stack only because Nova says so, too.
    private static void Spawn(StoryBuilder story, string server, Action start)
    {
        try
        {
            start();
        }
        catch (StoryFailure failure)
        {
            story.SayTraceback("nova.compute.manager", $"[instance: {server}] Instance failed to spawn", $"libvirt.libvirtError: {failure.Message}");
            throw;
        }
    }

    private static void Port(StoryBuilder story, string server, VmFailure failsAt)
    {
        if (failsAt != VmFailure.PortBinding)
        {
            story.Say("INFO", "neutron.wsgi", $"POST /v2.0/ports for {server} status: 201");
            return;
        }

        story.SayTraceback("neutron.plugins.ml2.managers", $"Failed to bind port {story.Id(StoryId.Port)} for vnic_type normal",
            "neutron_lib.exceptions.PortBindingError: Binding failed");
        throw new StoryFailure("nova.exception.PortBindingFailed", $"Binding failed for port {story.Id(StoryId.Port)}");
    }

    private static void Start(StoryBuilder story, string domain, string server, VmFailure failsAt)
    {
        if (failsAt != VmFailure.Libvirt)
        {
            story.Say("INFO", "qemuDomainCreateXML", $"domain {domain} ({server}) started");
            return;
        }

        story.Say("ERROR", "qemuProcessReportLogError", $"internal error: qemu unexpectedly closed the monitor of {domain}");
        throw new StoryFailure("libvirt.libvirtError", $"internal error: qemu unexpectedly closed the monitor of {domain}");
    }

    private enum VmFailure
    {
        None,
        NoValidHost,
        PortBinding,
        Libvirt,
    }
}
