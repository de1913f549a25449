using Validation.Simulators.Cloud.Entities;

namespace Validation.Simulators.Cloud.ControlPlane;

/// <summary>Something that was done with a server: what Nova calls an instance action.</summary>
/// <param name="Number">Order within the cloud, from 1.</param>
/// <param name="ServerId">With which.</param>
/// <param name="ProjectId">Its owner.</param>
/// <param name="UserId">Who.</param>
/// <param name="Host">The host that ran it then.</param>
/// <param name="Action">As Nova names it: <c>create</c>, <c>stop</c>, <c>live-migration</c>, <c>confirmResize</c>, …</param>
/// <param name="RequestId"><c>req-…</c>.</param>
/// <param name="At">Guest time.</param>
public sealed record ServerAction(long Number, Guid ServerId, string ProjectId, string UserId, string Host, string Action, string RequestId, DateTimeOffset At);

/// <summary>A server that is gone.</summary>
/// <param name="Server">As it was at last.</param>
/// <param name="At">Guest time.</param>
public sealed record DeletedServer(Server Server, DateTimeOffset At);
