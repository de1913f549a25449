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

    /// <summary>How long a live migration takes that the API is asked for; zero for none at all.</summary>
    public TimeSpan MigrationTime { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The most items a page has, whatever the client asks for; at least 1. The services' own default.</summary>
    public int MaxPage { get; init; } = 1000;
}
