using System.Collections.Immutable;
using System.Globalization;
using Validation.Harness;
using Validation.Simulators.Cloud.Domains;
using Validation.Simulators.Cloud.Entities;

namespace Validation.Simulators.Cloud.RandomLives;

/// <summary>
/// A life that nobody planned: operations drawn from a seed, each legal at its moment. With a clock that only this life and the
/// scenario move, the same seed lives the same life. Used by one thread; others may change the cloud meanwhile only
/// if they can bear that an operation drawn here is refused.
/// </summary>
public sealed class RandomLife
{
    private readonly CloudModel _model;
    private readonly RandomLifeSpec _spec;
    private readonly Random _random;
    private readonly Migrator _migrator;
    private int _done;

    /// <summary>Prepares a life; nothing happens yet.</summary>
    /// <exception cref="BadInputException">The spec makes no sense.</exception>
    public RandomLife(CloudModel model, Seed seed, RandomLifeSpec? spec = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        _spec = spec ?? new RandomLifeSpec();
        _spec.Check();
        (_model, _random) = (model, seed.Random("random-life"));
        _migrator = new Migrator(_random, _spec.FailuresPerHundred);
    }

    /// <summary>Does that many operations, one after the other.</summary>
    public ImmutableArray<LifeEvent> Live(int operations) => [.. Enumerable.Range(0, operations).Select(_ => Step())];

    /// <summary>
    /// Moves the clock a little, and does one operation. When nothing is legal, the clock is moved on to when something is due.
    /// </summary>
    /// <exception cref="InvalidOperationException">Nothing is legal, and nothing will change that.</exception>
    public LifeEvent Step()
    {
        if (_spec.MostPause > TimeSpan.Zero)
            _model.Clock.Advance(TimeSpan.FromMilliseconds(_random.NextInt64((long)_spec.MostPause.TotalMilliseconds + 1)));
        while (true)
        {
            var (state, now) = _model.Look();
            var legal = _spec.Operations.Where(o => Candidates(state, o).Any()).ToArray();
            if (legal.Length > 0)
                return Do(state, legal[_random.Next(legal.Length)]);
            if (state.Due is not { } due)
                throw new InvalidOperationException("No operation of the random life is legal, and nothing is under way that could change that.");
            _model.Clock.Advance(due - now);
        }
    }

    private IEnumerable<Server?> Candidates(CloudState state, LifeOperation operation)
    {
        if (operation == LifeOperation.Create)
            return state.Servers.Count < _spec.MostServers ? [null] : [];
        var servers = state.Servers.Values.OrderBy(s => s.Number);
        if (operation == LifeOperation.Delete)
            return state.Servers.Count > _spec.LeastServers ? servers : [];
        if (operation == LifeOperation.AbortMigration)
            return servers.Where(s => s.TaskState == TaskState.Migrating && state.MigrationOf(s.Id) is { Ended: null });
        return servers.Where(s => s.TaskState == TaskState.None && s.WasLaunched && IsLegal(state, s, operation));
    }

    private static bool IsLegal(CloudState state, Server server, LifeOperation operation)
    {
        var (vm, power) = (server.VmState, state.DomainOf(server.Id).Status.State);
        return operation switch
        {
            LifeOperation.Start => vm == VmState.Stopped,
            LifeOperation.Stop => vm is VmState.Active or VmState.Paused,
            LifeOperation.Pause or LifeOperation.Crash or LifeOperation.SoftReboot => vm == VmState.Active && power == DomainState.Running,
            LifeOperation.Unpause => vm == VmState.Paused,
            LifeOperation.Reboot => vm is VmState.Active or VmState.Paused or VmState.Stopped or VmState.Error,
            LifeOperation.Resize => vm is VmState.Active or VmState.Stopped,
            LifeOperation.ConfirmResize or LifeOperation.RevertResize => vm == VmState.Resized,
            LifeOperation.Migrate => state.Hosts.Count > 1 && vm is VmState.Active or VmState.Paused && power is DomainState.Running or DomainState.Paused,
            _ => false,
        };
    }

