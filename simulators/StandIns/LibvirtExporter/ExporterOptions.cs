using System.Net;
using System.Net.Sockets;
using Validation.Harness;

namespace Validation.Simulators.StandIns.LibvirtExporter;

/// <summary>What the exporter was told. Defaults are those of inovex/prometheus-libvirt-exporter.</summary>
public sealed record ExporterOptions
{
    /// <summary>What <c>--version</c> prints: the name of the real program, and that this is not it.</summary>
    public const string VersionText = "libvirt_exporter, version 0.1.0 (stand-in for inovex/prometheus-libvirt-exporter 2.2.0 to 2.5.0)";

    /// <summary>Where libvirt listens. (<c>--libvirt.uri</c>)</summary>
    public LibvirtAddress Libvirt { get; init; } = LibvirtAddress.Parse("/var/run/libvirt/libvirt-sock-ro");

    /// <summary>What libvirt is asked to open. (<c>--libvirt.driver</c>; not given, what the address names, else <c>qemu:///system</c>.)</summary>
    public string Driver { get; init; } = "qemu:///system";

    /// <summary>Where to listen; port 0 lets the kernel choose. (<c>--web.listen-address</c>)</summary>
    public IPEndPoint Listen { get; init; } = Everywhere(9177);

    /// <summary>Path of the metrics. (<c>--web.telemetry-path</c>)</summary>
    public string MetricsPath { get; init; } = "/metrics";

    /// <summary>Path that answers 200 when libvirt can be opened, else 503; empty is none. (<c>--web.health-path</c>, of 2.5.0.)</summary>
    public string HealthPath { get; init; } = "";

    /// <summary>The longest one call to libvirt may take, greater than zero. (<c>--exporter.timeout</c>)</summary>
    public TimeSpan CallLimit { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How many domains and pools are collected at a time, 1 to 256; less than 1 counts as 1. (<c>--exporter.max-concurrent-collects</c>)</summary>
    public int ConcurrentCollects { get; init; } = 4;

    /// <summary>The least serious lines to log. (<c>--log.level</c>)</summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Info;

    /// <summary>True when only the version is wanted. (<c>--version</c>)</summary>
    public bool ShowVersion { get; init; }

    /// <summary>Every interface of the machine, of both families where there are two.</summary>
    internal static IPEndPoint Everywhere(int port) => new(Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any, port);

    /// <summary>Reads the flags of the real program, as <c>--name=value</c> or <c>--name value</c>.</summary>
    /// <exception cref="BadInputException">A flag is unknown, has no value, or has a wrong one.</exception>
    public static ExporterOptions Parse(IReadOnlyList<string> args) => Flags.Parse(args);
}
