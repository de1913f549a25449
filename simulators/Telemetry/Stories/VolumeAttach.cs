namespace Validation.Simulators.Telemetry.Stories;

/// <summary>A volume is attached to a server. It fails where cinder-volume has no export.</summary>
public sealed class VolumeAttach : StoryKind
{
    /// <inheritdoc />
    public override string Name => "volume-attach";

    private protected override Story Tell(StoryBuilder story, bool failing)
    {
        var (server, volume) = (story.Id(StoryId.Server), story.Id(StoryId.Volume));
        var told = story.Tell("server add volume", () =>
        {
            CommonSteps.LogIn(story);
            story.Ask("nova-api", "POST", "/v2.1/servers/{server_id}/os-volume_attachments", 200, () =>
            {
                CommonSteps.CheckToken(story);
                story.Call("nova-compute", "reserve_block_device_name", () =>
                    story.Say("INFO", "nova.compute.manager", $"[instance: {server}] Attaching volume {volume}"));
                story.Cast("nova-compute", "attach_volume", () => Attach(story, server, volume, failing));
            });
        });
        return told with { ServerId = server, VolumeId = volume };
    }

    private static void Attach(StoryBuilder story, string server, string volume, bool failing)
    {
        try
        {
            story.Ask("cinder-api", "PUT", "/v3/{project}/attachments/{attachment_id}", 200, () =>
            {
                story.Say("INFO", "cinder.api.openstack.wsgi", $"PUT attachment of volume {volume}");
                story.Call("cinder-volume", "attachment_update", () => Export(story, volume, failing));
            });
        }
        catch (StoryFailure)
        {
            story.SayTraceback("nova.virt.block_device", $"[instance: {server}] Driver failed to attach volume {volume}",
                "cinderclient.exceptions.ClientException: Unable to update attachment. (HTTP 500)");
            throw;
        }

        story.AskLibvirt("virDomainAttachDeviceFlags", () =>
            story.Say("INFO", "qemuDomainAttachDeviceLive", $"device of {volume} attached to {server}"));
        story.Say("INFO", "nova.compute.manager", $"[instance: {server}] Attached volume {volume} at /dev/vdb");
    }

    private static void Export(StoryBuilder story, string volume, bool failing)
    {
        if (!failing)
        {
            story.Say("INFO", "cinder.volume.manager", $"attachment of {volume} completed successfully");
            return;
        }

        story.SayTraceback("cinder.volume.manager", $"Unable to create export for volume {volume}",
            "cinder.exception.VolumeBackendAPIException: Bad or unexpected response from the storage volume backend API");
        throw new StoryFailure("cinder.exception.VolumeBackendAPIException", "Unable to update attachment.");
    }
}
