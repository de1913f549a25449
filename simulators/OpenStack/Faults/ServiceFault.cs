namespace Validation.Simulators.OpenStack.Faults;

/// <summary>What can be wrong with a service.</summary>
public abstract record ServiceFault;

/// <summary>Every request is answered with an error, worded as the service words it.</summary>
/// <param name="Status">HTTP status, 400 to 599.</param>
public sealed record ServiceFails(int Status) : ServiceFault;

/// <summary>Every answer comes later.</summary>
/// <param name="By">How much, on the simulator's clock.</param>
public sealed record ServiceIsSlow(TimeSpan By) : ServiceFault;

/// <summary>Requests are taken and not answered, until the fault is healed: then they are.</summary>
public sealed record ServiceHangs : ServiceFault;

/// <summary>The service takes every token for expired. Keystone itself still gives new ones.</summary>
public sealed record TokensExpire : ServiceFault;

/// <summary>Nobody listens at the service's port: connections are refused, those that are open are cut.</summary>
public sealed record ServiceIsDown : ServiceFault;

/// <summary>Answers break off in their middle, with the status and the headers of whole ones.</summary>
public sealed record AnswersBreakOff : ServiceFault;
