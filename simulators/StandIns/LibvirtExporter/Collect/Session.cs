using System.Net.Sockets;
using System.Text;
using Validation.Simulators.StandIns.LibvirtExporter.Wire;

namespace Validation.Simulators.StandIns.LibvirtExporter.Collect;

/// <summary>Opening and closing libvirt: what comes before and after every scrape.</summary>
internal static class Session
{
    private static readonly TimeSpan DialLimit = TimeSpan.FromSeconds(5);

    /// <summary>Connects, authenticates where that takes no secret, and opens the driver. Null, with a line in the log, when any of it fails.</summary>
    /// <exception cref="OperationCanceledException">Somebody gave up.</exception>
    public static async Task<LibvirtConnection?> OpenAsync(ExporterOptions options, TimeProvider clock, ExporterLog log, CancellationToken cancel)
    {
        var (connection, problem) = await DialAsync(options, clock, cancel);
        if (connection is not null)
        {
            problem = await OpenAsync(connection, options.Driver);
            if (problem is null)
                return connection;
            await connection.DisposeAsync();
        }

        cancel.ThrowIfCancellationRequested();
        log.Error("failed to connect", ("err", problem!));
        return null;
    }

    /// <summary>Says goodbye. A refusal is logged only.</summary>
    public static async Task CloseAsync(LibvirtConnection connection, ExporterLog log)
    {
        var slot = connection.Slots[0];
        slot.Request.Begin(Procedure.ConnectClose);
        if (await connection.CallAsync(slot) is { Ok: false } end)
            log.Error("failed to disconnect", ("err", end.Of("ConnectClose")));
    }

    private static async Task<(LibvirtConnection?, string?)> DialAsync(ExporterOptions options, TimeProvider clock, CancellationToken cancel)
    {
        using var dialling = new CancellationTokenSource(DialLimit, clock);
        try
        {
            return (await LibvirtConnection.ConnectAsync(options.Libvirt.Server, options.ConcurrentCollects, options.CallLimit, clock, dialling.Token, cancel), null);
        }
        catch (SocketException) when (options.Libvirt.Server is UnixDomainSocketEndPoint && !File.Exists(options.Libvirt.Server.ToString()))
        {
            return (null, $"{options.Libvirt.Server}: there is no such socket");
        }
        catch (SocketException problem)
        {
            return (null, $"{options.Libvirt.Server}: {problem.Message}");
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return (null, $"{options.Libvirt.Server}: nobody answered within {DialLimit.TotalSeconds} s");
        }
    }

    private static async Task<string?> OpenAsync(LibvirtConnection connection, string driver)
    {
        var slot = connection.Slots[0];
        slot.Request.Begin(Procedure.AuthList);
        var end = await connection.CallAsync(slot);
        if (!end.Ok)
            return end.Of("AuthList");
        if (WantsPolkit(slot.Reply) is not { } polkit)
            return "call to AuthList was answered with what cannot be decoded";
        if (polkit)
        {
            slot.Request.Begin(Procedure.AuthPolkit);
            end = await connection.CallAsync(slot);
            if (!end.Ok)
                return end.Of("AuthPolkit");
        }

        // The presence flag as go-libvirt writes it: a one in the first byte. A server must take any flag but zero for true.
        slot.Request.Begin(Procedure.ConnectOpen).Raw([1, 0, 0, 0]).String(Encoding.UTF8.GetBytes(driver)).UInt32(0);
        end = await connection.CallAsync(slot);
        return end.Ok ? null : end.Of($"ConnectOpen({driver})");
    }

    /// <summary>True when polkit (2) comes before none (0) in the list; other methods are passed over. Null when it cannot be decoded.</summary>
    private static bool? WantsPolkit(ReadOnlySpan<byte> reply)
    {
        var reader = new XdrReader(reply);
        var polkit = false;
        var decided = false;
        for (var left = reader.ReadCount(20, least: 4); left > 0; left--)
        {
            var method = reader.ReadInt32();
            polkit |= !decided && method == 2;
            decided |= method is 0 or 2;
        }

        return reader.Bad ? null : polkit;
    }
}
