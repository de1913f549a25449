using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Validation.Simulators.Telemetry.Logs;
using Validation.Steps.Run;

namespace Validation.Steps.Logs;

/// <summary>What the scenarios of a run share about logs.</summary>
public sealed class LogBook
{
    /// <summary>Records that each service writes, over all its programs.</summary>
    public const int RecordsOfService = 500;

    private static readonly ConditionalWeakTable<ValidationRun, LogBook> s_books = [];
    private readonly ConcurrentDictionary<string, WrittenLog> _logs = new(StringComparer.Ordinal);
    private readonly ValidationRun _run;
    private readonly Lazy<Task> _readers;
    private readonly Lazy<Task<ImmutableArray<WrittenLog>>> _services;
    private int _slots;

    private LogBook(ValidationRun run)
    {
        _run = run;
        _readers = new Lazy<Task>(() => Readers.HaveBegunAsync(Arrival));
        _services = new Lazy<Task<ImmutableArray<WrittenLog>>>(WriteServicesAsync);
    }

    /// <summary>The book of the run that is open.</summary>
    public static LogBook Current => s_books.GetValue(ValidationRun.Current, run => new LogBook(run));

    /// <summary>Keeps a log, so that what is missed of it can be looked for.</summary>
    public WrittenLog Add(WrittenLog log)
    {
        ArgumentNullException.ThrowIfNull(log);
        return _logs[log.Items.Name] = log;
    }

    /// <summary>The log of a stream; null when no log has it.</summary>
    public WrittenLog? Find(string stream) => _logs.GetValueOrDefault(stream);

    /// <summary>How long a record may be on its way: what the configuration makes it wait for at most, and what a busy machine takes beyond.</summary>
    public TimeSpan Arrival => _run.Contract.Logs.LatencyBudget is var budget
        ? budget.FilelogPoll + budget.RecombineForceFlush + budget.BatchTimeout + _run.Patience : default;

    /// <summary>Waits until the collector reads files; what is written before may be nobody's.</summary>
    public Task ReadersAsync() => _readers.Value;

    /// <summary>The logs of all services whose lines are taken apart, each of 500 records; written once a run.</summary>
    public Task<ImmutableArray<WrittenLog>> ServicesAsync() => _services.Value;

    /// <summary>
    /// The begin of ten minutes of which nobody else's records are: they lie an hour or more back, but near enough that Loki asks its
    /// ingesters for them.
    /// </summary>
    /// <exception cref="InvalidOperationException">The run has no such minutes left.</exception>
    public DateTimeOffset NextQuietTenMinutes() => Interlocked.Increment(ref _slots) is var slot and <= 8
        ? _run.Clock.GetUtcNow() - TimeSpan.FromMinutes(60 + (10 * slot))
        : throw new InvalidOperationException("The run has handed out all of its quiet minutes.");

    private async Task<ImmutableArray<WrittenLog>> WriteServicesAsync()
    {
        await ReadersAsync();
        using var deadline = _run.In(TimeSpan.FromMinutes(1));
        var logs = ImmutableArray.CreateBuilder<WrittenLog>();
        foreach (var service in _run.Contract.Logs.ServicesWithParsing)
        {
            var programs = LogSource.OfService(service).Where(s => s.Pod is not null).ToList();
            foreach (var (program, count) in programs.Zip(Shares(RecordsOfService, programs.Count)))
            {
                var log = WrittenLog.Open("service", program);
                await log.WriteAsync(count, deadline);
                logs.Add(log);
            }
        }

        return logs.ToImmutable();
    }

    /// <summary>A count in so many parts that differ by one at most.</summary>
    public static IEnumerable<int> Shares(int count, int parts) => Enumerable.Range(0, parts).Select(i => (count + i) / parts);
}
