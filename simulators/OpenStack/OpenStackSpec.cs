using Validation.Simulators.Cloud.Migrations;

namespace Validation.Simulators.OpenStack;

/// <summary>How the simulated OpenStack is set up.</summary>
public sealed record OpenStackSpec
{
    /// <summary>The only region.</summary>
    public string Region { get; init; } = "RegionOne";

    /// <summary>Password of the administrator <c>admin</c> of the project <c>admin</c> in the domain <c>Default</c>.</summary>
    public string AdminPassword { get; init; } = "admin-of-a-simulated-cloud";

    /// <summary>How long a token is valid; more than zero.</summary>
    public TimeSpan TokenLifetime { get; init; } = TimeSpan.FromHours(12);

    /// <summary>How long a server that the API is asked for is in BUILD; guest time, not negative.</summary>
    public TimeSpan BuildTime { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long a resize or a cold migration takes until it waits to be confirmed; guest time, not negative.</summary>
    public TimeSpan ResizeTime { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How live migrations go that the API is asked for; guest time.</summary>
    public MigrationPlan Migration { get; init; } = new();

    /// <summary>The most items a page has, whatever the client asks for; at least 1. The services' own default.</summary>
    public int MaxPage { get; init; } = 1000;
}
