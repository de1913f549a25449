using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CliWrap;

namespace Validation.Simulators.OpenStack.Tests;

/// <summary>
/// The packaged command line client <c>openstack</c>. Its imports are done once; each command is then a process of its own.
/// Any number of commands may run at the same time.
/// </summary>
internal sealed class CommandLineClient : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonNode>> _pending = new();
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Pipe _commands = new();
    private readonly Task _run;
    private int _last;

    private CommandLineClient(string interpreter, OpenStackSimulator simulator) =>
        _run = CliWrap.Cli.Wrap(interpreter).WithArguments([Path.Combine(AppContext.BaseDirectory, "Data", "commands.py")])
            .WithEnvironmentVariables(Programs.LoginOf(simulator)).WithStandardInputPipe(PipeSource.FromStream(_commands.Reader.AsStream()))
            .WithStandardOutputPipe(PipeTarget.ToDelegate(Answered)).WithStandardErrorPipe(PipeTarget.ToDelegate(_errors.Enqueue))
            .WithValidation(CommandResultValidation.None).ExecuteAsync();

    /// <summary>The client, with what the administrator logs in with.</summary>
    public static CommandLineClient Of(OpenStackSimulator simulator) => new(Interpreter(), simulator);

    /// <summary>The Python that runs the client; skips the tests when that is not installed.</summary>
    public static string Interpreter()
    {
        if (Programs.Find("openstack") is not { } program)
        {
            Assert.Ignore("The program openstack is not on PATH (package python3-openstackclient).");
            return "";
        }

        // The Python that has its modules stands in the program's first line.
        return File.ReadLines(program).First().TrimStart('#', '!').Trim().Split(' ')[0];
    }

    public async Task<JsonObject[]> ListAsync(string arguments) => [.. JsonNode.Parse(await RunAsync($"{arguments} -f json"))!.AsArray().Select(r => r!.AsObject())];

    public async Task<JsonObject> ShowAsync(string arguments) => JsonNode.Parse(await RunAsync($"{arguments} -f json"))!.AsObject();

    /// <summary>What a command prints; it fails unless the command succeeds.</summary>
    public async Task<string> RunAsync(string arguments)
    {
        var id = Interlocked.Increment(ref _last);
        var answer = _pending[id] = new TaskCompletionSource<JsonNode>(TaskCreationOptions.RunContinuationsAsynchronously);
        var line = JsonSerializer.Serialize(new { id, arguments = arguments.Split(' ') }) + "\n";
        await _turn.WaitAsync();
        try
        {
            await _commands.Writer.WriteAsync(Encoding.UTF8.GetBytes(line));
        }
        finally
        {
            _turn.Release();
        }

        if (await Task.WhenAny(answer.Task, _run).WaitAsync(Patience) == _run)
            throw new AssertionException($"The client ended:\n{string.Join('\n', _errors)}");
        var result = await answer.Task;
        result["code"]!.GetValue<int>().ShouldBe(0, $"openstack {arguments}\n{result["error"]}");
        return result["output"]!.ToString();
    }

    public async ValueTask DisposeAsync()
    {
        await _commands.Writer.CompleteAsync();
        await _run.WaitAsync(Patience);
        _turn.Dispose();
    }

    private void Answered(string line)
    {
        var result = JsonNode.Parse(line)!;
        if (_pending.TryRemove(result["id"]!.GetValue<int>(), out var answer))
            answer.SetResult(result);
    }
}