    private LifeEvent Do(CloudState state, LifeOperation operation)
    {
        var candidates = Candidates(state, operation).ToArray();
        var chosen = candidates[_random.Next(candidates.Length)];
        var at = _model.Clock.Now;
        if (chosen is null)
            return Create(state, at);
        var detail = Apply(state, chosen, operation);
        return new LifeEvent(++_done, at, operation, chosen.Id, chosen.Name, detail);
    }

    private string Apply(CloudState state, Server server, LifeOperation operation)
    {
        switch (operation)
        {
            case LifeOperation.Delete: _model.Delete(server.Id); return "";
            case LifeOperation.Start: _model.Start(server.Id); return "";
            case LifeOperation.Stop: _model.Stop(server.Id); return "";
            case LifeOperation.Pause: _model.Pause(server.Id); return "";
            case LifeOperation.Unpause: _model.Resume(server.Id); return "";
            case LifeOperation.Reboot: _model.Reboot(server.Id); return "";
            case LifeOperation.SoftReboot: _model.SoftReboot(server.Id); return "";
            case LifeOperation.ConfirmResize: _model.ConfirmResize(server.Id); return "";
            case LifeOperation.RevertResize: _model.RevertResize(server.Id); return "";
            case LifeOperation.AbortMigration: _model.AbortMigration(server.Id); return "";
            case LifeOperation.Crash:
                var onCrash = _random.Next(2) == 0 ? OnCrash.Destroy : OnCrash.Preserve;
                _model.Crash(server.Id, onCrash);
                return $"on_crash={onCrash.ToString().ToLowerInvariant()}";
            case LifeOperation.Resize: return Resize(state, server);
            case LifeOperation.Migrate: return _migrator.Begin(_model, server, Other(state, server));
            default: throw new ArgumentOutOfRangeException(nameof(operation), operation, "not an operation with a server");
        }
    }

    private LifeEvent Create(CloudState state, DateTimeOffset at)
    {
        var number = _done + 1;
        var spec = new ServerSpec(string.Create(CultureInfo.InvariantCulture, $"life-{number:d4}"), state.Projects[_random.Next(state.Projects.Length)].Id,
            state.Flavours[_random.Next(state.Flavours.Length)].Name, state.Hosts.Keys.ElementAt(_random.Next(state.Hosts.Count)),
            _model.Spec.Profiles[_random.Next(_model.Spec.Profiles.Length)], _random.Next(3), _random.Next(1, 3));
        var takes = TimeSpan.FromMilliseconds(_random.Next(15_000));
        var fault = _random.Next(100) < _spec.FailuresPerHundred ? "Build of instance aborted: no valid host was found" : null;
        var server = _model.BeginCreate(spec, takes, fault);
        _done = number;
        return new LifeEvent(number, at, LifeOperation.Create, server.Id, server.Name,
            string.Create(CultureInfo.InvariantCulture, $"{spec.Flavour} on {spec.Host} in {takes.TotalSeconds} s{(fault is null ? "" : ", fails")}"));
    }

    private string Resize(CloudState state, Server server)
    {
        var to = state.Hosts.Count > 1 && _random.Next(2) == 0 ? Other(state, server) : null;
        var flavours = state.Flavours.Where(f => f != server.Flavour).ToArray();
        var flavour = to is not null && _random.Next(3) == 0 ? null : flavours[_random.Next(flavours.Length)].Name;
        var takes = TimeSpan.FromMilliseconds(_random.Next(30_000));
        _model.Resize(server.Id, flavour, to, takes);
        return string.Create(CultureInfo.InvariantCulture, $"to {flavour ?? server.Flavour.Name} on {to ?? server.Host} in {takes.TotalSeconds} s");
    }

    private string Other(CloudState state, Server server)
    {
        var others = state.Hosts.Keys.Where(h => h != server.Host).ToArray();
        return others[_random.Next(others.Length)];
    }
}
