namespace Validation.Simulators.Cloud.Entities;

/// <summary>A Keystone project.</summary>
/// <param name="Id">32 hexadecimal digits.</param>
/// <param name="Name">Unique.</param>
/// <param name="Description">A sentence.</param>
public sealed record Project(string Id, string Name, string Description);

/// <summary>A Keystone user.</summary>
/// <param name="Id">32 hexadecimal digits.</param>
/// <param name="Name">Login name, unique.</param>
/// <param name="Mail">Address under a reserved domain.</param>
/// <param name="ProjectId">Default project.</param>
public sealed record User(string Id, string Name, string Mail, string ProjectId);
