namespace Validation.Simulators.Telemetry.Stories;

/// <summary>Steps that several stories have.</summary>
internal static class CommonSteps
{
    /// <summary>The client gets a token.</summary>
    public static void LogIn(StoryBuilder story) => story.Ask("keystone", "POST", "/v3/auth/tokens", 201,
        () => story.Say("INFO", "keystone.common.wsgi", "POST http://keystone.openstack.svc.cluster.local/v3/auth/tokens 201"));

    /// <summary>A service has the client's token checked.</summary>
    public static void CheckToken(StoryBuilder story) => story.Ask("keystone", "GET", "/v3/auth/tokens", 200,
        () => story.Say("DEBUG", "keystone.server.flask.request_processing.middleware.auth_context",
            "RBAC: identity:validate_token granted"));
}
