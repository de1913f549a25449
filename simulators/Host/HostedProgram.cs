using System.Net;

namespace Validation.Simulators.Host;

/// <summary>One program that this executable can be: a stand-in or a simulator.</summary>
/// <param name="Name">First word of the command line.</param>
/// <param name="Summary">What it is, for the list of programs.</param>
/// <param name="StartAsync">Starts it with the rest of the command line. Answers null when only a text was wanted, such as the version.</param>
internal sealed record HostedProgram(string Name, string Summary, Func<HostContext, Task<RunningProgram?>> StartAsync);

/// <summary>What a program may use.</summary>
/// <param name="Args">The command line after the program's name.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Log">Standard error.</param>
/// <param name="Clock">The time.</param>
internal sealed record HostContext(IReadOnlyList<string> Args, TextWriter Output, TextWriter Log, TimeProvider Clock);

/// <summary>A program that is up.</summary>
/// <param name="Address">Where it listens.</param>
/// <param name="Stop">Stops it when disposed.</param>
internal sealed record RunningProgram(IPEndPoint Address, IAsyncDisposable Stop);
