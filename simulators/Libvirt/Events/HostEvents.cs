using System.Threading.Channels;
using Validation.Simulators.Cloud;
using Validation.Simulators.Cloud.Domains;
using Validation.Simulators.Cloud.Migrations;

namespace Validation.Simulators.Libvirt.Events;

/// <summary>
/// Turns what happens in the cloud into one host's events, in order. The cloud tells under its lock, so this only takes
/// note there, and looks and tells on its own.
/// </summary>
internal sealed class HostEvents : IAsyncDisposable
{
    private readonly CloudModel _model;
    private readonly string _host;
    private readonly Action<HostEvent> _tell;
    private readonly Channel<DomainHappening?> _noted = Channel.CreateUnbounded<DomainHappening?>(new UnboundedChannelOptions { SingleReader = true });
    private readonly List<(DateTimeOffset Due, IterationEvent Event)> _passes = [];
    private readonly IDisposable _watching;
    private readonly ITimer _alarm;
    private readonly Task _telling;

    public HostEvents(CloudModel model, string host, Action<HostEvent> tell)
    {
        (_model, _host, _tell) = (model, host, tell);
        _alarm = model.Clock.Driver.CreateTimer(_ => Nudge(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        model.Clock.Moved += Nudge;
        _watching = model.Watch(happening => _noted.Writer.TryWrite(happening));
        _telling = RunAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _watching.Dispose();
        _model.Clock.Moved -= Nudge;
        await _alarm.DisposeAsync();
        _noted.Writer.TryComplete();
        await _telling;
    }

    private void Nudge() => _noted.Writer.TryWrite(null);

    private async Task RunAsync()
    {
        await foreach (var happened in _noted.Reader.ReadAllAsync())
        {
            TellPasses(happened?.At ?? _model.Clock.Now);
            if (happened is null)
                continue;
            if (happened.Host == _host)
                TellOwn(happened);
            else
                TakeNote(happened);
        }
    }

    private void TellOwn(DomainHappening happened)
    {
        if (happened is { Event: DomainEvent.Stopped, Detail: DomainDetail.StoppedByMigration } && RecordOf(happened.Uuid) is { Ended: { } report })
            _tell(new JobCompletedEvent(happened.Uuid, happened.Name, happened.Id, report));
        _tell(HostEvent.Of(happened));
    }

    // The other end of a migration tells that it began, or that it came to nothing.
    private void TakeNote(DomainHappening happened)
    {
        if (happened is { Event: DomainEvent.Started, Detail: DomainDetail.Migrated } && RecordOf(happened.Uuid) is { Job: { } job })
        {
            // It may be through already, if the clock jumped.
            var id = _model.State.Host(_host).Domains.TryGet(happened.Uuid, out var domain) ? domain.Id : -1;
            var number = 0;
            foreach (var pass in job.Schedule.Passes.Where(p => !p.OfDisks))
                _passes.Add((job.StartedAt + pass.Start, new IterationEvent(happened.Uuid, happened.Name, id, ++number)));
            TellPasses(happened.At);
        }
        else if (happened.Event == DomainEvent.Stopped)
        {
            _passes.RemoveAll(p => p.Event.Uuid == happened.Uuid);
        }
    }

    private void TellPasses(DateTimeOffset now)
    {
        foreach (var (_, pass) in _passes.Where(p => p.Due <= now).OrderBy(p => p.Due))
            _tell(pass);
        _passes.RemoveAll(p => p.Due <= now);
        if (_passes.Count > 0 && !_model.Clock.IsFrozen)
        {
            var wait = _passes.Min(p => p.Due) - _model.Clock.Now;
            _alarm.Change(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    private MigrationRecord? RecordOf(Guid server) => _model.State.Migrations.Values.LastOrDefault(m => m.Server.Id == server && m.Source == _host);
}
