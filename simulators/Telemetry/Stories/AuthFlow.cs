namespace Validation.Simulators.Telemetry.Stories;

/// <summary>Somebody gets a token and lists servers with it. It fails where the password is wrong: 401, which is no error of
/// Keystone's.</summary>
public sealed class AuthFlow : StoryKind
{
    /// <inheritdoc />
    public override string Name => "auth-flow";

    private protected override Story Tell(StoryBuilder story, bool failing)
    {
        story.Main = "keystone";
        return story.Tell("server list", () =>
        {
            story.Ask("keystone", "POST", "/v3/auth/tokens", 201, () =>
            {
                story.Do("authenticate", () =>
                {
                    if (!failing)
                        return;
                    story.SayTraceback("keystone.auth.core", "Authorization failed. The request you have made requires authentication.",
                        "keystone.exception.Unauthorized: The request you have made requires authentication.");
                    throw new StoryFailure("keystone.exception.Unauthorized", "The request you have made requires authentication.", 401);
                });
                story.Say("INFO", "keystone.common.wsgi", "POST http://keystone.openstack.svc.cluster.local/v3/auth/tokens 201");
            });
            story.Ask("nova-api", "GET", "/v2.1/servers/detail", 200, () =>
            {
                CommonSteps.CheckToken(story);
                story.Say("INFO", "nova.osapi_compute.wsgi.server",
                    "10.20.30.40 \"GET /v2.1/servers/detail HTTP/1.1\" status: 200 len: 1893 time: 0.0421");
            });
        });
    }
}
