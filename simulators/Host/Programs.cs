using System.Collections.Immutable;
using Validation.Simulators.StandIns.Collector;
using Validation.Simulators.StandIns.LibvirtExporter;
using Validation.Simulators.StandIns.Loki;
using Validation.Simulators.StandIns.Tempo;

namespace Validation.Simulators.Host;

/// <summary>The programs there are.</summary>
internal static class Programs
{
    public static readonly ImmutableArray<HostedProgram> All =
    [
        new("collector", "stands in for the OpenTelemetry Collector (contrib)", CollectorAsync),
        new("libvirt-exporter", "stands in for inovex/prometheus-libvirt-exporter", LibvirtExporterAsync),
        new("loki", "stands in for grafana/loki", LokiAsync),
        new("tempo", "stands in for Grafana Tempo in one process", TempoAsync),
    ];

    private static async Task<RunningProgram?> CollectorAsync(HostContext context)
    {
        var options = CollectorOptions.Parse(context.Args);
        if (options.ShowVersion)
        {
            await context.Output.WriteLineAsync(CollectorOptions.VersionText);
            return null;
        }

        var server = await CollectorServer.StartAsync(options.Config, context.Clock, context.Log);
        return new RunningProgram(server.Address, server);
    }

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

    private static async Task<RunningProgram?> LokiAsync(HostContext context)
    {
        var options = LokiOptions.Parse(context.Args, Environment.GetEnvironmentVariable("VALIDATION_LOKI_READY_AFTER"));
        if (options.ShowVersion)
        {
            await context.Output.WriteLineAsync(LokiOptions.VersionText);
            return null;
        }

        var server = await LokiServer.StartAsync(options, context.Clock, context.Log);
        return new RunningProgram(server.Address, server);
    }
}
