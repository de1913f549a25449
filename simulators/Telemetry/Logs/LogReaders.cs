namespace Validation.Simulators.Telemetry.Logs;

/// <summary>Receivers of Genestack's collector that read a file and store what they read.</summary>
[Flags]
public enum LogReaders
{
    /// <summary>Nobody: the file is excluded.</summary>
    None = 0,

    /// <summary><c>filelog/openstack</c>: takes lines apart.</summary>
    OpenStack = 1,

    /// <summary><c>filelog/k8s_containers</c>: leaves lines as they are.</summary>
    Containers = 2,
}

/// <summary>Which receivers read which file.</summary>
/// <remarks>
/// The patterns of <c>base-helm-configs/opentelemetry-kube-stack/opentelemetry-kube-stack-helm-overrides.yaml</c>, receivers
/// filelog/k8s_containers and filelog/openstack.
/// </remarks>
public static class LogReading
{
    private static readonly string[] s_services =
    [
        "nova", "neutron", "cinder", "keystone", "glance", "horizon", "heat", "swift", "octavia", "placement", "manila", "ironic",
        "barbican", "ceilometer", "gnocchi", "skyline", "trove",
    ];

    /// <summary>Services whose lines are taken apart.</summary>
    public static IReadOnlyList<string> Services => s_services;

    /// <summary>Who reads the log of a container.</summary>
    public static LogReaders OfContainer(string container)
    {
        if (container is "otel-collector" or "otc-container")
            return LogReaders.None;
        var service = s_services.FirstOrDefault(s => container.StartsWith(s + "-", StringComparison.Ordinal));
        return service switch
        {
            null => LogReaders.Containers,
            // The second receiver does not exclude it, as it does the other sixteen.
            "swift" => LogReaders.OpenStack | LogReaders.Containers,
            _ => LogReaders.OpenStack,
        };
    }

    /// <summary>The service that a path names: the first that follows a slash; null for none.</summary>
    public static string? ServiceOf(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        for (var slash = path.IndexOf('/', StringComparison.Ordinal); slash >= 0; slash = path.IndexOf('/', slash + 1))
        {
            if (s_services.FirstOrDefault(s => string.CompareOrdinal(path, slash + 1, s, 0, s.Length) == 0) is { } service)
                return service;
        }

        return null;
    }
}
