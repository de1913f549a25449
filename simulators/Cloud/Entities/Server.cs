using System.Collections.Immutable;
using System.Globalization;

namespace Validation.Simulators.Cloud.Entities;

/// <summary>A Nova server.</summary>
public sealed record Server
{
    /// <summary>UUID; its domain has the same.</summary>
    public required Guid Id { get; init; }

    /// <summary>Number in Nova's database, from 1; gives the domain its name.</summary>
    public required long Number { get; init; }

    /// <summary>Display name.</summary>
    public required string Name { get; init; }

    /// <summary>Owner.</summary>
    public required string ProjectId { get; init; }

    /// <summary>Who created it.</summary>
    public required string UserId { get; init; }

    /// <summary>Its flavour.</summary>
    public required Flavour Flavour { get; init; }

    /// <summary>Null for a server that boots from a volume.</summary>
    public required Guid? ImageId { get; init; }

    /// <summary>The host that runs it.</summary>
    public required string Host { get; init; }

    /// <summary>The host that it is on its way to; null unless it migrates.</summary>
    public string? Destination { get; init; }

    /// <summary>Availability zone.</summary>
    public required string Zone { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>UTC; moves with every change.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Its ports, in the order of its interfaces.</summary>
    public required ImmutableArray<Guid> Ports { get; init; }

    /// <summary>Its volumes, in the order of its disks.</summary>
    public required ImmutableArray<Guid> Volumes { get; init; }

    /// <summary>What Nova wants it to be.</summary>
    public VmState VmState { get; init; } = VmState.Active;

    /// <summary>What Nova is doing with it.</summary>
    public TaskState TaskState { get; init; } = TaskState.None;

    /// <summary>What Nova last saw of its domain.</summary>
    public PowerState PowerState { get; init; } = PowerState.Running;

    /// <summary>False until its domain was made; one whose making failed never has a domain.</summary>
    public bool WasLaunched { get; init; } = true;

    /// <summary>What went wrong last; shown while the server is in ERROR.</summary>
    public ServerFault? Fault { get; init; }

    /// <summary>What the API shows.</summary>
    public ServerStatus Status => ServerStates.StatusOf(VmState, TaskState);

    /// <summary>Name of its domain: <c>instance-%08x</c>.</summary>
    public string DomainName => string.Create(CultureInfo.InvariantCulture, $"instance-{Number:x8}");
}

/// <summary>What went wrong with a server: Nova's instance fault.</summary>
/// <param name="Code">As of HTTP: 500.</param>
/// <param name="Message">A sentence.</param>
/// <param name="At">Guest time.</param>
public sealed record ServerFault(int Code, string Message, DateTimeOffset At);
