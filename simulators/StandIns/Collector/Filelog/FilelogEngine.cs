using Validation.Simulators.StandIns.Collector.Filelog.Entries;
using Validation.Simulators.StandIns.Collector.Filelog.Files;
using Validation.Simulators.StandIns.Collector.Filelog.Operators;
using Validation.Simulators.StandIns.Collector.Pipeline;

namespace Validation.Simulators.StandIns.Collector.Filelog;

/// <summary>What the receiver does, step by step, without a clock of its own: files are looked at, records walk through the operators.</summary>
internal sealed class FilelogEngine
{
    private readonly PartContext _context;
    private readonly FileConsumer _files;
    private readonly OperatorChain _operators;
    private readonly Emitter _emitter;

    /// <summary>Makes it of the receiver's settings.</summary>
    public FilelogEngine(PartContext context, Sinks sinks)
    {
        _context = context;
        Settings = FilelogSettings.Read(context.Settings);
        _emitter = new Emitter(context, sinks.Logs);
        _operators = new OperatorChain(context.Settings["operators"], _emitter.Add, context.Log, context.Clock);
        _files = new FileConsumer(Settings, context.Metrics, context.Log, context.Clock, TakeAsync);
        _files.Begin();
    }

    /// <summary>The settings about files.</summary>
    public FilelogSettings Settings { get; }

    /// <summary>Looks at the files, and hands on what waited too long for its next part.</summary>
    public async Task PollAsync(CancellationToken stop)
    {
        await _files.PollAsync(stop);
        _operators.Tick();
        await _emitter.SendAsync(all: false, stop);
    }

    /// <summary>Hands on the records that wait for others.</summary>
    public ValueTask FlushAsync(CancellationToken stop) => _emitter.SendAsync(all: true, stop);

    /// <summary>The end: hands on all that is held, offering it once, and closes the files.</summary>
    public async Task FinishAsync()
    {
        _files.Close();
        _operators.Finish();
        await _emitter.SendAsync(all: true, new CancellationToken(canceled: true));
    }

    private async ValueTask TakeAsync(TailedFile file, List<string> lines, CancellationToken stop)
    {
        var now = (_context.Clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100;
        foreach (var line in lines)
        {
            var entry = new Entry { Body = line, ObservedTime = now };
            if (Settings.IncludeName)
                entry.Attributes.Set("log.file.name", file.Name);
            if (Settings.IncludePath)
                entry.Attributes.Set("log.file.path", file.Path);
            _operators.Process(entry);
        }

        await _emitter.SendAsync(all: false, stop);
    }
}
