namespace Validation.Simulators.Cloud.ControlPlane;

/// <summary>A Heat stack.</summary>
/// <param name="Id">UUID.</param>
/// <param name="Name">Unique in its project.</param>
/// <param name="ProjectId">Owner.</param>
/// <param name="Description">A sentence.</param>
/// <param name="CreatedAt">UTC.</param>
public sealed record StackInfo(Guid Id, string Name, string ProjectId, string Description, DateTimeOffset CreatedAt);
