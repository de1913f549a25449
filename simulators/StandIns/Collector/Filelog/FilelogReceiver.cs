using Validation.Simulators.StandIns.Collector.Pipeline;

namespace Validation.Simulators.StandIns.Collector.Filelog;

/// <summary>
/// The receiver <c>filelog</c> of the OpenTelemetry Collector contrib 0.156: reads files as they grow and takes their lines apart by the
/// operators of its configuration. What it does not do is in DIFFERENCES.md.
/// </summary>
internal sealed class FilelogReceiver : IReceiver
{
    private readonly PartContext _context;
    private readonly FilelogEngine _engine;
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;
    private bool _disposed;

    private FilelogReceiver(PartContext context, Sinks sinks) => (_context, _engine) = (context, new FilelogEngine(context, sinks));

    /// <summary>Makes a receiver of its settings.</summary>
    /// <exception cref="Harness.BadInputException">A setting is wrong, or not of this stand-in.</exception>
    public static IReceiver Make(PartContext context, Sinks sinks) => new FilelogReceiver(context, sinks);

    /// <summary>Starts to look at the files, the first time after one interval.</summary>
    public Task StartAsync(CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        _context.Log($"info\tStarting stanza receiver\t{{\"otelcol.component.id\": \"{_context.Id}\"}}");
        _running = Task.Run(RunAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    /// <summary>Stops, and hands on the records that are still held.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
            return;
        _disposed = true;
        await _stop.CancelAsync();
        await _running;
        await _engine.FinishAsync();
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        var clock = _context.Clock;
        var poll = clock.GetUtcNow() + _engine.Settings.PollInterval;
        var flush = clock.GetUtcNow() + Emitter.FlushInterval;
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                var wait = (poll < flush ? poll : flush) - clock.GetUtcNow();
                if (wait > TimeSpan.Zero)
                    await Task.Delay(wait, clock, _stop.Token);
                if (clock.GetUtcNow() >= poll)
                {
                    await _engine.PollAsync(_stop.Token);
                    poll = Later(poll + _engine.Settings.PollInterval, clock.GetUtcNow());
                }

                if (clock.GetUtcNow() >= flush)
                {
                    await _engine.FlushAsync(_stop.Token);
                    flush = clock.GetUtcNow() + Emitter.FlushInterval;
                }
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // We were told to stop; what is held is handed on after this.
        }
        catch (Exception problem)
        {
            _context.Log($"error\tThe receiver has stopped\t{{\"otelcol.component.id\": \"{_context.Id}\", \"error\": \"{problem.Message}\"}}");
            throw;
        }
    }

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
