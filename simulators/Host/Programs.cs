using System.Collections.Immutable;
using Validation.Simulators.StandIns.LibvirtExporter;
using Validation.Simulators.StandIns.Tempo;

namespace Validation.Simulators.Host;

/// <summary>The programs there are.</summary>
internal static class Programs
{
    public static readonly ImmutableArray<HostedProgram> All =
    [
        new("libvirt-exporter", "stands in for inovex/prometheus-libvirt-exporter", LibvirtExporterAsync),
        new("tempo", "stands in for Grafana Tempo in one process", TempoAsync),
    ];

    private static async Task<RunningProgram?> TempoAsync(HostContext context)
    {
        var options = TempoOptions.Parse(context.Args);
        if (options.ShowVersion)
        {
            await context.Output.WriteLineAsync(TempoOptions.VersionText);
            return null;
        }

        var server = await TempoServer.StartAsync(options, context.Clock, context.Log, TempoOptions.ReadyAfter(Environment.GetEnvironmentVariable(TempoOptions.ReadyAfterName)));
        return new RunningProgram(server.Address, server);
    }

    private static async Task<RunningProgram?> LibvirtExporterAsync(HostContext context)
    {
        var options = ExporterOptions.Parse(context.Args);
        if (options.ShowVersion)
        {
            // On standard error, as the real program does.
            await context.Log.WriteLineAsync(ExporterOptions.VersionText);
            return null;
        }

        var server = await ExporterServer.StartAsync(options, context.Clock, new ExporterLog(context.Log, context.Clock, options.LogLevel));
        return new RunningProgram(server.Address, server);
    }
}
