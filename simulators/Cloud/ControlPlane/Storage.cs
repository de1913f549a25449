namespace Validation.Simulators.Cloud.ControlPlane;

/// <summary>A type of volumes, and the backend that holds them.</summary>
/// <param name="Id">UUID.</param>
/// <param name="Name">Name.</param>
/// <param name="Backend">volume_backend_name.</param>
/// <param name="CapacityGiB">What the backend can hold.</param>
public sealed record VolumeType(Guid Id, string Name, string Backend, int CapacityGiB);

/// <summary>A snapshot of a volume.</summary>
/// <param name="Id">UUID.</param>
/// <param name="Name">Name.</param>
/// <param name="VolumeId">Its volume.</param>
/// <param name="ProjectId">Owner.</param>
/// <param name="SizeGiB">Size of the volume then.</param>
/// <param name="CreatedAt">UTC.</param>
public sealed record Snapshot(Guid Id, string Name, Guid VolumeId, string ProjectId, int SizeGiB, DateTimeOffset CreatedAt);
