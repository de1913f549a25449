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

    /// <summary>How a live migration goes that the API is asked for, in guest time; whether it copies disks the request may say.</summary>
    public MigrationPlan Migration { get; init; } = new();

    /// <summary>How long a server is in BUILD that the API is asked for, in guest time; not negative.</summary>
    public TimeSpan BuildTime { get; init; }

    /// <summary>How long a resize or cold migration takes that the API is asked for, in guest time; not negative.</summary>
    public TimeSpan ResizeTime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The most items a page has, whatever the client asks for; at least 1. The services' own default.</summary>
    public int MaxPage { get; init; } = 1000;
}
