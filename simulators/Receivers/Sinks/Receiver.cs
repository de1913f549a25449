using System.Collections.Immutable;
using Validation.Harness;

namespace Validation.Simulators.Receivers;

/// <summary>
/// A sink of notifications that runs: it listens on loopback and writes all that arrives to a file before it answers. Each
/// <c>/hook/&lt;name&gt;</c> is a sink of its own, so that scenarios that run at the same time keep theirs apart.
/// </summary>
public sealed class Receiver<TPayload> : IAsyncDisposable
    where TPayload : class
{
    private readonly SinkModel<TPayload> _model;
    private readonly SinkServer<TPayload> _server;

    private Receiver(SinkModel<TPayload> model, SinkServer<TPayload> server) => (_model, _server) = (model, server);

    /// <summary>Where it listens.</summary>
    public Uri Address => _server.Address;

    /// <summary>The file in which every arrival is kept: a ledger whose keys are names of hooks.</summary>
    public string Path => _model.Path;

    /// <summary>All that arrived, at whatever path, in order.</summary>
    public ImmutableArray<Delivery<TPayload>> Deliveries => [.. _model.Look().Deliveries];

    /// <summary>The hook of that name; it exists by being asked for.</summary>
    /// <param name="name">One path segment of letters, digits, dots, dashes and underscores.</param>
    /// <exception cref="ArgumentException">The name is no such segment.</exception>
    public Hook<TPayload> Hook(string name)
    {
        if (!SinkModel<TPayload>.IsHook(name))
            throw new ArgumentException($"A hook's name is letters, digits, dots, dashes and underscores, not {name}.", nameof(name));
        return new Hook<TPayload>(name, new Uri(Address, $"hook/{name}"), _model);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _model.Dispose();
    }

    internal static async Task<Receiver<TPayload>> StartAsync(IChannel<TPayload> channel, string path, Deadline deadline)
    {
        ArgumentNullException.ThrowIfNull(deadline);
        var model = new SinkModel<TPayload>(channel, path, deadline.Clock);
        try
        {
            return new Receiver<TPayload>(model, await SinkServer<TPayload>.StartAsync(model, deadline.Clock, deadline.Token));
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    internal static ImmutableArray<Delivery<TPayload>> Read(IChannel<TPayload> channel, string path) =>
        [.. Ledger.Read<Arrival>(path).Select(row => SinkModel<TPayload>.Understood(row, channel))];
}
