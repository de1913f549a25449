using System.Collections.Immutable;
using Validation.Backends.OpenStack;
using Validation.Checks;
using Validation.Harness;
using Validation.Simulators.OpenStack;
using Validation.Steps.Run;

namespace Validation.Steps.Support;

/// <summary>Nova's list of the servers of the borrowed cloud, over its API, each host under the name that metrics have.</summary>
public sealed class NovaList(Lent lent) : IAsyncDisposable
{
    private OpenStackSimulator? _api;
    private NovaClient? _client;

    /// <summary>Asks for it.</summary>
    public async Task<ImmutableArray<ListedServer>> ReadAsync(Deadline deadline)
    {
        ArgumentNullException.ThrowIfNull(deadline);
        if (_api is null)
        {
            var spec = new OpenStackSpec();
            _api = await OpenStackSimulator.StartAsync(lent.Cloud.Model, spec, ValidationRun.Current.Clock, deadline.Token);
            _client = new NovaClient(_api.AuthUrl, spec.AdminPassword);
        }

        var hosts = lent.Cloud.Hosts.ToDictionary(h => h.Daemon.Host, h => h.Name, StringComparer.Ordinal);
        var reading = await _client!.ServersAsync(deadline);
        return [.. reading.Rows.Select(r => r.Value).Select(s => new ListedServer(s.Id, s.Name, hosts.GetValueOrDefault(s.Host, s.Host), s.Flavour, s.ProjectId, s.UserId, s.Status))];
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        if (_api is not null)
            await _api.DisposeAsync();
    }
}
