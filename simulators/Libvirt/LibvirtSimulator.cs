using System.Collections.Immutable;
using Validation.Simulators.Cloud;

namespace Validation.Simulators.Libvirt;

/// <summary>The libvirt daemons of all compute hosts of a cloud, up. Disposing closes them and removes their sockets.</summary>
public sealed class LibvirtSimulator : IAsyncDisposable
{
    private readonly ImmutableSortedDictionary<string, LibvirtServer> _servers;
    private readonly string? _temporary;

    private LibvirtSimulator(CloudModel model, ImmutableSortedDictionary<string, LibvirtServer> servers, string? temporary) =>
        (Model, _servers, _temporary) = (model, servers, temporary);

    /// <summary>The cloud they show.</summary>
    public CloudModel Model { get; }

    /// <summary>The daemons, by the name of their host.</summary>
    public IEnumerable<LibvirtServer> Hosts => _servers.Values;

    /// <summary>The daemon of a host.</summary>
    /// <exception cref="KeyNotFoundException">There is no such host.</exception>
    public LibvirtServer this[string host] => _servers[host];

    /// <summary>Starts a daemon for every host of the cloud.</summary>
    /// <param name="model">The cloud.</param>
    /// <param name="directory">Where the unix sockets go, in a folder a host; a temporary directory when null.</param>
    /// <param name="settings">The daemons' configuration.</param>
    public static async Task<LibvirtSimulator> StartAsync(CloudModel model, string? directory = null, LibvirtSettings? settings = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        var temporary = directory is null ? Directory.CreateTempSubdirectory("libvirt-").FullName : null;
        var servers = model.State.Hosts.Keys.ToImmutableSortedDictionary(
            host => host, host => new LibvirtServer(model, host, Directory.CreateDirectory(Path.Combine(directory ?? temporary!, host)).FullName, settings), StringComparer.Ordinal);
        var simulator = new LibvirtSimulator(model, servers, temporary);
        try
        {
            foreach (var server in servers.Values)
                await server.StartAsync();
        }
        catch
        {
            await simulator.DisposeAsync();
            throw;
        }

        return simulator;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers.Values)
            await server.DisposeAsync();
        if (_temporary is not null && Directory.Exists(_temporary))
            Directory.Delete(_temporary, true);
    }
}
